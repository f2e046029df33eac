// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts are code
import { describe, expect, it } from 'vitest';
import { bodyOf, emitted } from './emitting.ts';

describe('expressions as TypeScript', () => {
  it.each([
    // numbers
    ['@(1 + 2 * 3)', 'return 7;'],
    ['@{ var a = 1; return a + 2; }', 'const $a: number = 1;\nreturn ($a + 2) | 0;'],
    ['@{ var a = 1; return a * 2 / 3; }', 'const $a: number = 1;\nreturn divideInt(Math.imul($a, 2), 3);'],
    ['@{ uint a = 1; return a - 2; }', 'const $a: number = 1;\nreturn ($a - 2) >>> 0;'],
    ['@{ long a = 1; return a + 2; }', 'const $a: bigint = 1n;\nreturn BigInt.asIntN(64, $a + 2n);'],
    ['@{ var a = 1.5; return a + 2; }', 'const $a: number = 1.5;\nreturn $a + 2;'],
    ['@{ var a = 1.5f; return a + 2; }', 'const $a: number = 1.5;\nreturn Math.fround($a + 2);'],
    ['@{ var a = 1.50m; return a + 2; }', 'const $a: Decimal = decimal1_50;\nreturn Decimal_.addition($a, decimal2);'],
    ['@{ int a = 300; return (byte)a; }', 'const $a: number = 300;\nreturn $a & 255;'],
    ['@{ int a = 300; return checked((byte)a); }', 'const $a: number = 300;\nreturn checkedByte($a);'],
    ['@{ int? a = null; return a + 1; }', 'const $a: number | null = null;\nreturn $a === null ? null : ($a + 1) | 0;'],
    ['@{ int? a = null; return a > 1; }', 'const $a: number | null = null;\nreturn $a !== null && $a > 1;'],
    ['@(5 < 6 && !false)', 'return true;'],
    // text
    ['@("a" + 1 + "b")', 'return `a1b`;'],
    [
      '@(context.Request.Method + "/" + context.Response.StatusCode)',
      'return `${context.request.method}/${deref(context.response).statusCode}`;',
    ],
    ['@($"{context.Response.StatusCode:D5}")', "return `${formatHole(host, deref(context.response).statusCode, 0, 'D5')}`;"],
    ['@("a`${b}\\\\" + context.Request.Method)', 'return `a\\`\\${b}\\\\${context.request.method}`;'],
    // text that grows
    [
      '@{ var a = "x"; while ((a += a) != "y") { } return a; }',
      "let $a: string = 'x';\nwhile (($a = host.budget.joined(`${$a ?? ''}${$a ?? ''}`)) !== 'y') {\n  host.budget.step();\n}\nreturn $a;",
    ],
    [
      '@{ var a = "x"; for (; (a += a) != "y";) { } return a; }',
      "let $a: string = 'x';\nfor (; ($a = host.budget.joined(`${$a ?? ''}${$a ?? ''}`)) !== 'y'; ) {\n  host.budget.step();\n}\nreturn $a;",
    ],
    // null
    [
      '@(context.Response?.StatusCode ?? 0)',
      'let t!: Response | null;\nreturn ((t = context.response) === null ? null : t.statusCode) ?? 0;',
    ],
    ['@(context.LastError == null)', 'return context.lastError === null;'],
    ['@((string)context.Variables["a"])', "return castString(IReadOnlyDictionary_.get(IContext_.variables(context), 'a'));"],
    ['@((int)context.Variables["a"])', "return unboxInt(IReadOnlyDictionary_.get(IContext_.variables(context), 'a'));"],
    // enums
    ['@("a".Equals("A", StringComparison.OrdinalIgnoreCase))', "return String_.equalsBy('a', 'A', StringComparison_.OrdinalIgnoreCase);"],
  ])('%s', (expression, expected) => {
    const withoutHost = bodyOf(expression).replace('const { host } = context;\n', '');
    expect(withoutHost).toBe(expected);
  });
});

describe('statements as TypeScript', () => {
  it('spends a step in every loop and lambda', () => {
    expect(bodyOf('@{ var s = 0; for (int i = 0; i < 3; i++) s += i; return s; }')).toBe(
      [
        'const { host } = context;',
        'let $s: number = 0;',
        'for (let $i: number = 0; $i < 3; $i = ($i + 1) | 0) {',
        '  host.budget.step();',
        '  $s = ($s + $i) | 0;',
        '}',
        'return $s;',
      ].join('\n'),
    );
    expect(bodyOf('@{ Func<int, int> f = x => x + 1; return f(1); }')).toContain('($x: number) => (host.budget.step(), ($x + 1) | 0)');
  });

  it('shares a for variable that a lambda holds among all turns', () => {
    const body = bodyOf('@{ var fs = new List<Func<int>>(); for (int i = 0; i < 3; i++) fs.Add(() => i); return fs[0](); }');
    expect(body).toContain('{\n  let $i: number = 0;\n  for (; $i < 3; $i = ($i + 1) | 0) {');
  });

  it('writes catch clauses as a chain that lets strangers pass', () => {
    expect(bodyOf('@{ try { return int.Parse("x"); } catch (FormatException) { return 1; } finally { context.Trace("x"); } }')).toBe(
      [
        'try {',
        "  return Int32_.parse('x');",
        '} catch (thrown) {',
        '  const error = caught(thrown);',
        "  if (isException(error.typeName, 'System.FormatException')) {",
        '    return 1;',
        '  } else throw error;',
        '} finally {',
        "  IContext_.trace(context, 'x');",
        '}',
      ].join('\n'),
    );
  });

  it('puts variables handed on by reference into a Ref', () => {
    expect(bodyOf('@(int.TryParse("5", out var n) ? n : 0)')).toBe(
      "const $n: Ref<number> = { value: null! };\nreturn Int32_.tryParse('5', $n) ? $n.value : 0;",
    );
  });

  it('keeps the labels of jumps to where they are needed', () => {
    const body = bodyOf('@{ while (true) { switch (context.Request.Method) { case "GET": continue; default: break; } break; } return 1; }');
    expect(body).not.toContain('loop:');
    expect(bodyOf('@{ foreach (var a in "ab") { again: if (a == 99) goto again; continue; } return 1; }')).toContain('continue loop;');
  });
});

describe('constants of the module', () => {
  const constantsOf = (expression: string): string[] =>
    emitted(expression).constants.map((constant) => constant.pieces.map((piece) => piece.text).join(''));

  it('are patterns that stand in the code, read once', () => {
    const expression = '@(Regex.IsMatch("a", "^b$") || Regex.IsMatch("c", "^b$") || new Regex("d").IsMatch("e"))';
    expect(constantsOf(expression)).toEqual([
      "const fPattern = new PreparedPattern('^b$');",
      "const fPattern2 = new PreparedPattern('d');",
    ]);
    expect(bodyOf(expression)).toContain("Regex_.isMatchOf(host, 'c', fPattern)");
  });

  it('are no patterns that are made when the code runs', () => {
    expect(constantsOf('@(Regex.IsMatch("a", context.Request.Method))')).toEqual([]);
  });
});

describe('names', () => {
  it('come from closed sets: an author cannot choose an identifier', () => {
    const { javascript } = emitted(
      '@{ var process = 1; var constructor = 2; var @class = 3; var größe = 4; var __proto__ = 5; return process + constructor + @class + größe + __proto__; }',
    );
    for (const name of javascript.match(/[$A-Za-z_][$\w]*/g) ?? [])
      expect(['function', 'f', 'context', 'const', 'return'].includes(name) || name.startsWith('$'), name).toBe(true);
  });

  it('are never given twice', () => {
    const body = bodyOf('@{ { var a = 1; context.Trace(a.ToString()); } { var a = 2; return a; } }');
    expect(body).toContain('const $a: number = 1;');
    expect(body).toContain('const $a2: number = 2;');
  });

  it('of members of anonymous objects stay in strings', () => {
    const { javascript, constants } = emitted('@(new { __proto__ = 1, constructor = "x" }.constructor)');
    expect(javascript).toContain('.values[1]');
    expect(constants.map((constant) => constant.pieces.map((piece) => piece.text).join(''))[0]).toContain(
      "anonymousShape(['__proto__', 'constructor']",
    );
  });
});

describe('pieces', () => {
  it('say where in the document they come from', () => {
    const expression = '@(context.Request.Method.ToUpper() + context.Api.Id)';
    const spans = emitted(expression).pieces.flatMap((piece) =>
      piece.span === undefined ? [] : [expression.slice(piece.span.start, piece.span.end)],
    );
    expect(spans).toContain('context.Request.Method.ToUpper()');
    expect(spans).toContain('context.Api.Id');
  });

  it('are JavaScript once the types are left out', () => {
    const { javascript, typescript } = emitted('@{ JToken t = null; Func<int, string> f = x => (string)t; return f(1)?.Length; }');
    expect(typescript).toContain(': JToken');
    expect(javascript).not.toMatch(/: (JToken|number|string)|!;| as /);
  });
});
