import { beforeAll, describe, expect, it } from 'vitest';
import { compileExpressions, type Evaluable } from '../../src/cli/eval/compile-expressions.ts';
import type { Fixture } from '../../src/cli/eval/fixture.ts';
import { fixtureContext } from '../../src/cli/eval/fixture-context.ts';
import { createLibrary } from '../../src/cli/library.ts';
import { Budget, BudgetExceeded } from '../../src/runtime/budget.ts';
import type { Context } from '../../src/runtime/context/context.ts';
import fixture from '../conformance/fixtures/variables.json' with { type: 'json' };

/** Expressions whose values grow by sharing their parts, or that ask the library for work. Each ends in the budget's own words. */
const endless: readonly (readonly [what: string, expression: string])[] = [
  ['a huge precision', '@(string.Concat(Enumerable.Repeat((1.5).ToString("F99"), 10000000)))'],
  ['a builder that inserts', '@(new StringBuilder().Insert(0, "abcdefgh", int.MaxValue).Length)'],
  ['a sort of much', '@{ var r = Enumerable.Range(0, 10000000).OrderBy(i => -i).First(); return r; }'],
  ['delegates that double', '@{ Action a = () => { }; for (int i = 0; i < 40; i++) a += a; a(); return 1; }'],
  ['pairs of pairs as text', '@{ object o = 1; for (int i = 0; i < 40; i++) o = (o, o); return o.ToString(); }'],
  ['pairs of pairs, compared', '@{ object o = 1, p = 1; for (int i = 0; i < 40; i++) { o = (o, o); p = (p, p); } return o.Equals(p); }'],
  ['pairs of pairs, hashed', '@{ object o = 1; for (int i = 0; i < 40; i++) o = (o, o); return o.GetHashCode(); }'],
  ['tuples of tuples', '@{ object o = 1; for (int i = 0; i < 40; i++) o = Tuple.Create(o, o); return $"{o}"; }'],
  ['objects of objects', '@{ object o = 1; for (int i = 0; i < 40; i++) o = new { a = o, b = o }; return "" + o; }'],
  [
    'entries of entries',
    '@{ object o = 1; for (int i = 0; i < 40; i++) o = new KeyValuePair<object, object>(o, o); return o.ToString(); }',
  ],
  [
    'as the key of a dictionary',
    '@{ object o = 1; for (int i = 0; i < 40; i++) o = (o, o); return new Dictionary<object, int> { [o] = 1 }.Count; }',
  ],
  ['lists of lists as JSON', '@{ object o = 1; for (int i = 0; i < 40; i++) o = new[] { o, o }; return JsonConvert.SerializeObject(o); }'],
  ['an object in itself', '@{ var o = new JObject { ["a"] = 1 }; for (int i = 0; i < 60; i++) o["b" + i] = o; return o.Count; }'],
  ['an array in itself', '@{ var a = new JArray(1); for (int i = 0; i < 60; i++) a.Add(a); return a.Count; }'],
  [
    'an array in itself, by its interface',
    '@{ IList<JToken> a = new JArray(1); for (int i = 0; i < 60; i++) a.Add((JToken)a); return a.Count; }',
  ],
  ['a merge with itself', '@{ var o = JObject.Parse("{\\"a\\":[1]}"); while (true) o.Merge(o); }'],
  ['neighbours of itself', '@{ var a = new JArray(new JArray(1)); for (int i = 0; i < 60; i++) a[0].AddAfterSelf(a); return a.Count; }'],
  ['clones', '@{ var a = new JArray(Enumerable.Range(0, 1000)); while (true) a.DeepClone(); }'],
  ['deep JSON', "@(JToken.Parse(new string('[', 5000000)))"],
  [
    'a path over everything',
    '@{ var a = new JArray(Enumerable.Range(0, 3000)); var n = 0; while (true) n += a.SelectTokens("$..*").Count(); }',
  ],
  ['an element in itself', '@{ var e = new XElement("a", "b"); for (int i = 0; i < 60; i++) e.Add(e); return e.Nodes().Count(); }'],
  ['replacements that grow', '@{ var s = "aaaaaaaa"; while (true) s = Regex.Replace(s, "a", "$_"); }'],
  [
    'a key without end',
    '@{ using (var rsa = new RSACryptoServiceProvider(4096)) { while (true) { rsa.KeySize = 2048; rsa.ExportParameters(false); rsa.KeySize = 4096; rsa.ExportParameters(false); } } }',
  ],
];

/** Keys that mean something in JavaScript mean nothing here. */
const innocent: readonly (readonly [what: string, expression: string, expected: string])[] = [
  [
    'a key __proto__ in JSON',
    '@(JObject.Parse("{\\"__proto__\\":{\\"x\\":1}}")["__proto__"]["x"].ToString() + (new object().ToString()))',
    '1System.Object',
  ],
  ['and one that is not there', '@(JObject.Parse("{}")["__proto__"] == null && JObject.Parse("{}")["constructor"] == null)', 'True'],
  [
    'in a dictionary',
    '@{ var d = new Dictionary<string, int> { ["__proto__"] = 1, ["constructor"] = 2 }; return d["__proto__"] + d["constructor"] + d.Count; }',
    '5',
  ],
  ['missing in a dictionary', '@(new Dictionary<string, int>().ContainsKey("toString"))', 'False'],
  ['in a set', '@(new HashSet<string> { "__proto__" }.Contains("constructor"))', 'False'],
  [
    'grouped',
    '@(string.Join(",", new[] { "__proto__", "a", "__proto__" }.GroupBy(x => x).Select(g => g.Key + g.Count())))',
    '__proto__2,a1',
  ],
  ['deserialized', '@(JsonConvert.DeserializeObject<Dictionary<string, object>>("{\\"__proto__\\":1}").Count)', '1'],
  ['serialized', '@(JsonConvert.SerializeObject(new Dictionary<string, int> { ["__proto__"] = 1 }))', '{"__proto__":1}'],
  ['as a header', '@(context.Request.Headers.GetValueOrDefault("__proto__", "none"))', 'none'],
  ['as a variable', '@(context.Variables.ContainsKey("constructor"))', 'False'],
  ['as a group of a pattern', '@(Regex.Match("a", "(?<__proto__>a)").Groups["__proto__"].Value)', 'a'],
  ['as an element', '@(XElement.Parse("<__proto__ constructor=\'1\'/>").Attribute("constructor").Value)', '1'],
  [
    'merged',
    '@{ var o = new JObject(); o.Merge(JObject.Parse("{\\"__proto__\\":{\\"y\\":2}}")); return o.ToString(Formatting.None); }',
    '{"__proto__":{"y":2}}',
  ],
];

/** A context whose budget is small and whose clock moves at each look, so that nothing depends on how fast the machine is. */
function context(): Context {
  let now = 0;
  const clock = { elapsed: () => (now += 1) };
  const made = fixtureContext(fixture as unknown as Fixture, Date.UTC(2024, 2, 15));
  return { ...made, host: { ...made.host, budget: new Budget(200_000, 4_000_000, { clock, ms: 2_000 }) } };
}

const evaluables: { endless: readonly Evaluable[]; innocent: readonly Evaluable[] } = { endless: [], innocent: [] };

beforeAll(async () => {
  const library = createLibrary();
  const compile = (list: readonly (readonly string[])[]) =>
    compileExpressions(
      list.map(([, expression]) => expression ?? ''),
      library,
    );
  Object.assign(evaluables, { endless: await compile(endless), innocent: await compile(innocent) });
}, 120_000);

function compiled(list: keyof typeof evaluables, index: number): Evaluable & { readonly kind: 'compiled' } {
  const found = evaluables[list][index];
  if (found?.kind !== 'compiled') throw new Error(found?.findings.map(({ message }) => message).join('; ') ?? 'nothing was compiled');
  return found;
}

describe('what would never end is ended by the budget', () => {
  it.each(endless.map(([what], index) => [what, index] as const))(
    '%s',
    (_what, index) => {
      const { run } = compiled('endless', index);
      expect(() => run(context())).toThrow(BudgetExceeded);
    },
    120_000,
  );
});

describe('a name that means something in JavaScript is only a name', () => {
  it.each(innocent.map(([what, , expected], index) => [what, index, expected] as const))('%s', (_what, index, expected) => {
    const given = compiled('innocent', index).run(context());
    expect(typeof given === 'boolean' ? (given ? 'True' : 'False') : String(given)).toBe(expected);
    expect(Object.hasOwn(Object.prototype, 'x')).toBe(false);
  });
});
