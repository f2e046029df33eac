import { compare } from '../compare.ts';
import { argument, argumentNull, outOfRange } from '../failures.ts';
import { NetException } from '../values.ts';
import type { Comparer } from './equality.ts';
import { placeOf } from './protocol.ts';

export type Ordering<T> = (a: T, b: T) => number;

/** The order of a comparer; null means the usual one. */
export function orderBy(comparer: Comparer | null): Ordering<unknown> {
  return sorting(comparer === null ? compare : (a, b) => comparer.compare(a, b));
}

/** An order as sorting uses it: what fails while comparing is an InvalidOperationException. */
export function sorting<T>(order: Ordering<T>): Ordering<T> {
  return (a, b) => {
    try {
      return order(a, b);
    } catch (error) {
      if (!(error instanceof NetException)) throw error;
      throw new NetException('System.InvalidOperationException', 'Failed to compare two elements in the array.', error);
    }
  };
}

/** The place in sorted items where `difference` is zero, or the complement of where it changes its sign. */
export function binarySearch<T>(items: ArrayLike<T>, difference: (item: T) => number): number {
  let low = 0;
  let high = items.length - 1;
  while (low <= high) {
    const middle = low + ((high - low) >> 1);
    const order = difference(items[middle] as T);
    if (order === 0) return middle;
    if (order < 0) low = middle + 1;
    else high = middle - 1;
  }
  return ~low;
}

export function searchRange<T>(items: ArrayLike<T>, item: T, start: number, count = items.length - start): number {
  if (start < 0 || start > items.length)
    outOfRange('startIndex', 'Index was out of range. Must be non-negative and less than the size of the collection.');
  if (count < 0 || start > items.length - count)
    outOfRange('count', 'Count must be positive and count must refer to a location within the string/array/collection.');
  return placeOf(items, item, start, start + count);
}

/** The last place of an item among the `count` items that end at `start`. */
export function searchBack<T>(items: ArrayLike<T>, item: T, start = items.length - 1, count = start + 1): number {
  if (items.length === 0) return start === -1 || start === 0 ? -1 : outOfRange('startIndex');
  if (start < 0 || start >= items.length)
    outOfRange('startIndex', 'Index was out of range. Must be non-negative and less than the size of the collection.');
  if (count < 0 || count > start + 1)
    outOfRange('count', 'Count must be positive and count must refer to a location within the string/array/collection.');
  for (let i = start; i > start - count; i--) if (placeOf(items, item, i, i + 1) >= 0) return i;
  return -1;
}

/** Copies items into an array, which may be the same one. */
export function copyInto<T>(source: ArrayLike<T>, sourceIndex: number, target: T[] | null, targetIndex: number, count: number): void {
  if (target === null) argumentNull('destinationArray');
  if (count < 0) outOfRange('length', 'Non-negative number required.');
  if (sourceIndex < 0) outOfRange('sourceIndex', 'Value is less than the lower bound.');
  if (targetIndex < 0) outOfRange('destinationIndex', 'Value is less than the lower bound.');
  if (sourceIndex > source.length - count)
    argument("Source array was not long enough. Check the source index, length, and the array's lower bounds.", 'sourceArray');
  if (targetIndex > target.length - count)
    argument(
      "Destination array was not long enough. Check the destination index, length, and the array's lower bounds.",
      'destinationArray',
    );
  const backwards = (source as unknown) === target && targetIndex > sourceIndex;
  for (let i = 0; i < count; i++) {
    const place = backwards ? count - 1 - i : i;
    target[targetIndex + place] = source[sourceIndex + place] as T;
  }
}
