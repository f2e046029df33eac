import type { Host } from '../../host.ts';
import { dotnetType, member } from '../define.ts';
import { argumentNull, outOfRange, required } from '../failures.ts';
import type { RuntimeType } from '../runtime-type.ts';
import type { Ref } from '../values.ts';
import { orderRows, searchRows, sortPairs } from './array-range-rows.ts';
import { binarySearch, copyInto, type Ordering, orderBy, searchBack, searchRange } from './array-search.ts';
import { type AnyArray, clear, clone, itemRows, lengthOf, rankOf } from './array-shape.ts';
import { arrayFrom } from './arrays.ts';
import { Enumerator } from './Enumerator.ts';
import { type Comparer, defaultComparer } from './equality.ts';
import { List } from './list-value.ts';
import { placeOf } from './protocol.ts';
import { ReadOnlyCollection } from './ReadOnlyCollection.ts';

type Items<T> = T[] | null;
type Match<T> = ((item: T) => boolean) | null;

const whole = { host: true } as const;
const generic = { typeArgs: true } as const;
const both = { host: true, typeArgs: true } as const;

/** The array, with the work on all its items announced. */
function scan<T>(host: Host, items: Items<T>): T[] {
  if (items === null) argumentNull('array');
  host.budget.step(items.length >>> 4);
  return items;
}

const given = <T>(items: Items<T>): T[] => items ?? argumentNull('array');

function findIndex<T>(items: Items<T>, match: Match<T>): number {
  const fits = required(match, 'match');
  return given(items).findIndex((item) => fits(item));
}

function findLastIndex<T>(items: Items<T>, match: Match<T>): number {
  const fits = required(match, 'match');
  return given(items).findLastIndex((item) => fits(item));
}

function find<T>(type: RuntimeType, items: Items<T>, match: Match<T>): T {
  const place = findIndex(items, match);
  return place < 0 ? (type.zero as T) : (given(items)[place] as T);
}

function findLast<T>(type: RuntimeType, items: Items<T>, match: Match<T>): T {
  const place = findLastIndex(items, match);
  return place < 0 ? (type.zero as T) : (given(items)[place] as T);
}

function findAll<T>(type: RuntimeType, items: Items<T>, match: Match<T>): T[] {
  const fits = required(match, 'match');
  return arrayFrom(
    type,
    [...given(items)].filter((item) => fits(item)),
  );
}

function convertAll<T, R>(host: Host, _from: RuntimeType, to: RuntimeType, items: Items<T>, converter: ((item: T) => R) | null): R[] {
  const convert = required(converter, 'converter');
  host.budget.allocate(given(items).length);
  return arrayFrom(
    to,
    Array.from(given(items), (item) => convert(item)),
  );
}

function forEach<T>(items: Items<T>, action: ((item: T) => void) | null): void {
  const act = required(action, 'action');
  for (const item of given(items)) act(item);
}

/** Sorts a range in place. A `byte[]` sorts its numbers like any other. */
function sort<T>(items: T[], start: number, count: number, order: Ordering<T>): void {
  if (start < 0 || count < 0 || start > items.length - count) outOfRange('index', 'Non-negative number required.');
  const sorted = Array.from(items)
    .slice(start, start + count)
    .sort(order);
  for (const [i, item] of sorted.entries()) items[start + i] = item;
}

function reverse<T>(items: T[], start: number, count: number): void {
  if (start < 0 || count < 0 || start > items.length - count) outOfRange('index', 'Non-negative number required.');
  for (let i = 0; i < count >> 1; i++) {
    const other = start + count - 1 - i;
    const kept = items[start + i] as T;
    items[start + i] = items[other] as T;
    items[other] = kept;
  }
}

function resize<T>(host: Host, type: RuntimeType, items: Ref<T[] | null>, size: number): void {
  if (size < 0) outOfRange('newSize', 'Non-negative number required.');
  host.budget.allocate(size);
  const old = items.value ?? [];
  items.value = arrayFrom(
    type,
    Array.from({ length: size }, (_, i) => (i < old.length ? (old[i] as T) : (type.zero as T))),
  );
}

function binarySearchBy<T>(items: Items<T>, item: T, comparer: Comparer | null): number {
  return binarySearch(given(items), (other) => (comparer ?? defaultComparer).compare(other, item));
}

export const Array_ = dotnetType('abstract class System.Array : System.Collections.ICollection', 'What all arrays have.', {
  length: member('int Length { get; }', (items: AnyArray) => items.length, 'How many items there are.'),
  longLength: member('long LongLength { get; }', (items: AnyArray) => BigInt(items.length), 'How many items there are.'),
  rank: member('int Rank { get; }', rankOf, 'The number of dimensions.'),
  getLength: member('int GetLength(int dimension)', lengthOf, 'How many items a dimension has.'),
  getUpperBound: member(
    'int GetUpperBound(int dimension)',
    (items: AnyArray, dimension: number) => lengthOf(items, dimension) - 1,
    'The last index of a dimension.',
  ),
  getLowerBound: member('int GetLowerBound(int dimension)', (_items: AnyArray, _dimension: number) => 0, 'The first index of a dimension.'),
  ...itemRows,
  clone: member('object Clone()', clone, 'A copy.', whole),
  copyTo: member(
    'void CopyTo(Array array, int index)',
    (host: Host, items: unknown[], target: unknown[] | null, index: number) => copyInto(scan(host, items), 0, target, index, items.length),
    'Copies the items into another array.',
    whole,
  ),
  getEnumerator: member('IEnumerator<object> GetEnumerator()', (items: AnyArray) => new Enumerator(items), 'Steps through the items.'),
  empty: member('static T[] Empty<T>()', <T>(type: RuntimeType): T[] => arrayFrom<T>(type, []), 'An array without items.', generic),
  copy: member(
    'static void Copy(Array sourceArray, Array destinationArray, int length)',
    (host: Host, source: unknown[] | null, target: unknown[] | null, length: number) => {
      host.budget.step(Math.max(0, length) >>> 4);
      copyInto(source ?? argumentNull('sourceArray'), 0, target, 0, length);
    },
    'Copies the first items into another array.',
    whole,
  ),
  copyRange: member(
    'static void Copy(Array sourceArray, int sourceIndex, Array destinationArray, int destinationIndex, int length)',
    (host: Host, source: unknown[] | null, sourceIndex: number, target: unknown[] | null, targetIndex: number, length: number) => {
      host.budget.step(Math.max(0, length) >>> 4);
      copyInto(source ?? argumentNull('sourceArray'), sourceIndex, target, targetIndex, length);
    },
    'Copies some items into another array.',
    whole,
  ),
  clear: member('static void Clear(Array array, int index, int length)', clear, 'Sets some items to their default.'),
  reverse: member(
    'static void Reverse<T>(T[] array)',
    <T>(host: Host, items: Items<T>) => {
      const all = scan(host, items);
      reverse(all, 0, all.length);
    },
    'Turns the order around.',
    whole,
  ),
  reverseRange: member(
    'static void Reverse<T>(T[] array, int index, int length)',
    <T>(host: Host, items: Items<T>, index: number, length: number) => reverse(scan(host, items), index, length),
    'Turns the order of some items around.',
    whole,
  ),
  sort: member(
    'static void Sort<T>(T[] array)',
    <T>(host: Host, items: Items<T>) => {
      const all = scan(host, items);
      sort(all, 0, all.length, orderBy(null));
    },
    'Sorts the items.',
    whole,
  ),
  sortBy: member(
    'static void Sort<T>(T[] array, IComparer<T> comparer)',
    <T>(host: Host, items: Items<T>, comparer: Comparer | null) => {
      const all = scan(host, items);
      sort(all, 0, all.length, orderBy(comparer));
    },
    'Sorts the items.',
    whole,
  ),
  sortWith: member(
    'static void Sort<T>(T[] array, Comparison<T> comparison)',
    <T>(items: Items<T>, comparison: Ordering<T> | null) => sort(given(items), 0, given(items).length, required(comparison, 'comparison')),
    'Sorts the items.',
  ),
  sortRange: member(
    'static void Sort<T>(T[] array, int index, int length)',
    <T>(host: Host, items: Items<T>, index: number, length: number) => sort(scan(host, items), index, length, orderBy(null)),
    'Sorts some items.',
    whole,
  ),
  sortKeys: member(
    'static void Sort<TKey, TValue>(TKey[] keys, TValue[] items)',
    (host: Host, keys: Items<unknown>, items: Items<unknown>) => sortPairs(host, keys, items, 0, given(keys).length, null),
    'Sorts keys, and items with them.',
    whole,
  ),
  ...searchRows,
  ...orderRows,
  isFixedSize: member('bool IsFixedSize { get; }', (_items: AnyArray) => true, 'Yes.'),
  isReadOnly: member('bool IsReadOnly { get; }', (_items: AnyArray) => false, 'No.'),
  indexOf: member(
    'static int IndexOf<T>(T[] array, T value)',
    <T>(host: Host, items: Items<T>, item: T) => placeOf(scan(host, items), item),
    'The first place of an item, or -1.',
    whole,
  ),
  indexOfFrom: member(
    'static int IndexOf<T>(T[] array, T value, int startIndex)',
    <T>(host: Host, items: Items<T>, item: T, start: number) => searchRange(scan(host, items), item, start),
    'The first place of an item, or -1.',
    whole,
  ),
  indexOfRange: member(
    'static int IndexOf<T>(T[] array, T value, int startIndex, int count)',
    <T>(host: Host, items: Items<T>, item: T, start: number, count: number) => searchRange(scan(host, items), item, start, count),
    'The first place of an item, or -1.',
    whole,
  ),
  lastIndexOf: member(
    'static int LastIndexOf<T>(T[] array, T value)',
    <T>(host: Host, items: Items<T>, item: T) => searchBack(scan(host, items), item),
    'The last place of an item, or -1.',
    whole,
  ),
  binarySearch: member(
    'static int BinarySearch<T>(T[] array, T value)',
    <T>(items: Items<T>, item: T) => binarySearchBy(items, item, null),
    'The place of an item in a sorted array.',
  ),
  binarySearchBy: member(
    'static int BinarySearch<T>(T[] array, T value, IComparer<T> comparer)',
    binarySearchBy,
    'The place of an item in a sorted array.',
  ),
  exists: member(
    'static bool Exists<T>(T[] array, Predicate<T> match)',
    <T>(items: Items<T>, match: Match<T>) => findIndex(items, match) >= 0,
    'Whether any item fits.',
  ),
  find: member('static T Find<T>(T[] array, Predicate<T> match)', find, 'The first item that fits, or the default.', generic),
  findLast: member('static T FindLast<T>(T[] array, Predicate<T> match)', findLast, 'The last item that fits, or the default.', generic),
  findAll: member('static T[] FindAll<T>(T[] array, Predicate<T> match)', findAll, 'All items that fit.', generic),
  findIndex: member('static int FindIndex<T>(T[] array, Predicate<T> match)', findIndex, 'The place of the first item that fits, or -1.'),
  findLastIndex: member(
    'static int FindLastIndex<T>(T[] array, Predicate<T> match)',
    findLastIndex,
    'The place of the last item that fits, or -1.',
  ),
  trueForAll: member(
    'static bool TrueForAll<T>(T[] array, Predicate<T> match)',
    <T>(items: Items<T>, match: Match<T>) => {
      const fits = required(match, 'match');
      return given(items).every((item) => fits(item));
    },
    'Whether all items fit.',
  ),
  forEach: member('static void ForEach<T>(T[] array, Action<T> action)', forEach, 'Does something with every item.'),
  convertAll: member(
    'static TOutput[] ConvertAll<TInput, TOutput>(TInput[] array, Converter<TInput, TOutput> converter)',
    convertAll,
    'An array of what each item becomes.',
    both,
  ),
  resize: member('static void Resize<T>(ref T[] array, int newSize)', resize, 'Makes an array longer or shorter.', both),
  asReadOnly: member(
    'static System.Collections.ObjectModel.ReadOnlyCollection<T> AsReadOnly<T>(T[] array)',
    <T>(type: RuntimeType, items: Items<T>) => new ReadOnlyCollection(type, new List(type, given(items))),
    'A view of the array that cannot be changed.',
    generic,
  ),
});
