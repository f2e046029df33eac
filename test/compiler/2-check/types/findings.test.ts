import { describe, expect, it } from 'vitest';
import { typeText } from '../../../../src/compiler/2-check/types/type-text.ts';
import { pointedAt, read } from './reading.ts';

/** Expression, the C# code of its first finding, and the text that the finding points at. */
const faults: readonly (readonly [expression: string, cs: string, at: string])[] = [
  // names and members
  ['@(contxt.Api.Id)', 'CS0103', 'contxt'],
  ['@(context.Requst.Method)', 'CS1061', 'Requst'],
  ['@("abc".Lenght)', 'CS1061', 'Lenght'],
  ['@(Math.Maximum(1, 2))', 'CS0117', 'Maximum'],
  ['@(new Foo())', 'CS0246', 'Foo'],
  ['@(System.Nowhere.Thing)', 'CS0234', 'Nowhere'],
  ['@(new List<int, int>())', 'CS0305', 'List'],
  ['@(File.ReadAllText("x"))', 'CS0103', 'File'],
  ['@(System.Environment.MachineName)', 'DISALLOWED_TYPE', 'Environment'],
  ['@(string.Length)', 'CS0120', 'Length'],
  ['@("a".Empty)', 'CS0176', 'Empty'],
  ['@("a".Join(",", new[] { "b" }))', 'CS0176', 'Join'],
  ['@("a".Length())', 'CS1955', '"a".Length'],
  ['@(5?.ToString())', 'CS0023', '5'],
  ['@(null.Foo)', 'CS0023', 'Foo'],
  ['@(5[0])', 'CS0021', '5[0]'],
  // calls
  ['@("a".Substring("1"))', 'CS1503', '"1"'],
  ['@("a".Substring(1, 2, 3))', 'CS1501', 'Substring'],
  ['@("a".Substring(start: 1))', 'CS1739', 'start'],
  ['@(Pick.Take(5))', 'CS1620', '5'],
  ['@{ int F(int a) { return a; } return F(); }', 'CS7036', 'F()'],
  ['@(new[] { 1 }.First(x => "a"))', 'CS0029', '"a"'],
  ['@(new[] { 1 }.Where(x => x.Foo))', 'CS1061', 'Foo'],
  ['@(x => x)', 'CS1660', 'x => x'],
  // conversions and operators
  ['@((int)"a")', 'CS0030', '(int)"a"'],
  ['@{ int x = "a"; return x; }', 'CS0029', '"a"'],
  ['@{ int x = 5L; return x; }', 'CS0266', '5L'],
  ['@{ byte b = 300; return b; }', 'CS0031', '300'],
  ['@{ int x = null; return x; }', 'CS0037', 'null'],
  ['@{ float f = 1.5; return f; }', 'CS0664', '1.5'],
  ['@((byte)300)', 'CS0221', '(byte)300'],
  ['@(int.MaxValue + 1)', 'CS0220', 'int.MaxValue + 1'],
  ['@(1 / 0)', 'CS0020', '1 / 0'],
  ['@("a" - 1)', 'CS0019', '"a" - 1'],
  ['@(!5)', 'CS0023', '!5'],
  ['@(true ? 1 : "a")', 'CS0173', 'true ? 1 : "a"'],
  ['@(5 ?? 6)', 'CS0019', '5 ?? 6'],
  ['@(new[] { 1, "a" })', 'CS0826', 'new[] { 1, "a" }'],
  ['@("a" as int)', 'CS0077', 'int'],
  ['@(5 is string s)', 'CS8121', 'string'],
  // assignments
  ['@("a".Length = 5)', 'CS0200', '"a".Length'],
  ['@{ foreach (var x in new[] { 1 }) x = 2; return 1; }', 'CS1656', 'x'],
  ['@{ const int x = 1; x = 2; return x; }', 'CS0131', 'x'],
  ['@{ 5 = 6; return 1; }', 'CS0131', '5'],
  ['@{ (int, int) F() => (1, 2); F().Item1 = 3; return 1; }', 'CS1612', 'F().Item1'],
  // declarations and flow
  ['@{ int x; return x; }', 'CS0165', 'x'],
  ['@{ int x; if (context.Tracing) x = 1; return x; }', 'CS0165', 'x'],
  ['@{ int x; while (context.Tracing) { x = 1; } return x; }', 'CS0165', 'x'],
  ['@{ int x; Func<int> f = () => x; return f(); }', 'CS0165', 'x'],
  ['@{ var x = 1; var x = 2; return x; }', 'CS0128', 'x'],
  ['@{ var x = 1; { var x = 2; } return x; }', 'CS0136', 'x'],
  ['@{ x = 1; int x; return x; }', 'CS0841', 'x'],
  ['@{ var x = x + 1; return x; }', 'CS0841', 'x'],
  ['@{ var x = null; return x; }', 'CS0815', 'null'],
  ['@{ var x; return 1; }', 'CS0818', 'x'],
  ['@{ const int x = context.Response.StatusCode; return x; }', 'CS0133', 'context.Response.StatusCode'],
  ['@{ if (context.Tracing) return 1; }', 'CS0161', ' if (context.Tracing) return 1; '],
  ['@{ Func<int> f = () => { if (context.Tracing) return 1; }; return f(); }', 'CS1643', '() => { if (context.Tracing) return 1; }'],
  ['@{ 5; return 1; }', 'CS0201', '5'],
  ['@{ break; return 1; }', 'CS0139', 'break;'],
  ['@{ goto nowhere; return 1; }', 'CS0159', 'nowhere'],
  ['@{ throw; }', 'CS0156', 'throw;'],
  ['@(null ?? 5)', 'CS0019', 'null ?? 5'],
  ['@(new int[-1])', 'CS0248', '-1'],
  ['@{ int F(in int a) { a = 1; return a; } return F(1); }', 'CS8331', 'a'],
  ['@{ T F<T>(T x) => x.CompareTo(x) > 0 ? x : x; return F(1); }', 'CS1061', 'CompareTo'],
  ['@{ throw "a"; }', 'CS0155', '"a"'],
  ['@{ try { } catch (Exception) { } catch (FormatException) { } return 1; }', 'CS0160', 'FormatException'],
  ['@{ switch (1) { case 1: return 1; case 1: return 2; } return 3; }', 'CS0152', 'case 1:'],
  ['@{ foreach (var x in 5) { } return 1; }', 'CS1579', '5'],
  ['@{ using (5) { } return 1; }', 'CS1674', '5'],
  ['@{ lock (5) { } return 1; }', 'CS0185', '5'],
  ['@{ yield return 1; }', 'CS1624', 'yield'],
  ['@{ return; }', 'CS0126', 'return;'],
];

describe('what is wrong is found, with its place', () => {
  it.each(faults)('%s: %s', (expression, cs, at) => {
    const [first] = read(expression).findings;
    expect(first?.cs).toBe(cs);
    expect(first === undefined ? '' : pointedAt(first)).toBe(at);
  });

  it('says what was meant', () => {
    expect(read('@(context.Requst)').findings[0]?.help).toBe('did you mean `Request`?');
    expect(read('@(Mth.Max(1, 2))').findings[0]?.help).toBe('did you mean `Math`?');
    expect(read('@{ var name = ""; return nam; }').findings[0]?.help).toBe('did you mean `name`?');
  });

  it('says one thing once', () => {
    expect(read('@(missing.A.B(missing.C).D + 1)').findings).toHaveLength(2);
    expect(read('@{ Foo x = null; return x.Bar(x.Baz); }').findings).toHaveLength(1);
    expect(read('@{ int x; return x + x + x; }').findings).toHaveLength(1);
  });

  it('finds several faults in one run', () => {
    const { findings } = read('@{ int a = "x"; string b = 5; return a.Foo + b.Bar; }');
    expect(findings.map((finding) => finding.cs)).toEqual(['CS0029', 'CS0029', 'CS1061', 'CS1061']);
  });

  it('tells what is not supported from what does not exist', () => {
    const [known] = read('@{ dynamic d = 1; return d; }').findings;
    expect([known?.code, known?.severity, known?.cs]).toEqual(['unsupported/dynamic', 'warning', undefined]);
    expect(read('@{ dynamic d = 1; return d; }').bound.ok).toBe(false);
  });
});

describe('the type of a whole expression', () => {
  it.each([
    ['@(1 + 2L)', 'long'],
    ["@('a' + 1)", 'int'],
    ['@(1 + 2.0m)', 'decimal'],
    ['@(context.Request.Headers)', 'IReadOnlyDictionary<string, string[]>'],
    ['@{ if (context.Tracing) return "a"; return "b"; }', 'string'],
    ['@{ if (context.Tracing) return null; return "b"; }', 'string'],
    ['@{ if (context.Tracing) return 1; return "b"; }', 'object'],
    ['@{ if (context.Tracing) return null; return 1; }', 'object'],
    ['@{ throw new Exception(); }', 'object'],
    ['@(null)', 'object'],
    ['@(true ? 1 : (int?)null)', 'int?'],
    ['@(context.Response?.StatusCode)', 'int?'],
    ['@(context.Response?.StatusReason?.Length ?? 0)', 'int'],
    ['@((1, "a").Item2)', 'string'],
    ['@(new { A = 1 }.A)', 'int'],
  ])('%s is %s', (expression, type) => {
    const { bound, findings } = read(expression);
    expect(findings).toEqual([]);
    expect(typeText(bound.type)).toBe(type);
  });

  it('is object where that is asked for', () => {
    expect(typeText(read('@(1)', { result: 'object' }).bound.type)).toBe('object');
  });
});

describe('named values in code', () => {
  it('may be anything while they are not resolved', () => {
    const { findings } = read('@({{limit}} > 5 && "a".Substring({{start}}).Length == {{x}}.Foo.Bar(1))', { namedValues: 'unknown' });
    expect(findings).toEqual([]);
  });
});

describe('hostile texts', () => {
  it('gives up on lambdas nested without end', () => {
    let inner = '1';
    for (let i = 0; i < 14; i++) inner = `new[] { 1 }.SelectMany(x${i} => new[] { ${inner} }.Select(y${i} => y${i}))`;
    const { findings } = read(`@(${inner})`);
    expect(JSON.stringify(findings)).toContain('csharp/too-entangled');
  });

  it('binds long chains without using up the stack', () => {
    const { findings } = read(`@(${Array.from({ length: 200 }, (_, i) => `"${i}"`).join(' + ')})`);
    expect(findings).toEqual([]);
  });
});
