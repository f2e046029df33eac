import { describe, expect, test } from 'vitest';
import { BudgetExceeded } from '../../../../src/runtime/budget.ts';
import { List } from '../../../../src/runtime/dotnet/collections/list-value.ts';
import { Enumerable_ as E, ILookup_ } from '../../../../src/runtime/dotnet/linq/Enumerable.ts';
import { StringComparer } from '../../../../src/runtime/dotnet/system/StringComparer.ts';
import { CHAR, DOUBLE, INT32, INT64, OBJECT, STRING } from '../../../../src/runtime/dotnet/types.ts';
import { Decimal } from '../../../../src/runtime/dotnet/values/decimal.ts';
import { array, Box } from '../../../../src/runtime/dotnet/values.ts';
import { outcome } from '../outcome.ts';
import { stillHost } from '../still-host.ts';

const host = stillHost();
const even = (item: number): boolean => item % 2 === 0;
const all = (items: Iterable<unknown> | null): unknown[] => [...(items ?? [])];

describe('Enumerable', () => {
  test.each<[string, () => unknown, unknown]>([
    ['Select', () => all(E.select([1, 2], (item) => item * 2)), [2, 4]],
    ['Select with place', () => all(E.selectIndexed(['a', 'b'], (item, i) => `${item}${i}`)), ['a0', 'b1']],
    ['Where', () => all(E.where([1, 2, 3, 4], even)), [2, 4]],
    ['SelectMany', () => all(E.selectMany([[1, 2], [3]], (item) => item)), [1, 2, 3]],
    ['a text is its chars', () => all(E.select('ab' as unknown as Iterable<number>, (item) => item)), [97, 98]],
    ['Skip and Take', () => all(E.take(E.skip([1, 2, 3, 4], 1), 2)), [2, 3]],
    ['Take of less than nothing', () => all(E.take([1], -1)), []],
    ['TakeWhile', () => all(E.takeWhile([1, 2, 3, 1], (item) => item < 3)), [1, 2]],
    ['SkipWhile', () => all(E.skipWhile([1, 2, 3, 1], (item) => item < 3)), [3, 1]],
    ['TakeLast', () => all(E.takeLast([1, 2, 3], 2)), [2, 3]],
    ['First of nothing', () => E.first([]), '!InvalidOperationException'],
    ['FirstOrDefault of nothing', () => E.firstOrDefault(INT32, []), 0],
    ['FirstOrDefault of nothing, a text', () => E.firstOrDefault(STRING, []), null],
    ['Single of two', () => E.single([1, 2]), '!InvalidOperationException'],
    ['Last that fits', () => E.lastWhere([1, 2, 3, 4, 5], even), 4],
    ['ElementAt outside', () => E.elementAt(host, [1], 1), '!ArgumentOutOfRangeException'],
    ['Select of null', () => E.select(null, even), '!ArgumentNullException'],
    ['Select without selector', () => E.select([1], null), '!ArgumentNullException'],
    ['Distinct', () => all(E.distinct(host, [1, 2, 1])), [1, 2]],
    ['Distinct by comparer', () => all(E.distinctBy(host, ['a', 'A', 'b'], StringComparer.ordinalIgnoreCase)), ['a', 'b']],
    ['Union', () => all(E.union(host, [1, 2], [2, 3])), [1, 2, 3]],
    ['Except', () => all(E.except(host, [1, 2, 2, 3], [3])), [1, 2]],
    ['Intersect', () => all(E.intersect(host, [1, 2, 2, 3], [2, 3])), [2, 3]],
    ['Concat', () => all(E.concat([1], [2])), [1, 2]],
    ['Zip', () => all(E.zip([1, 2, 3], ['a', 'b'], (a, b) => `${a}${b}`)), ['1a', '2b']],
    ['Zip to tuples', () => all(E.zipTuples(INT32, STRING, [1], ['a'])).map(String), ['(1, a)']],
    ['Reverse', () => all(E.reverse(host, [1, 2, 3])), [3, 2, 1]],
    ['DefaultIfEmpty', () => all(E.defaultIfEmpty(INT32, [])), [0]],
    ['Sum', () => E.sumInt32(host, [1, 2, 3]), 6],
    ['Sum that does not fit', () => E.sumInt32(host, [2147483647, 1]), '!OverflowException'],
    ['Sum with nulls', () => E.sumNullableInt32(host, [1, null, 2]), 3],
    ['Sum of decimals', () => String(E.sumDecimal(host, [Decimal.literal('1.10'), Decimal.literal('2')])), '3.10'],
    ['Average', () => E.averageInt32(host, [1, 2]), 1.5],
    ['Average of nothing', () => E.averageInt32(host, []), '!InvalidOperationException'],
    ['Average of only nulls', () => E.averageNullableInt32(host, [null]), null],
    ['Max', () => E.maxInt32Plain(host, [1, 3, 2]), 3],
    ['Max of texts', () => E.max(host, STRING, ['b', 'c', 'a']), 'c'],
    ['Max of no texts', () => E.max(host, STRING, []), null],
    ['Min with NaN', () => E.minDoublePlain(host, [1, Number.NaN]), Number.NaN],
    ['Min of nothing', () => E.minInt32Plain(host, []), '!InvalidOperationException'],
    ['Aggregate', () => E.aggregate([1, 2, 3], (sum, item) => sum * 10 + item), 123],
    ['Aggregate from a seed', () => E.aggregateFrom([1, 2], 'x', (sum, item) => sum + item), 'x12'],
    ['SequenceEqual', () => E.sequenceEqual(host, [1, 2], [1, 2]), true],
    ['Count of a text', () => E.count(host, 'abc' as unknown as Iterable<number>), 3],
    ['Any', () => [E.any([]), E.any([0])], [false, true]],
    ['All of nothing', () => E.all([], even), true],
    ['Range', () => all(E.range(host, 5, 3)), [5, 6, 7]],
    ['Range too wide', () => E.range(host, 2147483647, 2), '!ArgumentOutOfRangeException'],
    ['Repeat', () => all(E.repeat(host, 'x', 2)), ['x', 'x']],
    ['OfType', () => all(E.ofType(STRING, ['a', 1, null, 'b'])), ['a', 'b']],
    ['OfType of boxed values', () => all(E.ofType(INT64, [new Box(INT64, 1n), 2, new Box(DOUBLE, 3)])), [1n]],
    ['Cast to what they are not', () => all(E.cast(STRING, [1])), '!InvalidCastException'],
    ['Cast of value types to objects', () => all(E.cast(OBJECT, new List(INT64, [5n]))), [new Box(INT64, 5n)]],
    ['ToDictionary with equal keys', () => E.toDictionary(host, STRING, STRING, ['a', 'a'], (item) => item), '!ArgumentException'],
    ['OrderBy of texts', () => all(E.orderBy(['b', 'A', 'a'], (item) => item)), ['a', 'A', 'b']],
    ['OrderByDescending', () => all(E.orderByDescending([1, 3, 2], (item) => item)), [3, 2, 1]],
  ])('%s', (_name, run, expected) => {
    expect(outcome(run)).toEqual(expected);
  });

  test('sorting is stable and goes on with further keys', () => {
    const items = ['bb', 'a', 'cc', 'd', 'aa'];
    expect(all(E.orderBy(items, (item) => item.length))).toEqual(['a', 'd', 'bb', 'cc', 'aa']);
    expect(
      all(
        E.thenByDescending(
          E.orderBy(items, (item) => item.length),
          (item) => item,
        ),
      ),
    ).toEqual(['d', 'a', 'cc', 'bb', 'aa']);
  });

  test('groups keep the order in which their keys came', () => {
    const groups = [...E.groupBy(STRING, INT32, ['apple', 'fig', 'pear', 'kiwi', 'nut'], (item) => item.length)];
    expect(groups.map((group) => [group.key, all(group)])).toEqual([
      [5, ['apple']],
      [3, ['fig', 'nut']],
      [4, ['pear', 'kiwi']],
    ]);
    const lookup = E.toLookup(STRING, INT32, ['a', 'bb', 'c'], (item) => item.length);
    expect([all(ILookup_.get(lookup, 1)), all(ILookup_.get(lookup, 9))]).toEqual([['a', 'c'], []]);
  });

  test('joins', () => {
    const left = [
      [1, 'a'],
      [2, 'b'],
    ] as const;
    const right = [
      [1, 'x'],
      [1, 'y'],
    ] as const;
    const joined = E.join(
      left,
      right,
      (item) => item[0],
      (item) => item[0],
      (a, b) => a[1] + b[1],
    );
    expect(all(joined)).toEqual(['ax', 'ay']);
    const grouped = E.groupJoin(
      left,
      right,
      (item) => item[0],
      (item) => item[0],
      (a, others) => `${a[1]}${all(others).length}`,
    );
    expect(all(grouped)).toEqual(['a2', 'b0']);
  });

  test('nothing runs before somebody asks, and every enumeration starts anew', () => {
    let calls = 0;
    const query = E.select([1, 2], (item) => {
      calls++;
      return item;
    });
    expect(calls).toBe(0);
    all(query);
    all(query);
    expect(calls).toBe(4);
  });

  test('arrays know their items', () => {
    expect(E.toArray(host, CHAR, [97])).toEqual(array(CHAR, [97]));
  });

  test('a range without end ends with the budget', () => {
    const poor = stillHost({ steps: 1000 });
    expect(() => E.count(poor, E.range(poor, 0, 2147483647))).toThrow(BudgetExceeded);
    expect(() => E.toList(stillHost({ size: 10 }), INT32, E.range(host, 0, 1000))).toThrow(BudgetExceeded);
  });
});
