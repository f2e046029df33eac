import { describe, expect, test } from 'vitest';
import { castObject, toObject } from '../../../src/runtime/dotnet/cast.ts';
import { Dictionary } from '../../../src/runtime/dotnet/collections/dictionary-value.ts';
import { List } from '../../../src/runtime/dotnet/collections/list-value.ts';
import { compare } from '../../../src/runtime/dotnet/compare.ts';
import { equals } from '../../../src/runtime/dotnet/equals.ts';
import { hash } from '../../../src/runtime/dotnet/hash.ts';
import { isInstance } from '../../../src/runtime/dotnet/is-instance.ts';
import { type RuntimeType, runtimeType, typeText } from '../../../src/runtime/dotnet/runtime-type.ts';
import { tupleType, valueTupleType } from '../../../src/runtime/dotnet/system/Tuple.ts';
import { toText } from '../../../src/runtime/dotnet/to-text.ts';
import { typeOf } from '../../../src/runtime/dotnet/type-of.ts';
import { CHAR, DOUBLE, enumerableOf, INT32, INT64, OBJECT, STRING } from '../../../src/runtime/dotnet/types.ts';
import { Anonymous, anonymousShape } from '../../../src/runtime/dotnet/values/anonymous.ts';
import { DATE_TIME, DateTime } from '../../../src/runtime/dotnet/values/date-time.ts';
import { DECIMAL, Decimal } from '../../../src/runtime/dotnet/values/decimal.ts';
import { Tuple } from '../../../src/runtime/dotnet/values/tuple.ts';
import { array, Box, NetException } from '../../../src/runtime/dotnet/values.ts';
import { outcome } from './outcome.ts';

const list = (type: RuntimeType, ...items: unknown[]): List<unknown> => new List(type, items);
const of = (name: string, ...args: RuntimeType[]): RuntimeType => runtimeType(name, null, args);
const generic = 'System.Collections.Generic';

describe('type and text of a value', () => {
  test.each<[unknown, string, string]>([
    [1, 'System.Int32', '1'],
    [true, 'System.Boolean', 'True'],
    ['x', 'System.String', 'x'],
    [new Box(INT64, 5n), 'System.Int64', '5'],
    [new Box(DOUBLE, 1), 'System.Double', '1'],
    [new Box(CHAR, 65), 'System.Char', 'A'],
    [new Box(DECIMAL, Decimal.literal('1.50')), 'System.Decimal', '1.50'],
    [new Box(DATE_TIME, DateTime.minValue), 'System.DateTime', '01/01/0001 00:00:00'],
    [array(STRING, ['a']), 'System.String[]', 'System.String[]'],
    [Uint8Array.of(1), 'System.Byte[]', 'System.Byte[]'],
    [list(INT32, 1), `${generic}.List\`1[System.Int32]`, `${generic}.List\`1[System.Int32]`],
    [
      new Dictionary(STRING, list(INT32).type),
      `${generic}.Dictionary\`2[System.String,System.Int32]`,
      `${generic}.Dictionary\`2[System.String,System.Int32]`,
    ],
    [new Tuple(tupleType([INT32, STRING]), [1, 'a']), 'System.Tuple`2[System.Int32,System.String]', '(1, a)'],
    [new NetException('System.FormatException', 'no'), 'System.FormatException', 'System.FormatException: no'],
  ])('%s', (value, type, text) => {
    expect(typeText(typeOf(value))).toBe(type);
    if (!(value instanceof NetException)) expect(toText(value)).toBe(text);
  });

  test('an anonymous object prints its properties', () => {
    const shape = anonymousShape(['A', 'B'], [DOUBLE, CHAR]);
    expect(String(new Anonymous(shape, [1e20, 120]))).toBe('{ A = 1E+20, B = x }');
  });
});

describe('is', () => {
  test.each<[string, unknown, RuntimeType, boolean]>([
    ['an int is an int', 1, INT32, true],
    ['an int is no long', 1, INT64, false],
    ['an int is an object', 1, OBJECT, true],
    ['an int is an int?', 1, of('System.Nullable`1', INT32), true],
    ['null is nothing', null, OBJECT, false],
    ['a list is a sequence of its items', list(STRING), enumerableOf(STRING), true],
    ['a list of texts is a sequence of objects', list(STRING), enumerableOf(OBJECT), true],
    ['a list of ints is no sequence of objects', list(INT32), enumerableOf(OBJECT), false],
    ['a list of texts is no list of objects', list(STRING), of(`${generic}.List\`1`, OBJECT), false],
    ['an array is an IList', array(INT32, [1]), of(`${generic}.IList\`1`, INT32), true],
    ['a text is a sequence of chars', 'abc', enumerableOf(CHAR), true],
    ['a dictionary is a read-only one', new Dictionary(STRING, INT32), of(`${generic}.IReadOnlyDictionary\`2`, STRING, INT32), true],
    ['an exception is its base', new NetException('System.ArgumentNullException', ''), of('System.ArgumentException'), true],
  ])('%s', (_name, value, type, expected) => {
    expect(isInstance(value, type)).toBe(expected);
  });

  test('a cast takes a value type out of its box and names both types when it fails', () => {
    expect(castObject(toObject(5n, INT64), INT64)).toBe(5n);
    expect(() => castObject(1, INT64)).toThrow("Unable to cast object of type 'System.Int32' to type 'System.Int64'.");
    expect(outcome(() => castObject(null, INT32))).toBe('!NullReferenceException');
  });
});

describe('equality, hash and order', () => {
  const pair = (a: unknown, b: unknown): Tuple => new Tuple(valueTupleType([INT32, STRING]), [a, b]);
  test.each<[string, unknown, unknown, boolean]>([
    ['equal boxes', new Box(INT64, 1n), new Box(INT64, 1n), true],
    ['boxes of different types', new Box(INT64, 1n), new Box(DOUBLE, 1), false],
    ['an int and a box', 1, new Box(INT64, 1n), false],
    ['decimals of different scale', Decimal.literal('1.0'), Decimal.literal('1.00'), true],
    ['dates of different kind', DateTime.of(5n, 0), DateTime.of(5n, 1), true],
    ['tuples by content', pair(1, 'a'), pair(1, 'a'), true],
    ['tuples that differ', pair(1, 'a'), pair(1, 'b'), false],
    ['NaN and itself', Number.NaN, Number.NaN, true],
    ['lists by reference', list(INT32, 1), list(INT32, 1), false],
  ])('%s', (_name, a, b, expected) => {
    expect(equals(a, b)).toBe(expected);
    if (expected) expect(hash(a)).toBe(hash(b));
  });

  test('order', () => {
    expect([3, null, 1, Number.NaN].sort(compare)).toEqual([null, Number.NaN, 1, 3]);
    expect(['b', 'A', 'a', 'B', '_', '1'].sort(compare)).toEqual(['_', '1', 'a', 'A', 'b', 'B']);
    expect(compare(pair(1, 'b'), pair(1, 'a'))).toBe(1);
    expect(outcome(() => compare(list(INT32), list(INT32)))).toBe('!ArgumentException');
    expect(outcome(() => compare(1, 'a'))).toBe('!ArgumentException');
  });
});
