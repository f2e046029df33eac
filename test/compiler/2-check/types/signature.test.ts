import { describe, expect, it } from 'vitest';
import { parseDeclaration, parseSignature, type TypeText } from '../../../../src/compiler/2-check/types/signature.ts';

/** A type text as it was written, to compare with. */
function written(type: TypeText): string {
  switch (type.kind) {
    case 'name':
      return type.parts.map((part) => part.name + (part.args.length === 0 ? '' : `<${part.args.map(written).join(', ')}>`)).join('.');
    case 'array':
      return `${written(type.element)}[${','.repeat(type.rank - 1)}]`;
    case 'nullable':
      return `${written(type.of)}?`;
    case 'tuple':
      return `(${type.elements.map((e) => (e.name === undefined ? written(e.type) : `${written(e.type)} ${e.name}`)).join(', ')})`;
  }
}

describe('signatures of rows', () => {
  it.each([
    ['static bool IsNullOrEmpty(string value)', 'method', 'bool', 'string'],
    [
      'TSource First<TSource>(this IEnumerable<TSource> source, Func<TSource, bool> predicate)',
      'method',
      'TSource',
      'IEnumerable<TSource>;Func<TSource, bool>',
    ],
    [
      'static System.Collections.Generic.List<int?[]> Of(params string[] values)',
      'method',
      'System.Collections.Generic.List<int?[]>',
      'string[]',
    ],
    ['(int a, string) Pair(ref int[,] grid)', 'method', '(int a, string)', 'int[,]'],
    ['static bool operator ==(string a, string b)', 'operator', 'bool', 'string;string'],
    ['static int operator >>(int a, int b)', 'operator', 'int', 'int;int'],
  ])('%s', (text, kind, returns, params) => {
    const signature = parseSignature(text);
    expect(signature.kind).toBe(kind);
    if (signature.kind !== 'method' && signature.kind !== 'operator') throw new Error('no method');
    expect(written(signature.returns)).toBe(returns);
    expect(signature.params.map((param) => written(param.type)).join(';')).toBe(params);
  });

  it('knows every other kind of member', () => {
    expect(parseSignature('int Length { get; }')).toMatchObject({ kind: 'property', name: 'Length', accessors: { get: true, set: false } });
    expect(parseSignature('char this[int index] { get; set; }')).toMatchObject({ kind: 'indexer', accessors: { get: true, set: true } });
    expect(parseSignature('String(char c, int count)')).toMatchObject({ kind: 'constructor', name: 'String' });
    expect(parseSignature('static explicit operator string(JToken value)')).toMatchObject({ kind: 'conversion', implicit: false });
    expect(parseSignature('const int MaxValue = 2147483647')).toMatchObject({ kind: 'constant', name: 'MaxValue' });
    expect(parseSignature('static readonly string Empty')).toMatchObject({ kind: 'field', name: 'Empty', isStatic: true });
  });

  it('reads defaults of optional parameters', () => {
    const signature = parseSignature(
      'void F(int a = -1, string b = "x", StringComparison c = StringComparison.Ordinal, object d = null, bool e = true)',
    );
    if (signature.kind !== 'method') throw new Error('no method');
    expect(signature.params.map((param) => param.defaultValue)).toEqual([
      { kind: 'number', text: '-1' },
      { kind: 'string', value: 'x' },
      { kind: 'name', path: ['StringComparison', 'Ordinal'] },
      { kind: 'null' },
      { kind: 'bool', value: true },
    ]);
  });

  it('reads heads of types', () => {
    expect(parseDeclaration('sealed class System.String : IComparable<string>, IEnumerable<char>')).toMatchObject({
      form: 'class',
      path: ['System', 'String'],
    });
    expect(parseDeclaration('interface System.Collections.Generic.IEnumerable<out T>').typeParams).toEqual([
      { name: 'T', variance: 'out' },
    ]);
    expect(parseDeclaration('[Flags] enum System.Bits : byte { None, One = 1, Four = 0x4 }')).toMatchObject({
      form: 'enum',
      flags: true,
      enumMembers: [
        { name: 'None', value: 0n },
        { name: 'One', value: 1n },
        { name: 'Four', value: 4n },
      ],
    });
    expect(parseDeclaration('delegate TResult System.Func<in T, out TResult>(T arg)').form).toBe('delegate');
  });

  it.each(['int', 'static F()', 'int F(int', 'int this[int i]', 'class', 'int F() extra'])('refuses `%s` by quoting it', (text) => {
    expect(() => (text.startsWith('class') ? parseDeclaration(text) : parseSignature(`${text} !`))).toThrow(text);
  });
});
