import type { Host } from '../../host.ts';
import { compare } from '../compare.ts';
import { dotnetType, member } from '../define.ts';
import { argument, outOfRange, required } from '../failures.ts';
import { iterate } from '../iterate.ts';
import type { RuntimeType } from '../runtime-type.ts';
import { binarySearch, copyInto, type Ordering, orderBy, searchBack, searchRange } from './array-search.ts';
import { arrayFrom } from './arrays.ts';
import { Enumerator } from './Enumerator.ts';
import { type Comparer, defaultComparer } from './equality.ts';
import { listRangeRows } from './list-range-rows.ts';
import { List } from './list-value.ts';
import { ReadOnlyCollection } from './ReadOnlyCollection.ts';

type Match<T> = ((item: T) => boolean) | null;

const whole = { host: true } as const;

/** Announces work on all items, so that a loop of searches is bounded. */
const scan = <T>(host: Host, list: List<T>): List<T> => {
  host.budget.step(list.items.length >>> 4);
  return list;
};

function growing<T>(host: Host, list: List<T>, count: number): List<T> {
  host.budget.allocate(count);
  return list;
}

function copyOf<T>(host: Host, source: Iterable<T> | null): T[] {
  const items: T[] = [];
  for (const item of iterate(source, 'collection')) {
    host.budget.allocate(1);
    items.push(item);
  }
  return items;
}

function findAll<T>(list: List<T>, match: Match<T>): List<T> {
  const fits = required(match, 'match');
  return new List(
    list.type,
    list.items.filter((item) => fits(item)),
  );
}

function find<T>(list: List<T>, match: Match<T>): T {
  const fits = required(match, 'match');
  for (const item of list.items) if (fits(item)) return item;
  return list.type.zero as T;
}

function findLast<T>(list: List<T>, match: Match<T>): T {
  const fits = required(match, 'match');
  for (let i = list.items.length - 1; i >= 0; i--) if (fits(list.items[i] as T)) return list.items[i] as T;
  return list.type.zero as T;
}

function findIndex<T>(list: List<T>, start: number, match: Match<T>): number {
  const fits = required(match, 'match');
  if (start < 0 || start > list.items.length)
    outOfRange('startIndex', 'Index was out of range. Must be non-negative and less than the size of the collection.');
  for (let i = start; i < list.items.length; i++) if (fits(list.items[i] as T)) return i;
  return -1;
}

function findLastIndex<T>(list: List<T>, match: Match<T>): number {
  const fits = required(match, 'match');
  for (let i = list.items.length - 1; i >= 0; i--) if (fits(list.items[i] as T)) return i;
  return -1;
}

function forEach<T>(list: List<T>, action: ((item: T) => void) | null): void {
  const act = required(action, 'action');
  for (const item of list) act(item);
}

function getRange<T>(host: Host, list: List<T>, index: number, count: number): List<T> {
  list.checkRange(index, count);
  growing(host, list, count);
  return new List(list.type, list.items.slice(index, index + count));
}

function setCapacity(list: List<unknown>, capacity: number): void {
  list.capacity = capacity;
}

function create<T>(type: RuntimeType, capacity: number): List<T> {
  if (capacity < 0) outOfRange('capacity', 'Non-negative number required.');
  return new List<T>(type, [], capacity);
}

export const List_ = dotnetType(
  'class System.Collections.Generic.List<T> : IList<T>, IReadOnlyList<T>, System.Collections.IList',
  'A list that grows.',
  {
    create: member('List()', <T>(type: RuntimeType) => new List<T>(type, []), 'An empty list.', { typeArgs: true }),
    createCapacity: member('List(int capacity)', create, 'An empty list.', { typeArgs: true }),
    createFrom: member(
      'List(IEnumerable<T> collection)',
      <T>(host: Host, type: RuntimeType, source: Iterable<T> | null) => new List<T>(type, copyOf(host, source)),
      'A list of the given items.',
      { host: true, typeArgs: true },
    ),
    count: member('int Count { get; }', (list: List<unknown>) => list.items.length, 'How many items there are.'),
    capacity: member('int Capacity { get; }', (list: List<unknown>) => list.capacity, 'How many items there is room for.'),
    setCapacity: member('int Capacity { set; }', setCapacity, 'Makes room.'),
    get: member('T this[int index] { get; }', <T>(list: List<T>, index: number) => list.at(index), 'The item at a place.'),
    set: member(
      'T this[int index] { set; }',
      <T>(list: List<T>, index: number, item: T) => list.setAt(index, item),
      'Replaces the item at a place.',
    ),
    add: member(
      'void Add(T item)',
      <T>(host: Host, list: List<T>, item: T) => growing(host, list, 1).add(item),
      'Adds an item at the end.',
      whole,
    ),
    addRange: member(
      'void AddRange(IEnumerable<T> collection)',
      <T>(host: Host, list: List<T>, source: Iterable<T> | null) => list.addAll(copyOf(host, source)),
      'Adds items at the end.',
      whole,
    ),
    asReadOnly: member(
      'System.Collections.ObjectModel.ReadOnlyCollection<T> AsReadOnly()',
      <T>(list: List<T>) => new ReadOnlyCollection(list.type, list),
      'A view of the list that cannot be changed.',
    ),
    binarySearch: member(
      'int BinarySearch(T item)',
      <T>(list: List<T>, item: T) => binarySearch(list.items, (other) => compare(other, item)),
      'The place of an item in a sorted list.',
    ),
    binarySearchBy: member(
      'int BinarySearch(T item, IComparer<T> comparer)',
      <T>(list: List<T>, item: T, comparer: Comparer | null) =>
        binarySearch(list.items, (other) => (comparer ?? defaultComparer).compare(other, item)),
      'The place of an item in a sorted list.',
    ),
    clear: member('void Clear()', (list: List<unknown>) => list.clear(), 'Removes all items.'),
    contains: member(
      'bool Contains(T item)',
      <T>(host: Host, list: List<T>, item: T) => scan(host, list).contains(item),
      'Whether an item is there.',
      whole,
    ),
    convertAll: member(
      'List<TOutput> ConvertAll<TOutput>(Converter<T, TOutput> converter)',
      <T, R>(host: Host, _type: RuntimeType, to: RuntimeType, list: List<T>, converter: ((item: T) => R) | null) => {
        const convert = required(converter, 'converter');
        return new List<R>(
          to,
          growing(host, list, list.count).items.map((item) => convert(item)),
        );
      },
      'A list of what each item becomes.',
      { host: true, typeArgs: true },
    ),
    copyTo: member(
      'void CopyTo(T[] array)',
      <T>(list: List<T>, target: T[] | null) => copyInto(list.items, 0, target, 0, list.items.length),
      'Copies the items into an array.',
    ),
    copyToAt: member(
      'void CopyTo(T[] array, int arrayIndex)',
      <T>(list: List<T>, target: T[] | null, start: number) => copyInto(list.items, 0, target, start, list.items.length),
      'Copies the items into an array.',
    ),
    copyRangeTo: member(
      'void CopyTo(int index, T[] array, int arrayIndex, int count)',
      <T>(list: List<T>, index: number, target: T[] | null, start: number, count: number) =>
        list.items.length - index < count
          ? argument(
              'Offset and length were out of bounds for the array or count is greater than the number of elements from index to the end of the source collection.',
            )
          : copyInto(list.items, index, target, start, count),
      'Copies some items into an array.',
    ),
    exists: member(
      'bool Exists(Predicate<T> match)',
      <T>(list: List<T>, match: Match<T>) => findIndex(list, 0, match) >= 0,
      'Whether any item fits.',
    ),
    find: member('T Find(Predicate<T> match)', find, 'The first item that fits, or the default.'),
    findAll: member('List<T> FindAll(Predicate<T> match)', findAll, 'All items that fit.'),
    findIndex: member(
      'int FindIndex(Predicate<T> match)',
      <T>(list: List<T>, match: Match<T>) => findIndex(list, 0, match),
      'The place of the first item that fits, or -1.',
    ),
    findIndexFrom: member('int FindIndex(int startIndex, Predicate<T> match)', findIndex, 'The place of the first item that fits, or -1.'),
    findLast: member('T FindLast(Predicate<T> match)', findLast, 'The last item that fits, or the default.'),
    findLastIndex: member('int FindLastIndex(Predicate<T> match)', findLastIndex, 'The place of the last item that fits, or -1.'),
    forEach: member('void ForEach(Action<T> action)', forEach, 'Does something with every item.'),
    getEnumerator: member('IEnumerator<T> GetEnumerator()', <T>(list: List<T>) => new Enumerator(list), 'Steps through the items.'),
    getRange: member('List<T> GetRange(int index, int count)', getRange, 'A part of the list.', whole),
    indexOf: member(
      'int IndexOf(T item)',
      <T>(host: Host, list: List<T>, item: T) => scan(host, list).indexOf(item),
      'The first place of an item, or -1.',
      whole,
    ),
    indexOfFrom: member(
      'int IndexOf(T item, int index)',
      <T>(host: Host, list: List<T>, item: T, index: number) => searchRange(scan(host, list).items, item, index),
      'The first place of an item, or -1.',
      whole,
    ),
    insert: member(
      'void Insert(int index, T item)',
      <T>(host: Host, list: List<T>, index: number, item: T) => growing(host, list, 1 + (list.count >>> 4)).insert(index, item),
      'Puts an item in at a place.',
      whole,
    ),
    insertRange: member(
      'void InsertRange(int index, IEnumerable<T> collection)',
      <T>(host: Host, list: List<T>, index: number, source: Iterable<T> | null) => list.insertAll(index, copyOf(host, source)),
      'Puts items in at a place.',
      whole,
    ),
    lastIndexOf: member(
      'int LastIndexOf(T item)',
      <T>(host: Host, list: List<T>, item: T) => searchBack(scan(host, list).items, item),
      'The last place of an item, or -1.',
      whole,
    ),
    remove: member(
      'bool Remove(T item)',
      <T>(host: Host, list: List<T>, item: T) => scan(host, list).remove(item),
      'Removes the first occurrence of an item, if there is one.',
      whole,
    ),
    removeAll: member(
      'int RemoveAll(Predicate<T> match)',
      <T>(list: List<T>, match: Match<T>) => list.removeWhere(required(match, 'match')),
      'Removes all items that fit, and says how many.',
    ),
    removeAt: member(
      'void RemoveAt(int index)',
      (host: Host, list: List<unknown>, index: number) => scan(host, list).removeAt(index),
      'Removes the item at a place.',
      whole,
    ),
    removeRange: member(
      'void RemoveRange(int index, int count)',
      (list: List<unknown>, index: number, count: number) => list.removeRange(index, count),
      'Removes some items.',
    ),
    reverse: member(
      'void Reverse()',
      (host: Host, list: List<unknown>) => scan(host, list).reverse(0, list.count),
      'Turns the order around.',
      whole,
    ),
    reverseRange: member(
      'void Reverse(int index, int count)',
      (list: List<unknown>, index: number, count: number) => list.reverse(index, count),
      'Turns the order of some items around.',
    ),
    sort: member(
      'void Sort()',
      (host: Host, list: List<unknown>) => scan(host, list).sort(0, list.count, orderBy(null)),
      'Sorts the items.',
      whole,
    ),
    sortBy: member(
      'void Sort(IComparer<T> comparer)',
      (host: Host, list: List<unknown>, comparer: Comparer | null) => scan(host, list).sort(0, list.count, orderBy(comparer)),
      'Sorts the items.',
      whole,
    ),
    sortWith: member(
      'void Sort(Comparison<T> comparison)',
      <T>(list: List<T>, comparison: Ordering<T> | null) => list.sort(0, list.count, required(comparison, 'comparison')),
      'Sorts the items.',
    ),
    sortRange: member(
      'void Sort(int index, int count, IComparer<T> comparer)',
      (list: List<unknown>, index: number, count: number, comparer: Comparer | null) => list.sort(index, count, orderBy(comparer)),
      'Sorts some items.',
    ),
    toArray: member(
      'T[] ToArray()',
      <T>(host: Host, list: List<T>) => arrayFrom(list.type, growing(host, list, list.count).items),
      'An array of the items.',
      whole,
    ),
    ...listRangeRows,
    trimExcess: member('void TrimExcess()', (_list: List<unknown>) => undefined, 'Does nothing here.'),
    trueForAll: member(
      'bool TrueForAll(Predicate<T> match)',
      <T>(list: List<T>, match: Match<T>) => {
        const fits = required(match, 'match');
        return list.items.every((item) => fits(item));
      },
      'Whether all items fit.',
    ),
  },
);
