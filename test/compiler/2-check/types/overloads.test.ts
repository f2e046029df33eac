import { describe, expect, it } from 'vitest';
import type { Bound } from '../../../../src/compiler/2-check/types/bound.ts';
import { typeText } from '../../../../src/compiler/2-check/types/type-text.ts';
import { visitBody } from '../../../../src/compiler/2-check/types/visit.ts';
import { read } from './reading.ts';

/** The row that a call of `Pick` was resolved to, or the C# codes of what was reported. */
function chosen(expression: string): string {
  const { bound, findings } = read(expression);
  if (findings.length > 0) return findings.map((finding) => finding.cs).join(' ');
  let key = '';
  visitBody(bound.body, (node: Bound) => {
    if (node.kind === 'call' && node.method.owner.name === 'Pick') key = node.method.row.key;
  });
  return key;
}

describe('overload resolution', () => {
  it.each([
    ['@(Pick.Number(1))', 'numberInt'],
    ['@(Pick.Number(1L))', 'numberLong'],
    ['@(Pick.Number(1u))', 'numberLong'],
    ["@(Pick.Number('a'))", 'numberInt'],
    ['@(Pick.Number(1f))', 'numberDouble'],
    ['@(Pick.Number(1m))', 'CS1503'],
    ['@(Pick.Text("a"))', 'textString'],
    ['@(Pick.Text(null))', 'textString'],
    ['@(Pick.Text(1))', 'objectOrString'],
    ['@(Pick.Many("a"))', 'manyString'],
    ['@(Pick.Many("a", "b"))', 'paramsObjects'],
    ['@(Pick.Many())', 'paramsObjects'],
    ['@(Pick.Many(new object[0]))', 'paramsObjects'],
    ['@(Pick.Optional("a"))', 'optionalPlain'],
    ['@(Pick.Optional("a", 2))', 'optional'],
    ['@(Pick.Optional(count: 2, value: "a"))', 'optional'],
    ['@(Pick.Generic(1))', 'genericInt'],
    ['@(Pick.Generic("a"))', 'generic'],
    ['@(Pick.Generic<int>(1))', 'generic'],
    ['@(Pick.Specific(new[] { 1 }))', 'genericAny'],
    ['@{ IEnumerable<int> xs = null; return Pick.Specific(xs); }', 'genericList'],
    ['@(Pick.Narrow(5))', 'sbyte'],
    ['@(Pick.Narrow(200))', 'byte'],
    ['@(Pick.Lambda(() => 1))', 'funcInt'],
    ['@(Pick.Lambda(() => "a"))', 'funcString'],
    ['@(Pick.Lambda(() => { return 1; }))', 'funcInt'],
    ['@(Pick.Act(() => 1.ToString()))', 'action'],
    ['@(Pick.Act(() => int.Parse("1")))', 'funcAct'],
    ['@(Pick.Take(out var x))', 'out'],
    ['@{ var s = ""; return Pick.Take(ref s); }', 'ref'],
    ['@{ var s = ""; return Pick.Take(s); }', 'CS1620'],
  ])('%s is %s', (expression, expected) => {
    expect(chosen(expression)).toBe(expected);
  });
});

describe('type inference', () => {
  it.each([
    ['@(Pick.Same(1))', 'int'],
    ['@(Pick.Same(new[] { "a" }))', 'string[]'],
    ['@(Pick.Pair(1, 2L))', 'long'],
    ['@(Pick.Pair("a", null))', 'string'],
    ['@(Pick.Pair(1, "a"))', 'CS0411'],
    ['@(Pick.Same(null))', 'CS0411'],
    ['@(Pick.Map(1, x => x.ToString()))', 'string'],
    ['@(Pick.Map("a", x => new { Length = x.Length }))', '<anonymous type: int Length>'],
    ['@(Pick.Map("1", int.Parse))', 'int'],
    ['@(Pick.Fold(new[] { 1 }, "", (a, x) => a + x))', 'string'],
    ['@(Pick.Fold(new[] { 1 }, 0L, (a, x) => a + x))', 'long'],
    ['@(Pick.Key(new Dictionary<string, int>()))', 'string'],
    ['@(new[] { 1, 2 }.Select(x => x * 1.5).ToList())', 'List<double>'],
    ['@(new List<int> { 1 }.ConvertAll(x => x + "!"))', 'List<string>'],
    ['@{ R Of<R>(Func<R> f) => f(); return Of(() => 5); }', 'int'],
    ['@{ R Of<A, R>(Func<int, A> f, Func<A, R> g) => g(f(1)); return Of(x => x + "!", s => s.Length); }', 'int'],
    ['@(new[] { 1, 2 }.GroupBy(x => x % 2).ToDictionary(g => g.Key, g => g.Count()))', 'Dictionary<int, int>'],
    ['@(new[] { new[] { 1 } }.SelectMany(x => x, (x, y) => x.Length + y).First())', 'int'],
    ['@(new[] { 1, 2 }.Aggregate((a, b) => a + b))', 'int'],
    ['@(from x in new[] { 1 } join y in new[] { 2L } on x equals (int)y into ys select ys.Sum())', 'IEnumerable<long>'],
    ['@(from x in new[] { 1 } let y = x + 0.5 where y > 1 orderby y descending select (x, y))', 'IEnumerable<(int x, double y)>'],
    ['@(from x in new[] { 1 } group x.ToString() by x)', 'IEnumerable<IGrouping<int, string>>'],
  ])('%s is %s', (expression, expected) => {
    const { bound, findings } = read(expression);
    expect(findings.length > 0 ? findings.map((finding) => finding.cs).join(' ') : typeText(bound.type)).toBe(expected);
  });
});
