import { beforeAll, describe, expect, it } from 'vitest';
import { compileExpressions, type Evaluable } from '../../../../src/cli/eval/compile-expressions.ts';
import { fixtureContext } from '../../../../src/cli/eval/fixture-context.ts';
import { evaluate } from '../../../../src/cli/eval/outcome.ts';
import { createLibrary } from '../../../../src/cli/library.ts';

/** Expression and the text of its result, or `!` and the exception. What each is about stands in the heading above it. */
const cases: readonly (readonly [heading: string, expression: string, expected: string])[] = [
  // what a lambda holds
  [
    'a for variable is one for all turns',
    '@{ var fs = new List<Func<int>>(); for (int i = 0; i < 3; i++) fs.Add(() => i); return fs.Sum(f => f()); }',
    '9',
  ],
  [
    'a foreach variable is new in every turn',
    '@{ var fs = new List<Func<int>>(); foreach (var i in new[] { 0, 1, 2 }) fs.Add(() => i); return fs.Sum(f => f()); }',
    '3',
  ],
  [
    'a variable in a loop is new in every turn',
    '@{ var fs = new List<Func<int>>(); var n = 0; while (n < 3) { var m = n++; fs.Add(() => m); } return fs.Sum(f => f()); }',
    '3',
  ],
  ['lambdas share what they hold', '@{ var n = 0; Action up = () => n++; up(); up(); return n; }', '2'],
  ['a method group keeps its object', '@{ var s = "abc"; Func<string, bool> f = s.StartsWith; s = "x"; return f("ab"); }', 'True'],
  ['a lambda in a lambda', '@{ Func<int, Func<int, int>> add = a => b => a + b; return add(1)(2); }', '3'],
  // order and number of evaluations
  [
    'a compound assignment looks its target up once',
    '@{ var n = 0; var a = new[] { 10, 20 }; Func<int> next = () => n++; a[next()] += 5; return a[0] + "," + n; }',
    '15,1',
  ],
  ['postfix gives the value before', '@{ var a = new[] { 1 }; return a[0]++ + a[0]; }', '3'],
  ['an assignment gives what was assigned', '@{ int a, b; a = b = 5; return a + b; }', '10'],
  ['swapping by deconstruction', '@{ var a = new[] { 1, 2 }; (a[0], a[1]) = (a[1], a[0]); return a[0] * 10 + a[1]; }', '21'],
  [
    '&& and || stop early',
    '@{ var n = 0; Func<bool> f = () => { n++; return true; }; var r = f() || f(); r = !f() && f(); return n; }',
    '2',
  ],
  ['& and | do not', '@{ var n = 0; Func<bool> f = () => { n++; return true; }; var r = f() | f(); r = !f() & f(); return n; }', '4'],
  [
    '?. stops the whole chain',
    '@{ string s = null; var n = 0; Func<int> f = () => n++; var r = s?.Substring(f()).Trim(); return n + ":" + (r == null); }',
    '0:True',
  ],
  ['delegates are put together', '@{ var n = 0; Action a = () => n++; a += () => n += 10; a(); return n; }', '11'],
  [
    'and taken apart',
    '@{ var n = 0; Action a = () => n++; Action b = () => n += 10; var c = a + b; c -= b; c(); return n + "," + ((a - a) == null); }',
    '1,True',
  ],
  ['a static method leaves room for an extension', '@(string.Concat("ab".Concat("c")))', 'abc'],
  [
    'a constraint brings its members',
    '@{ T Max<T>(T x, T y) where T : IComparable<T> => x.CompareTo(y) > 0 ? x : y; return Max(3, 7) + Max("b", "a"); }',
    '7b',
  ],
  ['an in parameter takes a value', '@{ int Twice(in int a) => a * 2; return Twice(3) + Twice(1 + 1); }', '10'],
  ['nameof asks for no instance', '@(nameof(string.Length) + nameof(List<int>.Count))', 'LengthCount'],
  // value types
  ['a tuple is copied', '@{ var t = (1, 2); var u = t; u.Item1 = 9; return t.Item1; }', '1'],
  ['a part of a tuple in an array is changed there', '@{ var a = new (int x, int y)[1]; a[0].y = 5; a[0].y++; return a[0].y; }', '6'],
  ['a boxed value is a copy', '@{ int n = 1; object o = n; n++; return o; }', '1'],
  ['nested tuples by name', '@{ var t = (a: 1, b: (c: "x", d: 2)); return t.b.c + t.b.d + t.a; }', 'x21'],
  // null
  ['null adds nothing to a text', '@{ string s = null; return "a" + s + null + "b"; }', 'ab'],
  ['T? with null stays null', '@{ int? a = null; return (a * 2 + 1) == null; }', 'True'],
  ['null is less than nothing', '@{ int? a = null; return a < 1 || a >= 1; }', 'False'],
  [
    'null beside a number lifts the operator',
    '@{ var n = 5; return (n == null) + "," + (n < null) + "," + (n + null == null); }',
    'False,False,True',
  ],
  ['null beside a date lifts its operator', '@(DateTime.MinValue == null)', 'False'],
  ['two nulls are equal', '@{ int? a = null, b = null; return a == b; }', 'True'],
  ['three values of bool?', '@{ bool? n = null; return (n & false) + "," + (n | true) + "," + (n & true); }', 'False,True,'],
  ['what is null cannot be asked', '@{ string s = null; return s.Length; }', '!System.NullReferenceException'],
  ['a missing value cannot be taken', '@{ int? a = null; return (int)a; }', '!System.InvalidOperationException'],
  // numbers
  ['int wraps', '@{ int a = int.MaxValue; return unchecked(a + 1); }', '-2147483648'],
  ['checked does not', '@{ int a = int.MaxValue; return checked(a + 1); }', '!System.OverflowException'],
  [
    'checked goes into what is called in place only',
    '@{ int a = int.MaxValue; Func<int> f = () => a + 1; return checked(f()); }',
    '-2147483648',
  ],
  ['the least int divided by -1', '@{ int a = int.MinValue, b = -1; return a / b; }', '!System.OverflowException'],
  ['byte arithmetic is int', '@{ byte a = 200, b = 100; return a + b; }', '300'],
  ['a byte is cut when it is updated', '@{ byte a = 200; a += 100; return a; }', '44'],
  ['shifts take the low bits', '@{ int n = 33; return 1 << n; }', '2'],
  ['uint and int make a long', '@{ uint a = 1; int b = -2; return a * b; }', '-2'],
  ['a real cut to int', '@{ double d = -3.99; return (int)d; }', '-3'],
  // switches that take everything
  ['a constant that is switched on', '@{ switch (1) { case 1: return "a"; } }', 'a'],
  ['case var takes what is left', '@{ object o = null; switch (o) { case string s: return s; case var v: return "v"; } }', 'v'],
  ['both bools', '@{ bool b = 1 < int.Parse("2"); switch (b) { case true: return 1; case false: return 2; } }', '1'],
  ['a total type and null', '@{ string s = "x"; switch (s) { case null: return 1; case string t: return t; } }', 'x'],
  // flow
  [
    'finally runs on the way out',
    '@{ var log = ""; Func<string> f = () => { try { return log += "a"; } finally { log += "b"; } }; return f() + log; }',
    'aab',
  ],
  [
    'a filter decides before the catch',
    '@{ var log = ""; try { try { throw new FormatException("x"); } catch (FormatException) when (log == "no") { log += "1"; } finally { log += "2"; } } catch (Exception e) { log += e.Message; } return log; }',
    '2x',
  ],
  [
    'throw; keeps the exception',
    '@{ try { try { throw new FormatException("x"); } catch (Exception) { throw; } } catch (FormatException e) { return e.Message; } }',
    'x',
  ],
  [
    'break leaves the switch, not the loop',
    '@{ var n = 0; foreach (var c in "abc") { switch (c) { case \'b\': break; default: n++; break; } } return n; }',
    '2',
  ],
  [
    'continue inside a switch goes on with the loop',
    '@{ var n = 0; foreach (var c in "abc") { switch (c) { case \'b\': continue; } n++; } return n; }',
    '2',
  ],
  [
    'goto out of nested loops',
    '@{ var n = 0; for (int i = 0; i < 5; i++) { for (int j = 0; j < 5; j++) { if (i * j == 6) goto done; n++; } } done: return n; }',
    '13',
  ],
  ['goto back', '@{ var n = 0; again: n++; if (n < 4) goto again; return n; }', '4'],
  ['goto default', '@{ switch (context.Request.Method) { case "GET": goto default; case "PUT": return 1; default: return 2; } }', '2'],
  [
    'a pattern variable with a condition',
    '@{ object o = 7; switch (o) { case int n when n > 10: return "big"; case int n: return "small " + n; default: return "?"; } }',
    'small 7',
  ],
  ['is with a variable that is used after', '@{ object o = "x"; if (!(o is string s)) return "no"; return s + s; }', 'xx'],
  [
    'an iterator runs when it is asked',
    '@{ var log = ""; IEnumerable<int> Two() { log += "a"; yield return 1; log += "b"; yield return 2; } var xs = Two(); log += "-"; foreach (var x in xs) log += x; return log; }',
    '-a1b2',
  ],
  [
    'an iterator can end early',
    '@{ IEnumerable<int> Upto(int n) { for (int i = 0; ; i++) { if (i == n) yield break; yield return i; } } return Upto(4).Sum(); }',
    '6',
  ],
  [
    'a condition of a case may declare a variable',
    '@{ object o = "12"; switch (o) { case string s when int.TryParse(s, out var n): return n + 1; default: return 0; } }',
    '13',
  ],
  [
    'items are taken apart in a loop',
    '@{ var r = ""; foreach (var (k, v) in new Dictionary<string, int> { ["a"] = 5 }) r += k + v; foreach ((int x, string y) in new[] { (1, "b") }) r += x + y; return r; }',
    'a51b',
  ],
  // functions
  [
    'a generic local function knows its type',
    '@{ string Name<T>(T value) => typeof(T).Name + value; return Name(1L) + Name("a"); }',
    'Int641Stringa',
  ],
  ['a local function calls itself', '@{ int Fib(int n) => n < 2 ? n : Fib(n - 1) + Fib(n - 2); return Fib(15); }', '610'],
  [
    'ref and out write through',
    '@{ void Both(ref int a, out int b) { a++; b = a * 2; } var x = 1; Both(ref x, out var y); return x + "," + y; }',
    '2,4',
  ],
  [
    'a value parameter may be handed on by reference',
    '@{ void Up(ref int a) { a++; } int Twice(int a) { Up(ref a); return a * 2; } return Twice(1); }',
    '4',
  ],
  ['ref to an element of an array', '@{ void Up(ref int a) { a++; } var xs = new[] { 1, 2 }; Up(ref xs[1]); return xs[1]; }', '3'],
  [
    'params takes any number',
    '@{ int Count(params string[] xs) => xs.Length; return Count() + Count("a", "b") + Count(new[] { "a" }); }',
    '3',
  ],
  [
    'defaults and names',
    '@{ string F(int a, int b = 2, int c = 3) => a + "" + b + c; return F(1) + F(1, c: 9) + F(c: 1, a: 5); }',
    '123129521',
  ],
  // objects
  [
    'initializers reach into what is there',
    '@{ var d = new Dictionary<string, List<int>> { ["a"] = new List<int> { 1, 2 } }; return d["a"].Count; }',
    '2',
  ],
  ['anonymous objects are equal by content', '@(new { A = 1, B = "x" }.Equals(new { A = 1, B = "x" }))', 'True'],
  [
    'an array of a derived type refuses a stranger',
    '@{ object[] a = new string[1]; a[0] = 5; return 1; }',
    '!System.ArrayTypeMismatchException',
  ],
  ['a grid', '@{ var g = new int[2, 3]; g[1, 2] = 5; g[1, 2] += 2; return g[1, 2] + g.Length; }', '13'],
  ['a jagged array', '@{ var a = new int[2][]; a[1] = new[] { 1, 2 }; return a[0] == null ? a[1].Length : 0; }', '2'],
  ['out of bounds', '@{ var a = new int[1]; return a[1]; }', '!System.IndexOutOfRangeException'],
  ['a wrong cast', '@{ object o = "x"; return (int)o; }', '!System.InvalidCastException'],
  ['an enum is no int in a box', '@{ object o = DayOfWeek.Monday; return o is int; }', 'False'],
  ['a long is no int in a box', '@{ object o = 5L; return (int)o; }', '!System.InvalidCastException'],
  [
    'queries read several sources',
    '@(string.Join(",", from x in new[] { 1, 2 } from y in new[] { "a", "b" } where x > 1 let z = x + y orderby z descending select z))',
    '2b,2a',
  ],
  [
    'groups of a query',
    '@(string.Join(";", from w in new[] { "aa", "b", "cc" } group w by w.Length into g orderby g.Key select g.Key + ":" + string.Join(",", g)))',
    '1:b;2:aa,cc',
  ],
];

describe('what emitted code does', () => {
  let compiled: readonly Evaluable[] = [];

  beforeAll(async () => {
    compiled = await compileExpressions(
      cases.map(([, expression]) => expression),
      createLibrary(),
    );
  }, 60_000);

  it.each(cases.map(([heading, expression, expected], index) => ({ heading, expression, expected, index })))(
    '$heading',
    ({ expected, index }) => {
      const evaluable = compiled[index];
      if (evaluable === undefined) throw new Error('not compiled');
      const outcome = evaluate(evaluable, () => fixtureContext({}, 0));
      const text = 'throws' in outcome ? `!${outcome.throws}` : 'string' in outcome ? outcome.string : JSON.stringify(outcome);
      expect(text).toBe(expected);
    },
  );
});
