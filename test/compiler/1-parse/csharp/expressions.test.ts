import { describe, expect, test } from 'vitest';
import { parseText } from '../../../support/csharp-parse.ts';

/** Expressions with their trees. `_?` is the receiver of a null-conditional chain, `=` in a pattern a constant. */
const trees: readonly (readonly [string, string])[] = [
  // operators, by strength
  ['@(1 + 2 * 3 - 4 / 5 % 6)', '(- (+ 1 (* 2 3)) (% (/ 4 5) 6))'],
  ['@(a || b && c | d ^ e & f)', '(|| a (&& b (| c (^ d (& e f)))))'],
  ['@(a == b != c)', '(!= (== a b) c)'],
  ['@(a < b == c >= d)', '(== (< a b) (>= c d))'],
  ['@(a << 1 >> 2 + 3)', '(>> (<< a 1) (+ 2 3))'],
  ['@(a >> b >= c)', '(>= (>> a b) c)'],
  ['@(a ?? b ?? c)', '(?? a (?? b c))'],
  ['@(a ? b : c ? d : e)', '(?: a b (?: c d e))'],
  ['@(a ?? b ? c : d)', '(?: (?? a b) c d)'],
  ['@(-x + !y - ~z + +w)', '(+ (- (+ (u- x) (u! y)) (u~ z)) (u+ w))'],
  ['@(- -x)', '(u- (u- x))'],
  ['@(++a - --b + c++ - d--)', '(- (+ (- (++x a) (--x b)) (x++ c)) (x-- d))'],
  ['@(a = b += c)', '(= a (+= b c))'],
  ['@(a -= 1)', '(-= a 1)'],
  ['@(a <<= 1)', '(<<= a 1)'],
  ['@(a >>= 1)', '(>>= a 1)'],
  ['@(!a && b)', '(&& (u! a) b)'],
  ['@(-x.y++)', '(u- (x++ (. x y)))'],
  ['@((a))', '(paren a)'],

  // names, members, calls
  ['@(a.b.c)', '(. (. a b) c)'],
  ['@(a.B<int>.C<D, E>())', '(call (. (. a B<int>) C<D,E>))'],
  ['@(F())', '(call F)'],
  ['@(F(1, "x")(2))', '(call (call F 1 "x") 2)'],
  [
    '@(f(out var x, out int y, out _, ref z, in w, n: 1))',
    '(call f (out (declare var x)) (out (declare int y)) (out _) (ref z) (in w) n:1)',
  ],
  ['@(a[0][1, 2])', '([] ([] a 0) 1 2)'],
  ['@(a[n: 1])', '([] a n:1)'],
  ['@(string.Empty.Length)', '(. (. string Empty) Length)'],
  ['@(int.Parse("1"))', '(call (. int Parse) "1")'],
  ['@(global::System.Math.Max(1, 2))', '(call (. (. System Math) Max) 1 2)'],
  ['@(@class + @event)', '(+ class event)'],
  ['@(caf\\u0065 + naïve + _x1)', '(+ (+ cafe naïve) _x1)'],
  ['@(nameof(a.b))', '(nameof (. a b))'],
  ['@(nameof(List<int>))', '(nameof List<int>)'],
  ['@(nameof(a, b))', '(call nameof a b)'],
  ['@(nameof)', 'nameof'],

  // null-conditional chains are one subtree
  ['@(a?.b)', '(? a (. _? b))'],
  ['@(a?.b.c().d[0])', '(? a ([] (. (call (. (. _? b) c)) d) 0))'],
  ['@(a?[0].b)', '(? a (. ([] _? 0) b))'],
  ['@(a?.b?.c.d)', '(? a (? (. _? b) (. (. _? c) d)))'],
  ['@((a?.b).c)', '(. (paren (? a (. _? b))) c)'],
  ['@(a?.b() ?? c)', '(?? (? a (call (. _? b))) c)'],
  ['@(a?.b ? c : d)', '(?: (? a (. _? b)) c d)'],
  ['@(a.b?.c + 1)', '(+ (? (. a b) (. _? c)) 1)'],

  // casts, types
  ['@((int)x)', '(cast int x)'],
  ['@((int)-x)', '(cast int (u- x))'],
  ['@((string)a.b(c))', '(cast string (call (. a b) c))'],
  ['@((List<int[]>)x)', '(cast List<int[]> x)'],
  ['@((int?)null)', '(cast int? null)'],
  ['@((A.B<C>)d)', '(cast A.B<C> d)'],
  ['@((x as string).Length)', '(. (paren (as x string)) Length)'],
  ['@(x as int? ?? 0)', '(?? (as x int?) 0)'],
  ['@(x as string ? 1 : 2)', '(?: (as x string) 1 2)'],
  ['@(typeof(int[]) == typeof(Dictionary<string, List<int?>>))', '(== (typeof int[]) (typeof Dictionary<string,List<int?>>))'],
  ['@(typeof(void))', '(typeof void)'],
  ['@(default(int?))', '(default int?)'],
  ['@(default)', 'default'],
  ['@(checked(a + b) * unchecked(c))', '(* (checked (+ a b)) (unchecked c))'],
  ['@(sizeof(int) + sizeof(decimal))', '(+ 4 16)'],
  ['@(x is string)', '(is x string)'],
  ['@(x is string s && s.Length > 0)', '(&& (is x (string s)) (> (. s Length) 0))'],
  ['@(x is null)', '(is x =null)'],
  ['@(x is 5)', '(is x =5)'],
  ['@(x is -1)', '(is x =(u- 1))'],
  ['@(x is int.MaxValue)', '(is x =(. int MaxValue))'],
  ['@(x is A.B)', '(is x A.B)'],
  ['@(x is A.B c)', '(is x (A.B c))'],
  ['@(x is var y)', '(is x (var y))'],
  ['@(x is int[] a)', '(is x (int[] a))'],
  ['@(x is int? ? 1 : 2)', '(?: (is x int?) 1 2)'],
  ['@(x is T && y)', '(&& (is x T) y)'],
  ['@(x is List<int> || y)', '(|| (is x List<int>) y)'],
  ['@(x is (1))', '(is x =(paren 1))'],
  ['@(x is "a" == true)', '(== (is x ="a") true)'],

  // creation
  ['@(new Foo())', '(new Foo ())'],
  ['@(new Foo(1, b: 2).C)', '(. (new Foo (1 b:2)) C)'],
  ['@(new A.B<int>())', '(new A.B<int> ())'],
  ['@(new Foo { A = 1, B = { C = 2 }, D = { 1, 2 }, ["k", 1] = 3, })', '(new Foo (set A=1 B=(set C=2) D=(add 1 2) ["k",1]=3))'],
  ['@(new Foo { })', '(new Foo (set))'],
  ['@(new List<string> { "a", "b", })', '(new List<string> (add "a" "b"))'],
  ['@(new Dictionary<string, int> { { "a", 1 }, { "b", 2 } })', '(new Dictionary<string,int> (add ("a" 1) ("b" 2)))'],
  ['@(new int[3])', '(new[] int[] size:3)'],
  ['@(new int[2, 3])', '(new[] int[,] size:2 size:3)'],
  ['@(new int[2][])', '(new[] int[][] size:2)'],
  ['@(new int[2][,])', '(new[] int[][,] size:2)'],
  ['@(new string[] { "a" })', '(new[] string[] {"a"})'],
  ['@(new int[,] { { 1, 2 }, { 3, 4 } })', '(new[] int[,] {{1 2} {3 4}})'],
  ['@(new[] { 1, 2, })', '(new[] ? {1 2})'],
  ['@(new[] { new[] { 1 } })', '(new[] ? {(new[] ? {1})})'],
  ['@(new (int, string)[2])', '(new[] (int, string)[] size:2)'],
  ['@(new int?[] { null })', '(new[] int?[] {null})'],
  ['@(new { a = 1, b.c, d, e?.f, })', '(new{} a=1 (. b c) d (? e (. _? f)))'],
  ['@(new { })', '(new{})'],
  ['@(new int[] { 1 }[0])', '([] (new[] int[] {1}) 0)'],

  // tuples
  ['@((1, 2))', '(tuple 1 2)'],
  ['@((a: 1, b: "x", (2, 3)))', '(tuple a:1 b:"x" (tuple 2 3))'],
  ['@(1, 2)', '(tuple 1 2)'],
  ['@(a: 1, b: 2)', '(tuple a:1 b:2)'],
  ['@((a, b) == (c, d))', '(== (tuple a b) (tuple c d))'],

  // lambdas
  ['@(x => x + 1)', '(=> (x) (+ x 1))'],
  ['@(() => 1)', '(=> () 1)'],
  ['@((x, y) => x)', '(=> (x y) x)'],
  ['@((int x, out string y) => { y = ""; return x; })', '(=> (int x out string y) {(do (= y "")) (return x)})'],
  ['@(x => y => z)', '(=> (x) (=> (y) z))'],
  ['@(f(x => x, (y) => y))', '(call f (=> (x) x) (=> (y) y))'],
  ['@((List<int> x) => x)', '(=> (List<int> x) x)'],
  ['@(x => new { x })', '(=> (x) (new{} x))'],
  ['@(a ? x => 1 : y => 2)', '(?: a (=> (x) 1) (=> (y) 2))'],
  ['@(delegate (int x) { return x; })', '(=> (int x) {(return x)})'],
  ['@(x => throw e)', '(=> (x) (throw e))'],

  // throw where it may stand
  ['@(a ?? throw e)', '(?? a (throw e))'],
  ['@(a ? throw e : b)', '(?: a (throw e) b)'],
  ['@(a ? b : throw new E("x"))', '(?: a b (throw (new E ("x"))))'],

  // queries
  ['@(from x in xs select x)', '(query (from x xs) (select x))'],
  ['@(from int x in xs where x > 1 where x < 9 select x * 2)', '(query (from int x xs) (where (> x 1)) (where (< x 9)) (select (* x 2)))'],
  ['@(from x in xs from y in x.Ys let z = x + y select z)', '(query (from x xs) (from y (. x Ys)) (let z (+ x y)) (select z))'],
  ['@(from x in xs join y in ys on x.A equals y.B select y)', '(query (from x xs) (join y ys (. x A) (. y B)) (select y))'],
  ['@(from x in xs join int y in ys on x equals y into g select g)', '(query (from x xs) (join int y ys x y into g) (select g))'],
  ['@(from x in xs orderby x descending, x.A ascending, x.B select x)', '(query (from x xs) (orderby -x (. x A) (. x B)) (select x))'],
  ['@(from x in xs group x by x.K)', '(query (from x xs) (group x (. x K)))'],
  [
    '@(from x in xs group x by x.K into g where g.Any() select g.Key)',
    '(query (from x xs) (group x (. x K) (into g (where (call (. g Any))) (select (. g Key)))))',
  ],
  ['@(from x in xs select x into y select y)', '(query (from x xs) (select x (into y (select y))))'],
  ['@((from x in xs select x).ToList())', '(call (. (paren (query (from x xs) (select x))) ToList))'],
  ['@(from.x + select)', '(+ (. from x) select)'],
  ['@(xs.Where(x => from y in x select y))', '(call (. xs Where) (=> (x) (query (from y x) (select y))))'],
];

describe('an expression', () => {
  test.each(trees)('%s', (text, tree) => {
    expect(parseText(text)).toEqual({ tree, findings: [] });
  });
});
