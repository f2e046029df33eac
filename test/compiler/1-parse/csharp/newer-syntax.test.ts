import { describe, expect, test } from 'vitest';
import { parse, parseText } from '../../../support/csharp-parse.ts';

/** Syntax of a later C#, with the code that the C# 7.3 compiler gives for it and the text that the finding points at. */
const refused: readonly (readonly [string, readonly string[]])[] = [
  ['@{ using var x = y; return 1; }', ['CS8370 «using»']],
  ['@{ static int F() => 1; return F(); }', ['CS8370 «static»']],
  ['@(x switch { 1 => "a", _ => "b" })', ['CS8370 «x switch { 1 => "a", _ => "b" }»']],
  ['@(x is { A: 1 })', ['CS8370 «{ A: 1 }»']],
  ['@(x is Foo { A: 1 } f)', ['CS8370 «Foo { A: 1 } f»']],
  ['@(x is (1, 2))', ['CS8370 «(1, 2)»']],
  ['@(x is var (a, b))', ['CS8370 «var (a, b)»']],
  ['@{ switch (x) { case { A: 1 }: break; } }', ['CS8370 «{ A: 1 }»']],
  ['@{ x ??= 5; }', ['CS8370 «??=»']],
  ['@("abc"[1..])', ['CS8370 «1..»']],
  ['@(x[..2])', ['CS8370 «..2»']],
  ['@(x[1..2])', ['CS8370 «1..2»']],
  ['@(x[^1])', ['CS8370 «^1»']],
  ['@(null!)', ['CS8370 «!»']],
  ['@(s!.Length)', ['CS8370 «!»']],
  ['@(a?.b!.c)', ['CS8370 «!»']],
  ['@{ string? s = null; object? o; int[]? a; }', ['CS8370 «?»', 'CS8370 «?»', 'CS8370 «?»']],
  ['@{ await foreach (var x in y) { } }', ['CS8370 «await foreach»']],
  ['@(@$"{x}")', ['CS8401 «@$»']],
  ['@(new() { })', ['CS8181 «() { }»']],
  ['@(new(1, 2))', ['CS8181 «(1, 2)»']],
  ['@{ Foo f = new(); }', ['CS8181 «()»']],
  ['@(x is not null)', ['CS0246 «not null»']],
  ['@(x is not string s)', ['CS0246 «not string s»']],
  ['@{ if (x is not null) return 1; }', ['CS0246 «not null»']],
  ['@(x is int or string)', ['CS1026 «or»']],
  ['@{ return x is null or ""; }', ['CS1002 «or»']],
  ['@(f(x is 1 and 2))', ['CS1003 «and»']],
  ['@{ switch (x) { case not null: break; case > 5: break; case 1 or 2: break; } }', ['CS0103 «not null»', 'CS1525 «> 5»', 'CS1003 «or»']],
  ['@(x is > 5)', ['CS1525 «> 5»']],
  ['@(x is >= 5 and < 9)', ['CS1525 «>= 5»', 'CS1026 «and»', 'CS1525 «< 9»']],
  ['@(x with { A = 1 })', ['CS1026 «with»']],
  ['@{ var y = x with { A = 1 }; }', ['CS1002 «with»']],
  ['@(static x => x)', ['CS1525 «static»']],
  ['@("""raw""")', ['CS1026 «"""raw"""»']],
  ['@{ return """\n  raw\n  """; }', ['CS1002 «"""\n  raw\n  """»']],
  ['@(f("""raw""", 1))', ['CS1003 «"""raw"""»']],
  ['@($"""raw {x}""")', ['CS1026 «$"""raw {x}"""»']],
  ['@("a"u8)', ['CS1026 «u8»']],
  ['@(a >>> b)', ['CS1525 «>>>»']],
  ['@($"{x\n}")', ['CS8076 «{x\n}»']],
  ['@(x is [1, 2])', ['CS1525 «[1, 2]»']],
  ['@([1, 2])', ['CS1525 «[1, 2]»']],
];

describe('newer C#', () => {
  test.each(refused)('%s', (text, findings) => {
    expect(parseText(text).findings).toEqual(findings);
  });

  test.each([...refused])('%s is refused by name', (text) => {
    const { found } = parse(text);
    expect(found[0]?.code).toBe('csharp/newer-syntax');
    expect(found[0]?.message).toMatch(/came with C# (8|9|11|12); policy expressions are C# 7\.3$/);
    expect(found[0]?.help).toBeTruthy();
  });
});
