import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BudgetExceeded } from '../../../../src/runtime/budget.ts';
import { Array_ } from '../../../../src/runtime/dotnet/collections/Array.ts';
import { Dictionary_ } from '../../../../src/runtime/dotnet/collections/Dictionary.ts';
import { Dictionary } from '../../../../src/runtime/dotnet/collections/dictionary-value.ts';
import { HashSet_ } from '../../../../src/runtime/dotnet/collections/HashSet.ts';
import { HashSet } from '../../../../src/runtime/dotnet/collections/hash-set-value.ts';
import { ICollection_, IList_, IReadOnlyDictionary_ } from '../../../../src/runtime/dotnet/collections/interfaces.ts';
import { List_ } from '../../../../src/runtime/dotnet/collections/List.ts';
import { List } from '../../../../src/runtime/dotnet/collections/list-value.ts';
import { Queue_ } from '../../../../src/runtime/dotnet/collections/Queue.ts';
import { SortedDictionary_ } from '../../../../src/runtime/dotnet/collections/SortedDictionary.ts';
import { Stack_ } from '../../../../src/runtime/dotnet/collections/Stack.ts';
import { StringComparer } from '../../../../src/runtime/dotnet/system/StringComparer.ts';
import { BYTE, INT32, OBJECT, STRING } from '../../../../src/runtime/dotnet/types.ts';
import { DECIMAL, Decimal } from '../../../../src/runtime/dotnet/values/decimal.ts';
import { array, Box, type Ref } from '../../../../src/runtime/dotnet/values.ts';
import { outcome } from '../outcome.ts';
import { stillHost } from '../still-host.ts';

const host = stillHost();
const ints = (...items: number[]): List<number> => new List(INT32, items);

/** What a list holds after something was done to it. */
const after = (list: List<number>, change: (list: List<number>) => unknown): unknown =>
  outcome(() => {
    change(list);
    return [...list.items];
  });

describe('List', () => {
  test.each<[string, (list: List<number>) => unknown, unknown]>([
    ['Add', (list) => List_.add(host, list, 9), [3, 1, 2, 9]],
    ['Insert', (list) => List_.insert(host, list, 1, 9), [3, 9, 1, 2]],
    ['Insert past the end', (list) => List_.insert(host, list, 4, 9), '!ArgumentOutOfRangeException'],
    ['InsertRange', (list) => List_.insertRange(host, list, 1, [8, 9]), [3, 8, 9, 1, 2]],
    ['AddRange of itself', (list) => List_.addRange(host, list, list), [3, 1, 2, 3, 1, 2]],
    ['Remove', (list) => List_.remove(host, list, 1), [3, 2]],
    ['RemoveAt past the end', (list) => List_.removeAt(host, list, 3), '!ArgumentOutOfRangeException'],
    ['RemoveAll', (list) => List_.removeAll(list, (item) => item > 1), [1]],
    ['RemoveRange', (list) => List_.removeRange(list, 1, 2), [3]],
    ['Sort', (list) => List_.sort(host, list), [1, 2, 3]],
    ['Sort by comparison', (list) => List_.sortWith(list, (a, b) => b - a), [3, 2, 1]],
    ['Reverse', (list) => List_.reverse(host, list), [2, 1, 3]],
    ['set past the end', (list) => List_.set(list, 3, 0), '!ArgumentOutOfRangeException'],
    ['Find with null', (list) => List_.find(list, null), '!ArgumentNullException'],
  ])('%s', (_name, change, expected) => {
    expect(after(ints(3, 1, 2), change)).toEqual(expected);
  });

  test('changing it ends an enumeration', () => {
    const list = ints(1, 2);
    expect(() => {
      for (const item of list) list.add(item);
    }).toThrow('Collection was modified; enumeration operation may not execute.');
  });

  test('finding nothing gives the default', () => {
    expect(List_.find(ints(1), (item) => item > 5)).toBe(0);
    expect(List_.findIndex(ints(1), (item) => item > 5)).toBe(-1);
  });

  test('looking for items in a loop ends', () => {
    const poor = stillHost({ steps: 1000 });
    const list = ints(...Array.from({ length: 10_000 }, (_, i) => i));
    expect(() => {
      for (;;) List_.contains(poor, list, -1);
    }).toThrow(BudgetExceeded);
  });
});

describe('Dictionary', () => {
  const texts = (): Dictionary<string, number> => Dictionary_.create<string, number>(STRING, INT32);

  test('keys of an attacker are keys like any other', () => {
    const dictionary = texts();
    for (const key of ['__proto__', 'constructor', 'toString', '\0s', '\0kx']) Dictionary_.set(host, dictionary, key, 1);
    expect([...dictionary.keys()]).toEqual(['__proto__', 'constructor', 'toString', '\0s', '\0kx']);
    expect(Dictionary_.containsKey(dictionary, 'valueOf')).toBe(false);
    expect(({} as Record<string, unknown>)['1']).toBeUndefined();
  });

  test('a missing key is named', () => {
    expect(() => Dictionary_.get(texts(), 'x')).toThrow("The given key 'x' was not present in the dictionary.");
    expect(outcome(() => Dictionary_.get(texts(), 'x'))).toBe('!KeyNotFoundException');
    expect(outcome(() => Dictionary_.containsKey(texts(), null as unknown as string))).toBe('!ArgumentNullException');
  });

  test('a key comes once', () => {
    const dictionary = texts();
    Dictionary_.add(host, dictionary, 'a', 1);
    expect(() => Dictionary_.add(host, dictionary, 'a', 2)).toThrow('An item with the same key has already been added. Key: a');
    Dictionary_.set(host, dictionary, 'a', 3);
    expect(Dictionary_.get(dictionary, 'a')).toBe(3);
  });

  test('a free place is taken again, and removing does not end an enumeration', () => {
    const dictionary = texts();
    for (const [i, key] of ['a', 'b', 'c'].entries()) dictionary.insert(key, i);
    for (const pair of dictionary) if (pair.key === 'b') dictionary.delete('b');
    dictionary.insert('d', 9);
    expect([...dictionary].map(String)).toEqual(['[a, 0]', '[d, 9]', '[c, 2]']);
    expect(() => {
      for (const pair of dictionary) dictionary.insert(`${pair.key}!`, 0);
    }).toThrow('Collection was modified');
  });

  test('keys are compared as the comparer says', () => {
    const dictionary = Dictionary_.createComparer<string, number>(STRING, INT32, StringComparer.ordinalIgnoreCase);
    dictionary.insert('Content-Type', 1);
    expect(dictionary.get('CONTENT-TYPE')).toBe(1);
    expect([...dictionary.keys()]).toEqual(['Content-Type']);
  });

  test('values of equal content are one key', () => {
    const dictionary = new Dictionary<unknown, string>(OBJECT, STRING);
    dictionary.set(new Box(DECIMAL, Decimal.literal('1.0')), 'decimal');
    dictionary.set(1, 'int');
    dictionary.set('1', 'text');
    expect(dictionary.get(new Box(DECIMAL, Decimal.literal('1.00')))).toBe('decimal');
    expect([...dictionary.values()]).toEqual(['decimal', 'int', 'text']);
  });

  test('TryGetValue gives the default of the values', () => {
    const result: Ref<number> = { value: -1 };
    expect(Dictionary_.tryGetValue(texts(), 'x', result)).toBe(false);
    expect(result.value).toBe(0);
    expect(IReadOnlyDictionary_.tryGetValue(STRING, INT32, texts(), 'x', result)).toBe(false);
  });

  test('it behaves as a Map does, whatever is done to it', () => {
    const step = fc.tuple(fc.constantFrom('set', 'delete'), fc.constantFrom('a', 'b', 'c', 'd'), fc.integer());
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const dictionary = texts();
        const map = new Map<string, number>();
        for (const [what, key, value] of steps)
          if (what === 'set') {
            dictionary.set(key, value);
            map.set(key, value);
          } else expect(dictionary.delete(key)).toBe(map.delete(key));
        expect(dictionary.count).toBe(map.size);
        expect(new Map([...dictionary].map((pair) => [pair.key, pair.value]))).toEqual(map);
      }),
    );
  });
});

test('sets', () => {
  const set = new HashSet(INT32, undefined, [1, 2, 3]);
  expect(HashSet_.add(host, set, 2)).toBe(false);
  HashSet_.unionWith(host, set, [4]);
  HashSet_.exceptWith(host, set, [1]);
  expect([...set].sort()).toEqual([2, 3, 4]);
  expect(HashSet_.isSupersetOf(host, set, [2, 3])).toBe(true);
  expect(HashSet_.setEquals(host, set, [4, 3, 2, 2])).toBe(true);
  expect(HashSet_.overlaps(host, set, [9, 2])).toBe(true);
});

test('queues and stacks', () => {
  const queue = Queue_.createFrom(host, INT32, [1, 2]);
  expect([Queue_.dequeue(queue), Queue_.dequeue(queue)]).toEqual([1, 2]);
  expect(outcome(() => Queue_.dequeue(queue))).toBe('!InvalidOperationException');
  const stack = Stack_.createFrom(host, INT32, [1, 2]);
  expect([...stack]).toEqual([2, 1]);
  expect(Stack_.pop(stack)).toBe(2);
});

test('a sorted dictionary is in the order of its keys', () => {
  const dictionary = SortedDictionary_.create<string, number>(STRING, INT32);
  for (const key of ['b', 'a', 'c']) dictionary.insert(key, 0);
  expect([...dictionary.keys()]).toEqual(['a', 'b', 'c']);
});

describe('arrays', () => {
  test('behind an interface they cannot grow', () => {
    expect(outcome(() => ICollection_.add(host, array(INT32, [1]), 2))).toBe('!NotSupportedException');
    expect(outcome(() => IList_.get(array(INT32, [1]), 1))).toBe('!IndexOutOfRangeException');
    expect(IList_.indexOf(host, array(INT32, [1, 2]), 2)).toBe(1);
  });

  test('Resize, Copy, Sort', () => {
    const ref: Ref<number[] | null> = { value: array(INT32, [3, 1]) };
    Array_.resize(host, INT32, ref, 3);
    expect([...(ref.value ?? [])]).toEqual([3, 1, 0]);
    const target = array(INT32, [0, 0, 0]);
    Array_.copy(host, ref.value, target, 2);
    expect([...target]).toEqual([3, 1, 0]);
    Array_.sort(host, target);
    expect([...target]).toEqual([0, 1, 3]);
    expect(outcome(() => Array_.copy(host, target, array(INT32, [0]), 2))).toBe('!ArgumentException');
  });

  test('bytes stay bytes', () => {
    expect(Array_.empty(BYTE)).toBeInstanceOf(Uint8Array);
    expect(Array_.findAll(BYTE, Uint8Array.of(1, 2, 3) as unknown as number[], (byte) => byte > 1)).toEqual(Uint8Array.of(2, 3));
  });
});
