import { describe, expect, test } from 'vitest';
import type { Expression } from '../../../../src/compiler/1-parse/csharp/ast.ts';
import { type CodeInput, parseExpression, parsePolicyText } from '../../../../src/compiler/1-parse/csharp/parse.ts';
import { Findings } from '../../../../src/diagnostics/diagnostic.ts';
import { Source } from '../../../../src/diagnostics/source.ts';
import { nodesOf, parse, parseText } from '../../../support/csharp-parse.ts';
import { showPolicy } from '../../../support/csharp-tree.ts';

function parseCode(input: Omit<CodeInput, 'toSource'> & Partial<CodeInput>, kind: 'single' | 'block') {
  const findings = new Findings();
  const parsed = parseExpression({ toSource: (offset) => offset, ...input }, kind, findings.reporter(new Source('x', input.code)));
  return { parsed, found: findings.all };
}

const single = (code: string, namedValues?: 'unknown' | 'resolved') => {
  const { parsed, found } = parseCode(namedValues === undefined ? { code } : { code, namedValues }, 'single');
  return { tree: showPolicy(parsed), findings: found.map(({ cs }) => cs) };
};
const repeated = (text: string, times = 5_000): string => text.repeat(times);
const deep = (levels: number): string => `@(${'('.repeat(levels)}a${')'.repeat(levels)})`;

/** The height of a tree, without recursion. */
function heightOf(root: object): number {
  let highest = 0;
  const open: (readonly [object, number])[] = [[root, 1]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [value, height] = next;
    highest = Math.max(highest, height);
    for (const child of Object.values(value)) if (typeof child === 'object' && child !== null) open.push([child, height + 1]);
  }
  return highest;
}

describe('a whole text', () => {
  test.each(['@[1]', '@{ return 1;', '@(1', '(1)', '@', '', '  ', '@()1', 'a @(1)', '@(', '@{'])('%j is no expression', (text) => {
    const { parsed, found } = parse(text);
    expect(parsed).toBeUndefined();
    expect(found.map((finding) => finding.code)).toEqual(['expression/not-an-expression']);
  });

  test('may have white space around it', () => {
    const { parsed, found } = parse('\n  @(a + 1)\t\n');
    expect(found).toEqual([]);
    expect(parsed && showPolicy(parsed)).toBe('(+ a 1)');
    expect(parsed?.span).toEqual({ start: 5, end: 10 });
  });

  test('points into the text as it stands', () => {
    const text = '   @( a  b )  ';
    const findings = new Findings();
    parsePolicyText(new Source('x', text), findings.reporter(new Source('x', text)));
    expect(findings.all.map(({ span }) => text.slice(span.start, span.end))).toEqual(['b']);
  });
});

describe('a place in the document', () => {
  test('is where the XML stands that the code was read from', () => {
    const document = '<a b="@(x &lt; &quot;y z&quot; ?)"/>';
    const code = 'x < "y z" ?';
    const places: number[] = [];
    for (let at = document.indexOf('x'); places.length <= code.length; ) {
      places.push(at);
      at += document.startsWith('&', at) ? document.indexOf(';', at) - at + 1 : 1;
    }
    const { parsed, found } = parseCode({ code, toSource: (offset) => places[offset] ?? -1 }, 'single');
    const texts = (node: { span: { start: number; end: number } }): string => document.slice(node.span.start, node.span.end);
    expect(texts(parsed)).toBe('x &lt; &quot;y z&quot; ?');
    const compare = parsed.kind === 'single' && parsed.value.kind === 'conditional' ? parsed.value.test : undefined;
    expect(compare?.kind).toBe('binary');
    if (compare?.kind !== 'binary') return;
    expect(document.slice(compare.operatorSpan.start, compare.operatorSpan.end)).toBe('&lt;');
    expect(texts(compare.right)).toBe('&quot;y z&quot;');
    expect(found.map(({ cs, span }) => [cs, span.start])).toEqual([['CS1525', document.indexOf(')')]]);
  });

  test('of every node is the text of that node', () => {
    const text = '@(a.b<int>(c, d: "e")[0]?.f + (g)-h.i * new J { K = 1 }.L as string ?? $"m{n,5:o}")';
    const { parsed } = parse(text);
    const spans = new Set<string>();
    if (parsed !== undefined) for (const { node } of nodesOf(parsed)) spans.add(text.slice(node.span.start, node.span.end));
    for (const part of [
      'a.b<int>',
      'b',
      'int',
      'd: "e"',
      'd',
      '"e"',
      'a.b<int>(c, d: "e")[0]',
      '.f',
      'a.b<int>(c, d: "e")[0]?.f',
      '(g)',
      'h.i',
    ]) {
      expect(spans).toContain(part);
    }
    for (const part of [
      'h.i * new J { K = 1 }.L',
      'new J { K = 1 }',
      '{ K = 1 }',
      'K = 1',
      'K',
      'string',
      '$"m{n,5:o}"',
      'm',
      '{n,5:o}',
      'n',
      '5',
    ]) {
      expect(spans).toContain(part);
    }
  });

  test.each([
    ['@{ int a = 1, b; }', ['int a = 1, b;', 'int', 'a = 1', 'a', '1', 'b']],
    ['@{ foreach (var (k, v) in d) x(); }', ['foreach (var (k, v) in d) x();', 'var', '(k, v)', 'k', 'v', 'd', 'x();', 'x()', 'x']],
    [
      '@{ switch (x) { case int i when y: break; } }',
      ['case int i when y:', 'int i', 'int', 'i', 'y', 'break;', 'case int i when y: break;'],
    ],
    ['@{ try { } catch (E e) when (f) { } }', ['try { } catch (E e) when (f) { }', '{ }', 'catch (E e) when (f) { }', 'E', 'e', 'f']],
    ['@(from x in xs where y select z)', ['from x in xs', 'where y', 'select z', 'from x in xs where y select z']],
    ['@((int a, b) => { return a; })', ['(int a, b) => { return a; }', 'int a', 'b', '{ return a; }', 'return a;']],
  ])('of the parts of %s', (text, parts) => {
    const { parsed } = parse(text);
    const spans = new Set<string>();
    if (parsed !== undefined) for (const { node } of nodesOf(parsed)) spans.add(text.slice(node.span.start, node.span.end));
    for (const part of parts) expect(spans).toContain(part);
  });
});

describe('a named value in code position', () => {
  test.each([
    ['a % {{Instance-Count}} + 1', '(+ (% a {{Instance-Count}}) 1)'],
    ['{{a.b_c}}', '{{a.b_c}}'],
    ['f({{ a }}, {{b}}.c)', '(call f {{a}} (. {{b}} c))'],
    ['"{{a}}" + {{b}}', '(+ "{{a}}" {{b}})'],
    ['$"{{a}}{ {{b}} }"', '($ "{a}" {{{b}}})'],
    ['new[,] { {1}, {2} }', '(new[] ? {{1} {2}})'],
  ])('%s', (code, tree) => {
    expect(single(code, 'unknown')).toEqual({ tree, findings: [] });
  });

  test('is C# braces where all named values are resolved', () => {
    expect(single('a + {{b}}', 'resolved').findings).toEqual(['CS1525']);
    expect(single('a + {{b}}').findings).toEqual(['CS1525']);
  });

  test('may stand for statements', () => {
    const { parsed, found } = parseCode({ code: '{{first}} var x = {{second}}; {{third}}; return x;', namedValues: 'unknown' }, 'block');
    expect(showPolicy(parsed)).toBe('(do {{first}}) (local var x={{second}}) (do {{third}}) (return x)');
    expect(found).toEqual([]);
  });
});

describe('a finding', () => {
  test('names no literal, since it may hold a secret', () => {
    const { found } = parse('@{ f("secret" "secret"); a "secret"; b 424242; c \'secret\'; d $"secret{x}"; }');
    expect(found.length).toBeGreaterThan(3);
    expect(JSON.stringify(found.map(({ message, help }) => [message, help]))).not.toMatch(/secret|424242/);
  });

  test('offers the missing semicolon', () => {
    const { found } = parse('@{ a()\n  return 1; }');
    expect(found.map(({ cs, span }) => [cs, span])).toEqual([['CS1002', { start: 6, end: 6 }]]);
    expect(found[0]?.fix).toEqual({ title: 'insert `;`', edits: [{ span: { start: 6, end: 6 }, text: ';' }] });
  });

  test('comes at most a hundred times', () => {
    expect(parse(`@{${'`'.repeat(1000)}}`).found).toHaveLength(100);
  });
});

describe('code without an end', () => {
  const beginnings =
    '( [ { a< a<b, - a. (int) (a) x=> ((a,b), new{ $"{ """ if(a) a? a?? a?.b new( {{ /* try{ x: &quot; int? var( await switch(a){case';
  const endless = [...beginnings.split(' '), 'a is not ', 'from x in ', 'int F(){', 'async ', 'x switch {'].map(
    (text) => [text, repeated(text)] as const,
  );

  test.each([
    ...endless,
    ['a + …', `a${repeated(' + a')}`] as const,
    ['a.b() …', `a${repeated('.b()')}`] as const,
    ['int[] …', `int${repeated('[]')} x;`] as const,
    ['f(a, …)', `f(${repeated('a, ')}a)`] as const,
    ['quotes', repeated('"')] as const,
    ['braces', repeated('a;}')] as const,
    ['digits', repeated('9')] as const,
  ])('is read to its end: %s', (_, code) => {
    for (const kind of ['single', 'block'] as const) {
      const { parsed } = parseCode({ code }, kind);
      expect(parsed.kind).toBe(kind === 'single' ? 'single' : 'body');
      expect(heightOf(parsed)).toBeLessThan(1_500);
    }
  });

  test('is said to be nested too deep where it is', () => {
    expect(parseText(deep(150)).findings).toEqual([]);
    expect(parse(deep(500)).found.map(({ code }) => code)).toEqual(['csharp/too-deep']);
    expect(parseText(`@(a${' + a'.repeat(400)})`).findings).toEqual([]);
    expect(parse(`@(a${' + a'.repeat(2000)})`).found.map(({ code }) => code)).toEqual(['csharp/too-deep']);
  });
});

describe('a null-conditional chain', () => {
  test('has one receiver at its root', () => {
    const { parsed } = parse('@(a?.b.c(d)[0])');
    const value: Expression | undefined = parsed?.kind === 'single' ? parsed.value : undefined;
    const receivers = [...(parsed === undefined ? [] : nodesOf(parsed))].filter(
      ({ node }) => 'kind' in node && node.kind === 'conditional-receiver',
    );
    expect(value?.kind).toBe('conditional-access');
    expect(receivers).toHaveLength(1);
  });
});
