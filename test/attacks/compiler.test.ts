import { describe, expect, it } from 'vitest';
import { createLibrary } from '../../src/cli/library.ts';
import { print } from '../../src/compiler/3-emit/print.ts';
import { compileProject } from '../../src/compiler/compile-project.ts';
import { scopeOf } from '../../src/compiler/scope-of.ts';
import { Source } from '../../src/diagnostics/source.ts';
import { Budget, BudgetExceeded } from '../../src/runtime/budget.ts';
import { type Outcome, runHandler } from '../../src/runtime/pipeline.ts';
import { compiled } from '../support/compiled.ts';
import { type Given, recordedExchange } from '../support/exchange.ts';

const library = createLibrary();

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const documentOf = (expression: string): string =>
  `<policies><inbound><set-variable name="out" value="${escaped(expression)}" /></inbound><backend><forward-request /></backend></policies>`;

interface Ran {
  readonly outcome: Outcome;
  readonly out: unknown;
}

/** Compiles an expression as the value of a variable, loads the handler and runs it. */
async function run(expression: string, given: Given = {}): Promise<Ran> {
  const { handlers, findings } = await compiled({ 'subgraphs/crm': documentOf(expression) });
  const handler = handlers.get('subgraphs/crm');
  if (handler === undefined) throw new Error(findings.map(({ code, message }) => `${code}: ${message}`).join('\n'));
  const { x } = recordedExchange(given);
  const outcome = await runHandler(handler, x);
  return { outcome, out: x.context.variables.get('out') };
}

/** What an expression gives; the failure's text when it gives nothing. */
async function result(expression: string, given: Given = {}): Promise<unknown> {
  const { outcome, out } = await run(expression, given);
  if (outcome.kind !== 'failed') return out;
  throw outcome.error instanceof Error ? outcome.error : new Error('the expression failed');
}

const codes = async (expression: string): Promise<readonly string[]> =>
  (await compiled({ 'subgraphs/crm': documentOf(expression) })).findings.map(({ code }) => code);

/** The JavaScript of documents, by name, as `fedpass compile` would print it. */
function javascript(documents: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  const input = Object.entries(documents).map(([name, text]) => {
    const scope = scopeOf(name);
    if (scope === undefined) throw new Error(`${name} is no place for a document`);
    return { name, scope, source: new Source(`policies/${name}.xml`, text) };
  });
  const results = compileProject(input, { library, namedValues: new Map(), connections: 'unknown' }, { unsupported: 'error' });
  return new Map(
    results.flatMap(({ document, module }) =>
      module === undefined ? [] : [[document.name, print(module, document.source, 'js', (wanted) => wanted, `${document.name}.js`).text]],
    ),
  );
}

describe('names of an author mean nothing in JavaScript', () => {
  it.each([
    [
      'words of JavaScript',
      '@{ int await = 1, arguments = 2, eval = 3, yield = 4, let = 5, function = 6, export = 7; return await + arguments + eval + yield + let + function + export; }',
      28,
    ],
    [
      'words of both',
      '@{ int @static = 1, @class = 2, @return = 3, @this = 4, @new = 5; return @static + @class + @return + @this + @new; }',
      15,
    ],
    [
      'values of JavaScript',
      '@{ int undefined = 1, NaN = 2, Infinity = 3, globalThis = 4, process = 5, require = 6; return undefined + NaN + Infinity + globalThis + process + require; }',
      21,
    ],
    [
      'what emitted code uses',
      '@{ int Math = 1, BigInt = 2, Number = 4, Uint8Array = 8, host = 16, sites = 32, meta = 64, x = 128; return Math + BigInt + Number + Uint8Array + host + sites + meta + x; }',
      255,
    ],
    [
      'temporaries',
      '@{ int t = 1, t2 = 2, item = 3, error = 4, thrown = 5, section = 6, loop = 7, state = 8; return t + t2 + item + error + thrown + section + loop + state; }',
      36,
    ],
    [
      'imports',
      '@{ int deref = 1, element = 2, setVariable = 3, next = 4, end = 5, toText = 6; var a = new int[1]; return deref + element + setVariable + next + end + toText + a[0]; }',
      21,
    ],
    [
      'members of every object',
      '@{ var o = new { constructor = 1, __proto__ = 2, hasOwnProperty = 3, toString = 4, values = 5, items = 6 }; return o.constructor + o.__proto__ + o.hasOwnProperty + o.toString + o.values + o.items; }',
      21,
    ],
    [
      'lambda parameters',
      '@(((Func<int, int>)(process => process + 1))(2) + new[] { 1 }.Select(constructor => constructor * 10).Sum())',
      13,
    ],
    ['labels', '@{ goto process; process: return 1; }', 1],
    ['local functions', '@{ int eval(int arguments) => arguments + 1; return eval(1); }', 2],
    ['a name that another one becomes when it is numbered', '@{ int a2 = 1; { int a = 2; } { int a = 3; return a2 * 10 + a; } }', 13],
    ['names that lose all their characters', '@{ int é = 1; int ü = 5; int _2 = 7; return é * 100 + ü * 10 + _2; }', 157],
    ['names that differ in what is lost', '@{ int a_b = 1; int ab = 2; int a__b = 3; return a_b * 100 + ab * 10 + a__b; }', 123],
    ['escapes in names', '@{ int \\u0061 = 1; return a; }', 1],
    ['range variables', '@((from constructor in new[] { 1, 2 } let prototype = constructor * 2 select prototype + constructor).Sum())', 9],
  ])('%s', async (_what, expression, value) => {
    expect(await result(expression)).toBe(value);
  });
});

describe('texts stay texts', () => {
  const texts = [
    '`${process.exit(7)}`',
    "'+process.exit(7)+'",
    '"+process.exit(7)+"',
    '*/ process.exit(7); /*',
    '// process.exit(7)',
    '</script><script>process.exit(7)</script>',
    '\\u0027;process.exit(7)//',
    '$${{process.exit(7)}}',
    '\u2028process.exit(7)\u2029',
    '\\',
    '${',
    '\u0085\uFEFF\uFFFD',
    '\uE001key',
    '\uE002key',
  ];
  const verbatim = (text: string): string => `@"${text.replaceAll('"', '""')}"`;

  it.each(texts)('in a literal: %j', async (text) => {
    expect(await result(`@(${verbatim(text)})`)).toBe(text);
  });

  it.each(texts)('in a chain and an interpolation: %j', async (text) => {
    const hole = text.replaceAll('{', '{{').replaceAll('}', '}}').replaceAll('"', '""');
    expect(await result(`@(${verbatim(text)} + context.Request.IpAddress + $@"${hole}{1}${hole}")`)).toBe(
      `${text}203.0.113.7${text}1${text}`,
    );
  });

  it.each(texts)('as the name of an anonymous member would: a key %j', async (text) => {
    expect(await result(`@{ var d = new Dictionary<string, int> { { ${verbatim(text)}, 1 } }; return d[${verbatim(text)}]; }`)).toBe(1);
  });

  it.each(texts)('in every place of a document: %j', async (text) => {
    const value = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
    const { handlers, findings } = await compiled({
      'subgraphs/crm': `<policies><inbound><set-variable id="${value}" name="${value}" value="${value}" /><trace source="${value}"><message>${value}</message></trace><set-body>${value}</set-body><get-authorization-context id="${value}" provider-id="${value}" authorization-id="${value}" context-variable-name="a" ignore-error="true" /></inbound><backend><forward-request /></backend></policies>`,
    });
    const handler = handlers.get('subgraphs/crm');
    if (handler === undefined) throw new Error(findings.map(({ message }) => message).join('\n'));
    const { x, traces } = recordedExchange();
    expect((await runHandler(handler, x)).kind).toBe('completed');
    expect(x.context.variables.get(text)).toBe(text);
    expect(traces[0]?.source).toBe(text);
    expect(handler.meta.sites[0]?.id).toBe(text);
    expect(handler.meta.connections).toEqual([{ provider: text, connection: text }]);
  });

  it.each([
    ['a comment of C#', '@(/* */ 1 + /* `${x}` // */ 2)', 3],
    ['a line comment', '@(1 // */ process.exit(7) /*\n + 2)', 3],
    ['code that ends the comment above its function', '@("*/".Length + 1)', 3],
    ['a character', "@((int)'\\'' + (int)'\\\\')", 0x27 + 0x5c],
    ['a format', '@(string.Format("{0:\'`$x`\'}", 1))', '`$x`'],
    ['an alignment', '@($"{1,3:0}|")', '  1|'],
  ])('%s', async (_what, expression, value) => {
    expect(await result(expression)).toBe(value);
  });
});

describe('names of files stay names', () => {
  const evil = [
    "x'; process.exit(7); '",
    'x\nprocess.exit(7);\n',
    'x\u2028process.exit(7)\u2029',
    'x*\u2215process.exit(7)',
    'x`${process.exit(7)}`',
  ];
  const plain = '<policies><backend><forward-request /></backend></policies>';

  /** The program's statements: what is left when comments and strings are gone. */
  const bare = (code: string): string =>
    code
      .replace(/'(?:[^'\\\n]|\\.)*'/g, "''")
      .replace(/\/\*[\s\S]*?\*\//g, '')
      .replace(/\/\/[^\n\r\u2028\u2029]*/g, '');

  it.each(evil)('a subgraph document %j', (name) => {
    const code = javascript({ [`subgraphs/${name}`]: plain }).get(`subgraphs/${name}`) ?? '';
    expect(code).toContain('export const meta');
    expect(bare(code)).not.toContain('process.exit');
  });

  it.each(evil)('a fragment %j', (name) => {
    const id = escaped(name).replaceAll('\n', '&#10;');
    const made = javascript({
      [`fragments/${name}`]: '<fragment><set-method>PUT</set-method></fragment>',
      'subgraphs/crm': `<policies><inbound><include-fragment fragment-id="${id}" /></inbound></policies>`,
    });
    expect(made.size).toBe(2);
    for (const code of made.values()) expect(bare(code)).not.toContain('process.exit');
  });

  it('two fragments whose names differ in case, or in what no identifier can hold', async () => {
    const ids = ['team', 'Team', 'te-am', 'te_2d_am', '_team', '1team', 'tëam'];
    const fragments = ids.map((id, i) => [`fragments/${id}`, `<fragment><set-variable name="v${i}" value="${id}" /></fragment>`] as const);
    const { handlers } = await compiled({
      ...Object.fromEntries(fragments),
      'subgraphs/crm': `<policies><inbound>${ids.map((id) => `<include-fragment fragment-id="${id}" />`).join('')}</inbound><backend><forward-request /></backend></policies>`,
    });
    const handler = handlers.get('subgraphs/crm');
    if (handler === undefined) throw new Error('no handler');
    const { x } = recordedExchange();
    await runHandler(handler, x);
    expect(ids.map((_id, i) => x.context.variables.get(`v${i}`))).toEqual(ids);
  });

  it('a value that says what the loader puts into the last line', async () => {
    const { handlers } = await compiled({
      'subgraphs/crm':
        '<policies><inbound><set-variable name="out" value="handler.js.map" /></inbound><backend><forward-request /></backend></policies>',
    });
    const handler = handlers.get('subgraphs/crm');
    if (handler === undefined) throw new Error('no handler');
    const { x } = recordedExchange();
    await runHandler(handler, x);
    expect(x.context.variables.get('out')).toBe('handler.js.map');
  });
});

describe('there is no way out of the closed tree', () => {
  it.each([
    ['a global', '@(globalThis)', 'csharp/unknown-name'],
    ['the process', '@(process.exit(7))', 'csharp/unknown-name'],
    ['require', '@(require("fs"))', 'csharp/unknown-name'],
    ['import', '@(import("fs"))', 'csharp/unknown-name'],
    ['eval', '@(eval("1"))', 'csharp/unknown-name'],
    ['a constructor', '@("".constructor)', 'csharp/unknown-member'],
    ['a constructor of the context', '@(context.constructor)', 'csharp/unknown-member'],
    ['a prototype', '@(context.Variables.__proto__)', 'csharp/unknown-member'],
    ['the host', '@(context.host)', 'csharp/unknown-member'],
    ['a named value by its function', '@(context.namedValue("key"))', 'csharp/unknown-member'],
    ['the exchange', '@(context.exchange)', 'csharp/unknown-member'],
    ['reflection', '@("".GetType().GetMethods())', 'unsupported/member'],
    ['an assembly', '@(context.GetType().Assembly)', 'unsupported/member'],
    ['an activator', '@(Activator.CreateInstance(typeof(object)))', 'csharp/disallowed-type'],
    ['a file', '@(System.IO.File.ReadAllText("/etc/passwd"))', 'csharp/disallowed-type'],
    ['the environment', '@(Environment.GetEnvironmentVariable("HOME"))', 'csharp/disallowed-type'],
    ['another process', '@(System.Diagnostics.Process.Start("sh"))', 'csharp/disallowed-type'],
    ['dynamic', '@(((dynamic)"").constructor)', 'unsupported/dynamic'],
  ])('%s', async (_what, expression, code) => {
    expect(await codes(expression)).toContain(code);
  });

  it.each([
    ['an entity', '@(XElement.Parse("<!DOCTYPE a [<!ENTITY x SYSTEM \\"file:///etc/passwd\\">]><a>&x;</a>").Value)'],
    ['entities of entities', '@(XElement.Parse("<!DOCTYPE a [<!ENTITY a \\"aaaa\\"><!ENTITY b \\"&a;&a;&a;\\">]><a>&b;</a>").Value)'],
  ])('%s in XML', async (_what, expression) => {
    expect((await run(expression)).outcome.kind).toBe('failed');
  });

  it('names of types in JSON make no types', async () => {
    expect(await result('@(JsonConvert.DeserializeObject("{\\"$type\\":\\"System.IO.FileInfo, System\\"}").GetType().Name)')).toBe(
      'JObject',
    );
  });
});

describe('names of data meet no prototype', () => {
  const keys = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf'];
  const jwt = (payload: string): string => `Bearer ${btoa('{"alg":"none"}')}.${btoa(payload).replaceAll('=', '')}.`;

  it.each(keys)('%s is not there before it was put there', async (key) => {
    const absent = [
      `context.Variables.ContainsKey("${key}")`,
      `context.Request.Headers.ContainsKey("${key}")`,
      `context.Request.Url.Query.ContainsKey("${key}")`,
      `context.Request.MatchedParameters.ContainsKey("${key}")`,
      `new Dictionary<string, int>().ContainsKey("${key}")`,
      `new SortedDictionary<string, int>().ContainsKey("${key}")`,
      `new HashSet<string>().Contains("${key}")`,
      `(JObject.Parse("{}")["${key}"] != null)`,
      `(JObject.Parse("{}").SelectToken("$..${key}") != null)`,
      `(JObject.Parse("{}").Property("${key}") != null)`,
      `Enum.IsDefined(typeof(DayOfWeek), "${key}")`,
      `new[] { "a" }.ToDictionary(a => a).ContainsKey("${key}")`,
      `new[] { "a" }.ToLookup(a => a).Contains("${key}")`,
    ];
    expect(await result(`@(new[] { ${absent.join(', ')} }.Count(found => found))`)).toBe(0);
  });

  it.each(keys)('%s is a name like any other', async (key) => {
    const body = `{"${key}":{"polluted":"yes"}}`;
    expect(await result(`@(context.Request.Body.As<JObject>(true)["${key}"]["polluted"].ToString())`, { body })).toBe('yes');
    expect(
      await result(
        `@{ var o = new JObject(); o["${key}"] = 1; o.Merge(JObject.Parse("${body.replaceAll('"', '\\"')}")); return o.ToString(Newtonsoft.Json.Formatting.None); }`,
      ),
    ).toBe(body);
    expect(await result(`@{ var d = new Dictionary<string, string>(); d["${key}"] = "yes"; return d["${key}"] + d.Count; }`)).toBe('yes1');
    expect(await result(`@(context.Request.Url.Query["${key}"][0])`, { url: `https://crm.example/graphql?${key}=yes` })).toBe('yes');
    expect(await result(`@(context.Request.Headers["${key}"][0])`, { headers: Object.fromEntries([[key, 'yes']]) })).toBe('yes');
    expect(
      await result(`@{ Jwt token; return "${jwt(`{"${key}":"yes"}`)}".TryParseJwt(out token) ? token.Claims["${key}"][0] : "none"; }`),
    ).toBe('yes');
    expect(await result(`@(new[] { "${key}", "${key}" }.GroupBy(a => a).Select(g => g.Key + g.Count()).First())`)).toBe(`${key}2`);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('a variable of such a name', async () => {
    for (const key of keys)
      expect(await result(`@((string)context.Variables["${key}"])`, { variables: Object.fromEntries([[key, 'yes']]) })).toBe('yes');
  });
});

/** A budget whose clock moves at each look, so that what is long is cut off without any time passing. */
const tight = (): Budget => {
  let now = 0;
  const clock = {
    elapsed: () => {
      now += 1;
      return now;
    },
  };
  return new Budget(200_000, 4_000_000, { clock, ms: 2_000 });
};

describe('nothing holds the process', () => {
  it.each([
    ['while', '@{ while (true) { } }'],
    ['for', '@{ for (;;) { } }'],
    ['do', '@{ do { } while (true); }'],
    ['goto', '@{ again: goto again; }'],
    ['goto case', '@{ switch (1) { case 1: goto case 1; } return 0; }'],
    ['a loop in a condition', '@{ while (new[] { 1, 2 }.All(a => a > 0)) { } return 1; }'],
    ['a catch around a loop', '@{ while (true) { try { while (true) { } } catch { } } }'],
    ['a finally with a loop', '@{ try { while (true) { } } finally { while (true) { } } }'],
    ['exceptions', '@{ while (true) { try { throw new Exception("x"); } catch { continue; } } }'],
    ['a lambda that calls itself', '@{ Func<int, int> f = null; f = n => f(n - 1) + f(n - 2); return f(1); }'],
    ['a function that calls itself', '@{ int f(int n) => f(n + 1); return f(0); }'],
    ['a function that a catch calls', '@{ int f() { try { return f(); } catch (Exception) { return f(); } } return f(); }'],
    ['a range', '@(Enumerable.Range(0, int.MaxValue).Count())'],
    ['a sum', '@(Enumerable.Range(0, int.MaxValue).Sum(a => (long)a))'],
    ['the last of many', '@(Enumerable.Range(0, int.MaxValue).Last())'],
    ['skipping', '@(Enumerable.Range(0, int.MaxValue).Skip(int.MaxValue - 1).First())'],
    ['looking for what is not there', '@(Enumerable.Range(0, int.MaxValue).Contains(-1))'],
    ['a list of all', '@(Enumerable.Range(0, int.MaxValue).ToList().Count)'],
    ['repeating', '@(Enumerable.Repeat("a", int.MaxValue).ToArray().Length)'],
    [
      'a product of sequences',
      '@{ var a = Enumerable.Range(0, 3000).ToList(); return (from x in a from y in a from z in a where x + y + z < 0 select x).Count(); }',
    ],
    [
      'sequences of sequences',
      '@{ var q = Enumerable.Range(0, 2); for (int i = 0; i < 60; i++) { var p = q; q = p.Concat(p); } return q.Count(); }',
    ],
    ['joining', '@(string.Join(",", Enumerable.Range(0, int.MaxValue)))'],
    ['a text that doubles', '@{ var s = "a"; for (int i = 0; i < 60; i++) s += s; return s.Length; }'],
    ['an interpolation that doubles', '@{ var s = "a"; for (int i = 0; i < 60; i++) s = $"{s}{s}"; return s.Length; }'],
    [
      'a builder that doubles',
      '@{ var s = new StringBuilder("a"); for (int i = 0; i < 60; i++) s.Append(s.ToString()); return s.Length; }',
    ],
    ['a replacement that doubles', '@{ var s = "a"; for (int i = 0; i < 60; i++) s = s.Replace("a", "aa"); return s.Length; }'],
    ['an insertion that doubles', '@{ var s = "a"; for (int i = 0; i < 60; i++) s = s.Insert(0, s); return s.Length; }'],
    ['padding', '@("a".PadLeft(int.MaxValue).Length)'],
    ['repeating a character', "@(new string('a', int.MaxValue).Length)"],
    ['an alignment', '@($"{1,2000000000}")'],
    ['an array', '@(new int[int.MaxValue].Length)'],
    ['bytes', '@(new byte[int.MaxValue].Length)'],
    ['a grid', '@(new int[50000, 50000].Length)'],
    ['a list that grows', '@{ var l = new List<object>(); while (true) l.Add(new byte[1000]); }'],
    ['inserting at the front', '@{ var l = new List<int>(); for (int i = 0; i < 1000000; i++) l.Insert(0, i); return l.Count; }'],
    [
      'looking through a list again and again',
      '@{ var l = Enumerable.Range(0, 10000).ToList(); var n = 0; for (int i = 0; i < 1000000; i++) n += l.IndexOf(-1); return n; }',
    ],
    [
      'looking through a text again and again',
      '@{ var s = "a".PadLeft(100000); var n = 0; for (int i = 0; i < 1000000; i++) n += s.IndexOf("b"); return n; }',
    ],
    ['a backtracking pattern', '@(Regex.IsMatch("a".PadLeft(30, (char)97) + "b", @"^(a+)+\\1$"))'],
  ])('%s', async (_what, expression) => {
    const { outcome } = await run(expression, { budget: tight() });
    expect(outcome.kind).toBe('failed');
    const error = outcome.kind === 'failed' ? outcome.error : undefined;
    expect(error instanceof BudgetExceeded || error instanceof RangeError, String(error)).toBe(true);
  });

  it.each([
    ['a pattern that is dangerous elsewhere', '@(Regex.IsMatch("a".PadLeft(50000, (char)97) + "b", "(a+)+$"))'],
    ['JSON of brackets', "@(JToken.Parse(new string('[', 50000)))"],
    [
      'XML of tags',
      '@{ var s = new StringBuilder(); for (int i = 0; i < 20000; i++) s.Append("<a>"); return XElement.Parse(s.ToString()).Value; }',
    ],
    ['a list in itself as JSON', '@{ var l = new List<object>(); l.Add(l); return JsonConvert.SerializeObject(l); }'],
    ['a number of many digits', "@(JToken.Parse('1' + new string('0', 100000)).ToString())"],
  ])('%s ends, whatever it gives', async (_what, expression) => {
    expect(['completed', 'failed']).toContain((await run(expression.replaceAll("'1'", '"1"'))).outcome.kind);
  });

  it('a spent budget is seen by no catch', async () => {
    const { outcome } = await run('@{ try { while (true) { } } catch (Exception) { return "caught"; } }', { budget: tight() });
    expect(outcome.kind === 'failed' ? outcome.error : undefined).toBeInstanceOf(BudgetExceeded);
  });

  it('a stack that is used up is seen by no catch, and is said to the operator', async () => {
    const { outcome } = await run('@{ int f(int n) => f(n + 1); try { return f(0); } catch (Exception) { return -1; } }');
    expect(outcome.kind).toBe('failed');
  });
});

describe('nothing holds the compiler', () => {
  const nest = (count: number, open: string, middle: string, close: string): string =>
    `${open.repeat(count)}${middle}${close.repeat(count)}`;
  const doubling = (count: number, first: string, step: (before: string) => string): string =>
    Array.from({ length: count }, (_, i) => `var v${i} = ${i === 0 ? first : step(`v${i - 1}`)};`).join(' ');
  const lambdas = (count: number, write: (inner: string, i: number) => string): string =>
    Array.from({ length: count }).reduce<string>((inner, _, i) => write(inner, i), '1');

  it.each([
    ['parentheses', `@(${nest(20_000, '(', '1', ')')})`, 'csharp/too-deep'],
    ['signs', `@(${'- '.repeat(20_000)}1)`, 'csharp/too-deep'],
    ['sums', `@(1${'+1'.repeat(20_000)})`, 'csharp/too-deep'],
    ['calls', `@(""${'.Trim()'.repeat(20_000)})`, 'csharp/too-deep'],
    ['blocks', `@{ ${nest(10_000, '{', '', '}')} return 1; }`, 'csharp/too-deep'],
    ['types', `@{ ${nest(5_000, 'List<', 'int', '> ')} x = null; return 1; }`, 'csharp/too-deep'],
    [
      'lambdas in overloads',
      `@{ var l = new List<int>(); return ${lambdas(12, (inner, i) => `l.Select(a${i} => ${inner}).Sum(b${i} => b${i})`)}; }`,
      'csharp/too-entangled',
    ],
    [
      'anonymous types that double',
      `@{ ${doubling(60, 'new { a = 1, b = 2 }', (v) => `new { a = ${v}, b = ${v} }`)} return 1; }`,
      'csharp/type-too-large',
    ],
    ['tuples that double', `@{ ${doubling(60, '(1, 2)', (v) => `(${v}, ${v})`)} return 1; }`, 'csharp/type-too-large'],
    [
      'generic types that double',
      `@{ ${doubling(60, 'Tuple.Create(1, 2)', (v) => `Tuple.Create(${v}, ${v})`)} return 1; }`,
      'csharp/type-too-large',
    ],
    [
      'types that double without variables',
      `@(new[] { 1 }${'.Select(a => Tuple.Create(a, a))'.repeat(60)}.Count())`,
      'csharp/type-too-large',
    ],
    [
      'constants that double',
      `@{ const string c0 = "${'x'.repeat(1000)}"; ${Array.from({ length: 40 }, (_, i) => `const string c${i + 1} = c${i} + c${i};`).join(' ')} return 1; }`,
      'csharp/constant-value',
    ],
    ['digits', `@(${'9'.repeat(50_000)})`, 'csharp/number-too-large'],
  ])('%s', async (_what, expression, code) => {
    expect(await codes(expression)).toContain(code);
  });

  it('named values that make a document of gigabytes', async () => {
    const text = `<policies><inbound><set-header name="a"><value>${'{{big}}'.repeat(20_000)}</value></set-header></inbound></policies>`;
    const { findings } = await compiled({ 'subgraphs/crm': text }, new Map([['big', { kind: 'plain', text: 'x'.repeat(100_000) }]]));
    expect(findings.map(({ code }) => code)).toContain('named-value/too-long');
  });

  it('policies by the thousand', async () => {
    const text = `<policies><inbound>${'<set-method>@("a")</set-method>'.repeat(4_000)}</inbound><backend><forward-request /></backend></policies>`;
    const { findings, handlers } = await compiled({ 'subgraphs/crm': text });
    expect(findings).toEqual([]);
    expect(handlers.size).toBe(1);
  });
});
