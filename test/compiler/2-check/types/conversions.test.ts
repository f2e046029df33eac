import { describe, expect, it } from 'vitest';
import { explicit, implicit } from '../../../../src/compiler/2-check/types/conversion.ts';
import { parseSignature } from '../../../../src/compiler/2-check/types/signature.ts';
import type { Type } from '../../../../src/compiler/2-check/types/type.ts';
import { library } from './reading.ts';

function type(text: string): Type {
  const signature = parseSignature(`${text} F()`);
  if (signature.kind !== 'method') throw new Error(text);
  return library.resolve(signature.returns, [], 'a test');
}

describe('conversions between types', () => {
  it.each([
    ['int', 'int', 'identity'],
    ['int', 'long', 'numeric'],
    ['char', 'int', 'numeric'],
    ['float', 'double', 'numeric'],
    ['long', 'float', 'numeric'],
    ['ulong', 'decimal', 'numeric'],
    ['int', 'int?', 'wrap'],
    ['int', 'long?', 'wrap'],
    ['int?', 'double?', 'lift'],
    ['int', 'object', 'boxing'],
    ['int?', 'object', 'boxing'],
    ['DateTime', 'IComparable', 'boxing'],
    ['string', 'object', 'up'],
    ['string', 'IEnumerable<char>', 'up'],
    ['string[]', 'object[]', 'up'],
    ['string[]', 'IEnumerable<object>', 'up'],
    ['List<string>', 'IEnumerable<object>', 'up'],
    ['Func<object, string>', 'Func<string, object>', 'up'],
    ['JObject', 'JToken', 'up'],
    ['string', 'JToken', 'user'],
    ['int', 'JToken', 'user'],
    ['char', 'JToken', 'user'],
    ['DateTime', 'DateTimeOffset', 'user'],
    ['DateTime?', 'DateTimeOffset?', 'user'],
    ['(int, string)', '(long, object)', 'tuple'],
    ['(int a, int b)', '(int c, int d)', 'identity'],
  ])('%s becomes %s by itself: %s', (from, to, kind) => {
    expect(implicit(library, type(from), type(to))?.kind).toBe(kind);
  });

  it.each([
    ['long', 'int', 'numeric'],
    ['double', 'float', 'numeric'],
    ['int', 'char', 'numeric'],
    ['int', 'byte', 'numeric'],
    ['decimal', 'double', 'numeric'],
    ['DayOfWeek', 'int', 'numeric'],
    ['int', 'DayOfWeek', 'numeric'],
    ['object', 'int', 'unboxing'],
    ['object', 'int?', 'unboxing'],
    ['IComparable', 'int', 'unboxing'],
    ['int?', 'int', 'unwrap'],
    ['object', 'string', 'down'],
    ['JToken', 'JObject', 'down'],
    ['object', 'JToken', 'down'],
    ['object[]', 'string[]', 'down'],
    ['IEnumerable<string>', 'List<string>', 'down'],
    ['JToken', 'string', 'user'],
    ['JToken', 'int?', 'user'],
    ['DateTimeOffset', 'DateTime', undefined],
    ['IFormatProvider', 'IComparable', 'down'],
  ])('%s becomes %s by a cast only: %s', (from, to, kind) => {
    expect(implicit(library, type(from), type(to))).toBeUndefined();
    expect(explicit(library, type(from), type(to))?.kind).toBe(kind);
  });

  it.each([
    ['string', 'int'],
    ['int', 'bool'],
    ['bool', 'int'],
    ['string', 'JObject[]'],
    ['JObject', 'JArray'],
    ['int[]', 'object[]'],
    ['int[]', 'long[]'],
    ['List<string>', 'List<object>'],
    ['(int, int)', '(int, int, int)'],
    ['string', 'IComparer<string>'],
    ['Guid', 'string'],
  ])('%s never becomes %s', (from, to) => {
    expect(explicit(library, type(from), type(to))).toBeUndefined();
  });
});
