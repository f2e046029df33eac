import { describe, expect, test } from 'vitest';
import { parseText } from '../../../support/csharp-parse.ts';

const trees: readonly (readonly [string, string])[] = [
  // locals
  ['@{ int a; int b = 1, c; var d = 2; const int e = 3; }', '(local int a) (local int b=1 c) (local var d=2) (const int e=3)'],
  [
    '@{ string[] a = { "x" }; int[,] b = { { 1 }, { 2 } }; int?[] c; A.B<C> d; }',
    '(local string[] a={"x"}) (local int[,] b={{1} {2}}) (local int?[] c) (local A.B<C> d)',
  ],
  ['@{ (int, string) a = t; (int b, string c) d = t; }', '(local (int, string) a=t) (local (int b, string c) d=t)'],
  [
    '@{ (int a, var b) = t; var (c, (d, _)) = u; (e, f) = (f, e); }',
    '(do (= (tuple (declare int a) (declare var b)) t)) (do (= (declare var (c (d _))) u)) (do (= (tuple e f) (tuple f e)))',
  ],
  [
    '@{ dynamic d = 1; var var = 2; int from = 1, select = 2, value = 3; }',
    '(local dynamic d=1) (local var var=2) (local int from=1 select=2 value=3)',
  ],
  ['@{ Foo? a = b; List<int>? c; }', '(local Foo? a=b) (local List<int>? c)'],
  [
    '@{ ref int a = ref b; ref readonly int c = ref d; a = ref e; }',
    '(local ref int a=ref b) (local ref readonly int c=ref d) (do (=ref a e))',
  ],
  ['@{ using (var a = b) using (c) { } }', '(using (local var a=b) (using c {}))'],

  // statements
  ['@{ }', ''],
  ['@{ ; { } { a(); } }', '; {} {(do (call a))}'],
  ['@{ a(); b.c = 1; d++; --e; new F(); }', '(do (call a)) (do (= (. b c) 1)) (do (x++ d)) (do (--x e)) (do (new F ()))'],
  ['@{ if (a) b(); }', '(if a (do (call b)))'],
  ['@{ if (a) { } else if (b) c(); else d(); }', '(if a {} (if b (do (call c)) (do (call d))))'],
  ['@{ if (a) if (b) c(); else d(); }', '(if a (if b (do (call c)) (do (call d))))'],
  ['@{ while (a) b(); do { c(); } while (d); }', '(while a (do (call b))) (do-while {(do (call c))} d)'],
  ['@{ for (int i = 0, j = 1; i < 3; i++, j--) { } }', '(for [(local int i=0 j=1)] [(< i 3)] [(x++ i),(x-- j)] {})'],
  ['@{ for (;;) break; }', '(for [] [] [] (break))'],
  ['@{ for (i = 0, j = 1; ; ) continue; }', '(for [(= i 0),(= j 1)] [] [] (continue))'],
  ['@{ foreach (var x in xs) f(x); }', '(foreach var x xs (do (call f x)))'],
  ['@{ foreach (KeyValuePair<string, int> x in xs) { } }', '(foreach KeyValuePair<string,int> x xs {})'],
  ['@{ foreach (var (k, v) in xs) { } }', '(foreach var (k v) xs {})'],
  ['@{ foreach ((int a, (var b, _)) in xs) { } }', '(foreach (int a (var b _)) xs {})'],
  ['@{ switch (x) { } }', '(switch x)'],
  [
    '@{ switch (x) { case 1: case 2: a(); break; default: return 3; } }',
    '(switch x [case =1: case =2: (do (call a)) (break)] [default: (return 3)])',
  ],
  [
    '@{ switch (x) { case int i when i > 3: return i; case string s: break; case A.B: case null: case -1: break; } }',
    '(switch x [case (int i) when (> i 3): (return i)] [case (string s): (break)] [case =(. A B): case =null: case =(u- 1): (break)])',
  ],
  [
    '@{ switch (x) { case "a" when b: goto case "c"; case "c": goto default; default: break; } }',
    '(switch x [case ="a" when b: (goto case:"c")] [case ="c": (goto default)] [default: (break)])',
  ],
  ['@{ switch ((a, b)) { case var t: break; } }', '(switch (tuple a b) [case (var t): (break)])'],
  ['@{ switch (a, b) { default: break; } }', '(switch (tuple a b) [default: (break)])'],
  [
    '@{ switch (x) { case List<int> l: break; case (1): break; case A + 1: break; } }',
    '(switch x [case (List<int> l): (break)] [case =(paren 1): (break)] [case =(+ A 1): (break)])',
  ],
  ['@{ return; }', '(return)'],
  ['@{ return a; }', '(return a)'],
  ['@{ throw new E(); }', '(throw (new E ()))'],
  ['@{ throw; }', '(throw)'],
  [
    '@{ try { a(); } catch (E e) when (e.A) { throw; } catch (F) { } catch { } finally { b(); } }',
    '(try {(do (call a))} (catch E e when (. e A) {(throw)}) (catch F {}) (catch {}) finally {(do (call b))})',
  ],
  ['@{ try { } finally { } }', '(try {} finally {})'],
  ['@{ lock (a) { b(); } }', '(lock a {(do (call b))})'],
  ['@{ checked { a(); } unchecked { b(); } }', '(checked {(do (call a))}) (unchecked {(do (call b))})'],
  ['@{ checked(a).b(); }', '(do (call (. (checked a) b)))'],
  ['@{ x: a(); goto x; y: ; }', '(label x (do (call a))) (goto x) (label y ;)'],
  ['@{ var q = from x in xs select x; }', '(local var q=(query (from x xs) (select x)))'],
  ['@{ from x in xs select x; }', '(do (query (from x xs) (select x)))'],

  // local functions
  ['@{ int F(int a, string b = "x") { return a; } }', '(function int F (int a string b="x") {(return a)})'],
  ['@{ void F() { } }', '(function void F () {})'],
  ['@{ T F<T, U>(T a, params object[] b) where T : class, new() where U : T => a; }', '(function T F<T,U> (T a params object[] b) a)'],
  [
    '@{ (int, string) F(ref int a, out int b, in int c) => throw e; }',
    '(function (int, string) F (ref int a out int b in int c) (throw e))',
  ],
  ['@{ int[] F() => null; List<int> G() => null; }', '(function int[] F () null) (function List<int> G () null)'],
  ['@{ ref int F(int[] a) => ref a[0]; }', '(function ref int F (int[] a) ref ([] a 0))'],
  ['@{ IEnumerable<int> F() { yield return 1; yield break; } }', '(function IEnumerable<int> F () {(yield 1) (yield)})'],

  // lambdas with statements
  [
    '@{ Func<int, int> f = x => { if (x > 1) return 1; return 2; }; }',
    '(local Func<int,int> f=(=> (x) {(if (> x 1) (return 1)) (return 2)}))',
  ],
];

/** What is parsed and, so far, not run: it stands in the tree with a warning. */
const unsupported = (finding: string): boolean => finding.startsWith('unsupported/');

describe('a statement', () => {
  test.each(trees)('%s', (text, tree) => {
    const parsed = parseText(text);
    expect(parsed.tree).toBe(tree);
    expect(parsed.findings.filter((finding) => !unsupported(finding))).toEqual([]);
  });
});
