/** One construct of the language, with an example and what becomes of it. */
export interface Construct {
  readonly construct: string;
  readonly example: string;
  /** The text of the value when it runs, or the code of the message that refuses it. */
  readonly answer: { readonly gives: string } | { readonly refused: string };
}

const runs = (construct: string, example: string, gives: string): Construct => ({ construct, example, answer: { gives } });
const refused = (construct: string, example: string, code: string): Construct => ({ construct, example, answer: { refused: code } });

/** What C# 7.3 has for the body of a method, and whether an expression may hold it. A test runs every example. */
export const constructs: readonly Construct[] = [
  runs('`if` and `else`', '@{ if (1 < 2) return "less"; else return "more"; }', 'less'),
  runs('`for`', '@{ var sum = 0; for (int i = 0, j = 3; i < j; i++, j--) sum += i * j; return sum; }', '2'),
  runs('`foreach`', '@{ var sum = 0; foreach (var x in new[] { 1, 2 }) sum += x; return sum; }', '3'),
  runs('`while`, `break`, `continue`', '@{ var i = 0; while (true) { if (++i < 3) continue; break; } return i; }', '3'),
  runs('`do`', '@{ var i = 0; do { i++; } while (i < 3); return i; }', '3'),
  runs('`switch` with `goto case`', '@{ switch (1) { case 1: goto case 2; case 2: return "two"; default: return "other"; } }', 'two'),
  runs(
    '`switch` with patterns and `when`',
    '@{ object o = 3; switch (o) { case int n when n > 2: return "big"; case null: return "null"; default: return "other"; } }',
    'big',
  ),
  runs(
    '`try`, `catch`, `when`, `finally`',
    '@{ var x = 0; try { x = int.Parse("a"); } catch (FormatException e) when (x == 0) { x = 1; } finally { x++; } return x; }',
    '2',
  ),
  runs('`throw` as an expression', '@{ string s = "a"; return s ?? throw new Exception("none"); }', 'a'),
  runs('`using (…)`', '@{ using (var reader = new StringReader("a")) { return reader.ReadToEnd(); } }', 'a'),
  runs('`checked` and `unchecked`', '@(unchecked((byte)300))', '44'),
  runs('`lock`', '@{ lock (new object()) { return 1; } }', '1'),
  runs('`const` locals', '@{ const int N = 3; return N * 2; }', '6'),
  runs(
    'local functions, with `ref`, `out`, `in`, `params` and defaults',
    '@{ int Sum(int start = 0, params int[] xs) => start + xs.Sum(); return Sum(1, 2, 3); }',
    '6',
  ),
  runs('generic local functions', '@{ T First<T>(params T[] xs) where T : class => xs[0]; return First("a", "b"); }', 'a'),
  runs('`yield` in a local function', '@{ IEnumerable<int> Two() { yield return 1; yield return 2; } return Two().Sum(); }', '3'),
  runs('lambdas and delegates', '@{ Func<int, int> twice = x => x * 2; return twice(twice(1)); }', '4'),
  runs('`delegate (…) { … }`', '@{ Func<int, int> twice = delegate (int x) { return x * 2; }; return twice(2); }', '4'),
  runs('`delegate { … }`', '@{ Func<int, int> seven = delegate { return 7; }; return seven(1); }', '7'),
  runs('method groups', '@(new[] { "1", "2" }.Select(int.Parse).Sum())', '3'),
  runs('queries', '@((from x in new[] { 3, 1, 2 } where x > 1 orderby x select x * 2).First())', '4'),
  runs(
    'tuples, their equality and deconstruction',
    '@{ (int a, string b) t = (1, "x"); var (c, d) = t; return t == (1, "x") ? d + c : ""; }',
    'x1',
  ),
  runs('discards', '@{ _ = int.TryParse("3", out _); return 1; }', '1'),
  runs('`out var`', '@(int.TryParse("3", out var n) ? n : 0)', '3'),
  runs('`is` with a type, a constant or `var`', '@{ object o = 3; return o is int n && o is 3 && o is var p ? n : 0; }', '3'),
  runs('anonymous types', '@(new { A = 1, B = "x" }.ToString())', '{ A = 1, B = x }'),
  runs(
    'initialisers of objects and collections',
    '@(new Dictionary<string, List<int>> { ["a"] = new List<int> { 1, 2 } }["a"].Count)',
    '2',
  ),
  runs('nullable value types', '@{ int? n = null; return (n ?? 2) + (n.HasValue ? 1 : 0); }', '2'),
  runs('`?.`, `?[…]` and `??`', '@{ string s = null; return s?.Length ?? -1; }', '-1'),
  runs(
    'arrays of several dimensions, and of arrays',
    '@{ var grid = new int[2, 3]; grid[1, 2] = 5; var rows = new int[2][]; return grid[1, 2] + rows.Length; }',
    '7',
  ),
  runs('interpolated and verbatim strings', '@($@"{"a",3}\\{1:D2}")', '  a\\01'),
  runs('`0b1010_0001`, `1_000`', '@(0b1010_0001 + 1_000)', '1161'),
  runs('`default`', '@{ DateTime d = default; return d.Year; }', '1'),
  runs('`nameof`, `typeof`, `sizeof`', '@(nameof(context.Request) + typeof(int).Name + sizeof(int))', 'RequestInt324'),
  runs('`as` and casts', '@((object)"x" as string + (int)3.9)', 'x3'),
  runs('`goto` and labels', '@{ var i = 0; again: if (++i < 3) goto again; return i; }', '3'),
  refused('`ref` locals', '@{ int a = 1; ref int b = ref a; return b; }', 'unsupported/ref-local'),
  refused('`ref readonly` locals', '@{ int a = 1; ref readonly int b = ref a; return b; }', 'unsupported/ref-local'),
  refused('`dynamic`', '@{ dynamic d = 1; return d; }', 'unsupported/dynamic'),
  refused('open generic types', '@(typeof(List<>).Name)', 'unsupported/open-generic-type'),
  refused('`async`', '@{ Func<int> f = async () => 1; return 1; }', 'unsupported/async'),
  refused('`await`', '@(await context)', 'csharp/await-here'),
  refused('`yield` in the expression itself', '@{ yield return 1; }', 'csharp/yield-here'),
  refused('`unsafe`', '@{ unsafe { return 1; } }', 'csharp/unsafe'),
  refused('`fixed`', '@{ fixed (char* p = "a") { return 1; } }', 'csharp/pointer'),
  refused('pointers', '@{ int* p = null; return 1; }', 'csharp/pointer'),
  refused('`stackalloc`', '@{ var xs = stackalloc int[3]; return 1; }', 'csharp/pointer'),
  refused('`this` and `base`', '@(this)', 'csharp/this-here'),
  refused('type declarations', '@{ class A { } return 1; }', 'csharp/declaration-in-body'),
  refused('`__makeref` and its kind', '@(__makeref(context))', 'csharp/undocumented-keyword'),
];

const newer = (construct: string, example: string): Construct => refused(construct, example, 'csharp/newer-syntax');

/** What later versions of C# have and 7.3 has not. Each is refused by name, with what to write instead. */
export const newerConstructs: readonly Construct[] = [
  newer('switch expressions (8)', '@(1 switch { 1 => "a", _ => "b" })'),
  newer('ranges (8)', '@("abc"[1..2])'),
  newer('indices from the end (8)', '@("abc"[^1])'),
  newer('`??=` (8)', '@{ string s = null; s ??= "a"; return s; }'),
  newer('`using` declarations (8)', '@{ using var r = new StringReader("a"); return r.ReadToEnd(); }'),
  newer('nullable reference types (8)', '@{ string? s = null; return s; }'),
  newer('null-forgiving `!` (8)', '@{ string s = ""; return s!.Length; }'),
  newer('static local functions (8)', '@{ static int F() => 1; return F(); }'),
  newer('property patterns (8)', '@("abc" is { Length: 3 })'),
  newer('positional patterns (8)', '@((1, 2) is (1, 2))'),
  newer('`await foreach` (8)', '@{ await foreach (var x in new[] { 1 }) { } return 1; }'),
  newer('`@$"…"` (8)', '@(@$"a{1}")'),
  newer('`new` without a type (9)', '@{ Uri u = new("http://a"); return u.Host; }'),
  newer('`is not` (9)', '@{ object o = 1; return o is not null; }'),
  newer('`and` and `or` between patterns (9)', '@(5 is 3 or 5)'),
  newer('relational patterns (9)', '@(5 is > 3)'),
  newer('`with` (9)', '@(new { A = 1 } with { A = 2 })'),
  newer('static lambdas (9)', '@{ Func<int, int> f = static x => x; return f(1); }'),
  newer('records (9)', '@{ record A(int X); return 1; }'),
  newer('declarations and variables in one deconstruction (10)', '@{ int a; (a, var b) = (1, 2); return a + b; }'),
  newer('raw strings (11)', '@("""abc""")'),
  newer('`u8` strings (11)', '@("abc"u8.Length)'),
  newer('`>>>` (11)', '@(8 >>> 1)'),
  newer('list patterns (11)', '@(new[] { 1 } is [1])'),
  newer('a line break inside a hole (11)', '@($"{\n1\n}")'),
  newer('collection expressions (12)', '@{ int[] a = [1, 2]; return a.Length; }'),
  newer('`using` an alias (12)', '@{ using X = int; return 1; }'),
];
