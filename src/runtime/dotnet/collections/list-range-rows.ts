import type { Host } from '../../host.ts';
import { member } from '../define.ts';
import { argument, outOfRange, required } from '../failures.ts';
import { binarySearch, searchBack, searchRange } from './array-search.ts';
import { type Comparer, defaultComparer } from './equality.ts';
import type { List } from './list-value.ts';

/** Members of List<T> that search a part of the list. */

type Match<T> = ((item: T) => boolean) | null;

const whole = { host: true } as const;

function scan<T>(host: Host, list: List<T>): readonly T[] {
  host.budget.step(list.items.length >>> 4);
  return list.items;
}

function findIndex<T>(list: List<T>, start: number, count: number, match: Match<T>): number {
  const fits = required(match, 'match');
  const { items } = list;
  if (start < 0 || start > items.length)
    outOfRange('startIndex', 'Index was out of range. Must be non-negative and less than the size of the collection.');
  if (count < 0 || start > items.length - count)
    outOfRange('count', 'Count must be positive and count must refer to a location within the string/array/collection.');
  for (let i = start; i < start + count; i++) if (fits(items[i] as T)) return i;
  return -1;
}

function findLastIndex<T>(list: List<T>, start: number, count: number, match: Match<T>): number {
  const fits = required(match, 'match');
  const { items } = list;
  if (items.length === 0 ? start !== -1 : start < 0 || start >= items.length)
    outOfRange('startIndex', 'Index was out of range. Must be non-negative and less than the size of the collection.');
  if (count < 0 || start - count + 1 < 0)
    outOfRange('count', 'Count must be positive and count must refer to a location within the string/array/collection.');
  for (let i = start; i > start - count; i--) if (fits(items[i] as T)) return i;
  return -1;
}

function searchPart<T>(host: Host, list: List<T>, index: number, count: number, item: T, comparer: Comparer | null): number {
  if (index < 0) outOfRange('index', 'Non-negative number required.');
  if (count < 0) outOfRange('count', 'Non-negative number required.');
  if (list.count - index < count)
    argument(
      'Offset and length were out of bounds for the array or count is greater than the number of elements from index to the end of the source collection.',
    );
  const part = scan(host, list).slice(index, index + count);
  const place = binarySearch(part, (other) => (comparer ?? defaultComparer).compare(other, item));
  return place < 0 ? ~(~place + index) : place + index;
}

export const listRangeRows = {
  binarySearchPart: member(
    'int BinarySearch(int index, int count, T item, IComparer<T> comparer)',
    searchPart,
    'The place of an item in a sorted part of the list.',
    whole,
  ),
  findIndexPart: member(
    'int FindIndex(int startIndex, int count, Predicate<T> match)',
    findIndex,
    'The place of the first item that fits, or -1.',
  ),
  findLastIndexFrom: member(
    'int FindLastIndex(int startIndex, Predicate<T> match)',
    <T>(list: List<T>, start: number, match: Match<T>) => findLastIndex(list, start, start + 1, match),
    'The place of the last item that fits, or -1.',
  ),
  findLastIndexPart: member(
    'int FindLastIndex(int startIndex, int count, Predicate<T> match)',
    findLastIndex,
    'The place of the last item that fits, or -1.',
  ),
  indexOfPart: member(
    'int IndexOf(T item, int index, int count)',
    <T>(host: Host, list: List<T>, item: T, index: number, count: number) => searchRange(scan(host, list), item, index, count),
    'The first place of an item, or -1.',
    whole,
  ),
  lastIndexOfFrom: member(
    'int LastIndexOf(T item, int index)',
    <T>(host: Host, list: List<T>, item: T, index: number) => searchBack(scan(host, list), item, index),
    'The last place of an item up to another, or -1.',
    whole,
  ),
  lastIndexOfPart: member(
    'int LastIndexOf(T item, int index, int count)',
    <T>(host: Host, list: List<T>, item: T, index: number, count: number) => searchBack(scan(host, list), item, index, count),
    'The last place of an item in a part of the list, or -1.',
    whole,
  ),
} as const;
