import type { Host } from '../../host.ts';
import { compare } from '../compare.ts';
import { member } from '../define.ts';
import { argument, argumentNull, outOfRange, required } from '../failures.ts';
import { Box } from '../values.ts';
import { binarySearch, copyInto, type Ordering, orderBy, searchBack, searchRange } from './array-search.ts';
import { type Comparer, defaultComparer } from './equality.ts';

/** Members of System.Array that work on a part of an array, sort by another one, or take an array of any type. */

type Items<T> = T[] | null;
type Match<T> = ((item: T) => boolean) | null;

const whole = { host: true } as const;

/** The array, with the work on its items announced. */
function scan<T>(host: Host, items: Items<T>): T[] {
  if (items === null) argumentNull('array');
  host.budget.step(items.length >>> 4);
  return items;
}

/** A value that comes as `object` as it stands in an array. */
const plain = (value: unknown): unknown => (value instanceof Box ? value.value : value);

function checkPart(items: ArrayLike<unknown>, index: number, length: number): void {
  if (index < 0) outOfRange('index', 'Non-negative number required.');
  if (length < 0) outOfRange('length', 'Non-negative number required.');
  if (index > items.length - length)
    argument(
      'Offset and length were out of bounds for the array or count is greater than the number of elements from index to the end of the source collection.',
    );
}

/** Sorts keys in a range, and what stands at the same places in another array with them. */
export function sortPairs(
  host: Host,
  keys: Items<unknown>,
  values: Items<unknown>,
  index: number,
  length: number,
  comparer: Comparer | null,
): void {
  if (keys === null) argumentNull('keys');
  checkPart(keys, index, length);
  host.budget.step(length);
  const order = orderBy(comparer);
  const pairs = Array.from({ length }, (_, i) => ({ key: keys[index + i], value: values?.[index + i] }));
  pairs.sort((a, b) => order(a.key, b.key));
  for (const [i, pair] of pairs.entries()) {
    keys[index + i] = pair.key;
    if (values !== null) values[index + i] = pair.value;
  }
}

const lengthOf = (items: Items<unknown>): number => items?.length ?? argumentNull('keys');

function reverse(host: Host, items: Items<unknown>, index: number, length: number): void {
  const all = scan(host, items);
  checkPart(all, index, length);
  const turned = Array.from({ length }, (_, i) => all[index + length - 1 - i]);
  for (const [i, item] of turned.entries()) all[index + i] = item;
}

function search<T>(host: Host, items: Items<T>, index: number, length: number, item: T, comparer: Comparer | null): number {
  const all = scan(host, items);
  checkPart(all, index, length);
  const order: Ordering<T> = comparer === null ? compare : (a, b) => (comparer ?? defaultComparer).compare(a, b);
  const place = binarySearch(Array.prototype.slice.call(all, index, index + length) as T[], (other) => order(other, item));
  return place < 0 ? ~(~place + index) : place + index;
}

function findIndex<T>(items: Items<T>, start: number, count: number, match: Match<T>): number {
  if (items === null) argumentNull('array');
  const fits = required(match, 'match');
  if (start < 0 || start > items.length)
    outOfRange('startIndex', 'Index was out of range. Must be non-negative and less than the size of the collection.');
  if (count < 0 || start > items.length - count)
    outOfRange('count', 'Count must be positive and count must refer to a location within the string/array/collection.');
  for (let i = start; i < start + count; i++) if (fits(items[i] as T)) return i;
  return -1;
}

function findLastIndex<T>(items: Items<T>, start: number, count: number, match: Match<T>): number {
  if (items === null) argumentNull('array');
  const fits = required(match, 'match');
  const isEmpty = items.length === 0 && start === -1;
  if (!isEmpty && (start < 0 || start >= items.length))
    outOfRange('startIndex', 'Index was out of range. Must be non-negative and less than the size of the collection.');
  if (count < 0 || start - count + 1 < 0)
    outOfRange('count', 'Count must be positive and count must refer to a location within the string/array/collection.');
  for (let i = start; i > start - count; i--) if (fits(items[i] as T)) return i;
  return -1;
}

const lengthFrom = (items: Items<unknown>, start: number): number => (items?.length ?? argumentNull('array')) - start;

export const searchRows = {
  lastIndexOfFrom: member(
    'static int LastIndexOf<T>(T[] array, T value, int startIndex)',
    <T>(host: Host, items: Items<T>, item: T, start: number) => searchBack(scan(host, items), item, start),
    'The last place of an item up to another, or -1.',
    whole,
  ),
  lastIndexOfRange: member(
    'static int LastIndexOf<T>(T[] array, T value, int startIndex, int count)',
    <T>(host: Host, items: Items<T>, item: T, start: number, count: number) => searchBack(scan(host, items), item, start, count),
    'The last place of an item in a part of the array, or -1.',
    whole,
  ),
  indexOfAny: member(
    'static int IndexOf(Array array, object value)',
    (host: Host, items: Items<unknown>, item: unknown) => searchRange(scan(host, items), plain(item), 0),
    'The first place of an item, or -1.',
    whole,
  ),
  indexOfAnyFrom: member(
    'static int IndexOf(Array array, object value, int startIndex)',
    (host: Host, items: Items<unknown>, item: unknown, start: number) => searchRange(scan(host, items), plain(item), start),
    'The first place of an item, or -1.',
    whole,
  ),
  lastIndexOfAny: member(
    'static int LastIndexOf(Array array, object value)',
    (host: Host, items: Items<unknown>, item: unknown) => searchBack(scan(host, items), plain(item)),
    'The last place of an item, or -1.',
    whole,
  ),
  binarySearchPart: member(
    'static int BinarySearch<T>(T[] array, int index, int length, T value)',
    <T>(host: Host, items: Items<T>, index: number, length: number, item: T) => search(host, items, index, length, item, null),
    'The place of an item in a sorted part of an array.',
    whole,
  ),
  binarySearchPartBy: member(
    'static int BinarySearch<T>(T[] array, int index, int length, T value, IComparer<T> comparer)',
    search,
    'The place of an item in a sorted part of an array.',
    whole,
  ),
  binarySearchAny: member(
    'static int BinarySearch(Array array, object value)',
    (host: Host, items: Items<unknown>, item: unknown) => search(host, items, 0, lengthFrom(items, 0), plain(item), null),
    'The place of an item in a sorted array.',
    whole,
  ),
  findIndexFrom: member(
    'static int FindIndex<T>(T[] array, int startIndex, Predicate<T> match)',
    <T>(items: Items<T>, start: number, match: Match<T>) => findIndex(items, start, lengthFrom(items, start), match),
    'The place of the first item that fits, or -1.',
  ),
  findIndexPart: member(
    'static int FindIndex<T>(T[] array, int startIndex, int count, Predicate<T> match)',
    findIndex,
    'The place of the first item that fits, or -1.',
  ),
  findLastIndexFrom: member(
    'static int FindLastIndex<T>(T[] array, int startIndex, Predicate<T> match)',
    <T>(items: Items<T>, start: number, match: Match<T>) => findLastIndex(items, start, start + 1, match),
    'The place of the last item that fits, or -1.',
  ),
  findLastIndexPart: member(
    'static int FindLastIndex<T>(T[] array, int startIndex, int count, Predicate<T> match)',
    findLastIndex,
    'The place of the last item that fits, or -1.',
  ),
} as const;

export const orderRows = {
  reverseAny: member(
    'static void Reverse(Array array)',
    (host: Host, items: Items<unknown>) => reverse(host, items, 0, lengthFrom(items, 0)),
    'Turns the order around.',
    whole,
  ),
  reverseAnyPart: member(
    'static void Reverse(Array array, int index, int length)',
    reverse,
    'Turns the order of some items around.',
    whole,
  ),
  sortAny: member(
    'static void Sort(Array array)',
    (host: Host, items: Items<unknown>) => sortPairs(host, items, null, 0, lengthOf(items), null),
    'Sorts the items.',
    whole,
  ),
  sortAnyPart: member(
    'static void Sort(Array array, int index, int length)',
    (host: Host, items: Items<unknown>, index: number, length: number) => sortPairs(host, items, null, index, length, null),
    'Sorts some items.',
    whole,
  ),
  sortPartBy: member(
    'static void Sort<T>(T[] array, int index, int length, IComparer<T> comparer)',
    (host: Host, items: Items<unknown>, index: number, length: number, comparer: Comparer | null) =>
      sortPairs(host, items, null, index, length, comparer),
    'Sorts some items.',
    whole,
  ),
  sortKeysAny: member(
    'static void Sort(Array keys, Array items)',
    (host: Host, keys: Items<unknown>, items: Items<unknown>) => sortPairs(host, keys, items, 0, lengthOf(keys), null),
    'Sorts keys, and items with them.',
    whole,
  ),
  sortKeysBy: member(
    'static void Sort<TKey, TValue>(TKey[] keys, TValue[] items, IComparer<TKey> comparer)',
    (host: Host, keys: Items<unknown>, items: Items<unknown>, comparer: Comparer | null) =>
      sortPairs(host, keys, items, 0, lengthOf(keys), comparer),
    'Sorts keys, and items with them.',
    whole,
  ),
  sortKeysPart: member(
    'static void Sort<TKey, TValue>(TKey[] keys, TValue[] items, int index, int length)',
    (host: Host, keys: Items<unknown>, items: Items<unknown>, index: number, length: number) =>
      sortPairs(host, keys, items, index, length, null),
    'Sorts some keys, and items with them.',
    whole,
  ),
  sortKeysPartBy: member(
    'static void Sort<TKey, TValue>(TKey[] keys, TValue[] items, int index, int length, IComparer<TKey> comparer)',
    sortPairs,
    'Sorts some keys, and items with them.',
    whole,
  ),
  copyLong: member(
    'static void Copy(Array sourceArray, Array destinationArray, long length)',
    (host: Host, source: Items<unknown>, target: Items<unknown>, length: bigint) => {
      if (source === null) argumentNull('sourceArray');
      host.budget.step(source.length >>> 4);
      copyInto(source, 0, target, 0, length > 2n ** 31n ? outOfRange('length') : Number(length));
    },
    'Copies the first items into another array.',
    whole,
  ),
} as const;
