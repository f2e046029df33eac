import { describe, expect, test } from 'vitest';
import { Array_ } from '../../../../src/runtime/dotnet/collections/Array.ts';
import { isInstance } from '../../../../src/runtime/dotnet/is-instance.ts';
import { runtimeType } from '../../../../src/runtime/dotnet/runtime-type.ts';
import { grid } from '../../../../src/runtime/dotnet/support/grid.ts';
import { toText } from '../../../../src/runtime/dotnet/to-text.ts';
import { arrayOf, INT32 } from '../../../../src/runtime/dotnet/types.ts';
import { array } from '../../../../src/runtime/dotnet/values.ts';
import { outcome } from '../outcome.ts';
import { stillHost } from '../still-host.ts';

const host = stillHost();
const table = () => grid<unknown>(host, INT32, [2, 3], [1, 2, 3, 4, 5, 6]);

describe('arrays of several dimensions', () => {
  test('tell their shape', () => {
    expect([Array_.length(table()), Array_.rank(table()), Array_.getLength(table(), 1), Array_.getUpperBound(table(), 0)]).toEqual([
      6, 2, 3, 1,
    ]);
    expect(outcome(() => Array_.getLength(table(), 2))).toBe('!IndexOutOfRangeException');
  });

  test('give and take items by their indices', () => {
    const items = table();
    Array_.setValue2(items, 9, 1, 0);
    expect(Array_.getValue2(items, 1, 0)).toBe(9);
    expect(outcome(() => Array_.getValue2(items, 0, 3))).toBe('!IndexOutOfRangeException');
    expect(outcome(() => Array_.getValue(items, 0))).toBe('!ArgumentException');
  });

  test('are copied and cleared as a whole', () => {
    const items = table();
    const copy = Array_.clone(host, items);
    Array_.clear(items, 1, 4);
    expect([...items]).toEqual([1, 0, 0, 0, 0, 6]);
    expect([...copy]).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('have types of their own', () => {
    expect(toText(table())).toBe('System.Int32[,]');
    expect(isInstance(table(), arrayOf(INT32, 2))).toBe(true);
    expect(isInstance(table(), arrayOf(INT32))).toBe(false);
    expect(isInstance(table(), runtimeType('System.Array'))).toBe(true);
    expect(isInstance(array(INT32, []), runtimeType('System.Array'))).toBe(true);
  });
});
