import type { Host } from '../../host.ts';
import { dotnetType, member } from '../define.ts';
import { equals } from '../equals.ts';
import { arrayBounds } from '../failures.ts';
import { iterate } from '../iterate.ts';
import { type RuntimeType, runtimeType } from '../runtime-type.ts';
import type { Ref } from '../values.ts';
import { copyInto } from './array-search.ts';
import { DictionaryView, tryGetValue } from './Dictionary.ts';
import { missingKey } from './dictionary-value.ts';
import { Enumerator } from './Enumerator.ts';
import type { KeyValuePair } from './KeyValuePair.ts';
import { fixedSize, isArray, type NetCollection, type NetDictionary, type NetList, placeOf } from './protocol.ts';

/** The collection interfaces. Their members work on arrays, on collections of ours, on JSON and on collections of the context. */

/** Anything that is an ICollection<T>: a marked array, bytes, a list, a set, a dictionary, a JSON container. */
export type AnyCollection<T> = T[] | NetCollection<T>;
export type AnyList<T> = T[] | NetList<T>;
export type AnyDictionary<K, V> = NetDictionary<K, V>;

const isNative = <T>(collection: AnyCollection<T>): collection is T[] => isArray(collection);

/** What `Count` can be asked of; dictionaries too. */
export type Countable = unknown[] | { readonly count: number };

export const countOf = (collection: Countable): number => (isArray(collection) ? collection.length : collection.count);

/** A dictionary is a collection of its pairs. */
type Pairs = NetDictionary<unknown, unknown>;
type Pair = KeyValuePair<unknown, unknown>;

const isPairs = (collection: object): collection is Pairs => 'keys' in collection && typeof collection.keys === 'function';

const hasPair = (pairs: Pairs, { key, value }: Pair): boolean => pairs.has(key) && equals(pairs.lookup(key), value);

const contains = <T>(host: Host, collection: AnyCollection<T>, item: T): boolean => {
  host.budget.step(countOf(collection) >>> 4);
  if (isNative(collection)) return placeOf(collection, item) >= 0;
  return isPairs(collection) ? hasPair(collection, item as Pair) : collection.contains(item);
};

function add<T>(host: Host, collection: AnyCollection<T>, item: T): void {
  if (isNative(collection)) throw fixedSize();
  host.budget.allocate(1);
  if (isPairs(collection)) collection.insert((item as Pair).key, (item as Pair).value);
  else collection.add(item);
}

function remove<T>(collection: AnyCollection<T>, item: T): boolean {
  if (isNative(collection)) return fixedSize();
  if (!isPairs(collection)) return collection.remove(item);
  return hasPair(collection, item as Pair) && collection.delete((item as Pair).key);
}

function clear<T>(collection: AnyCollection<T>): void {
  if (isNative(collection)) fixedSize();
  (collection as NetCollection<T>).clear();
}

function at<T>(list: AnyList<T>, index: number): T {
  if (!isNative(list)) return list.at(index);
  if (index < 0 || index >= list.length) arrayBounds();
  return list[index] as T;
}

function setAt<T>(list: AnyList<T>, index: number, item: T): void {
  if (!isNative(list)) list.setAt(index, item);
  else if (index < 0 || index >= list.length) arrayBounds();
  else list[index] = item;
}

function insert<T>(host: Host, list: AnyList<T>, index: number, item: T): void {
  if (isNative(list)) fixedSize();
  host.budget.allocate(1);
  (list as NetList<T>).insert(index, item);
}

function removeAt<T>(list: AnyList<T>, index: number): void {
  if (isNative(list)) fixedSize();
  (list as NetList<T>).removeAt(index);
}

function indexOf<T>(host: Host, list: AnyList<T>, item: T): number {
  host.budget.step(countOf(list) >>> 4);
  return isNative(list) ? placeOf(list, item) : list.indexOf(item);
}

function get<K, V>(dictionary: AnyDictionary<K, V>, key: K): V {
  const found = dictionary.lookup(key);
  return found !== undefined || dictionary.has(key) ? (found as V) : missingKey(key);
}

function insertEntry<K, V>(host: Host, dictionary: AnyDictionary<K, V>, key: K, value: V): void {
  host.budget.allocate(1);
  dictionary.insert(key, value);
}

function setEntry<K, V>(host: Host, dictionary: AnyDictionary<K, V>, key: K, value: V): void {
  host.budget.allocate(1);
  dictionary.set(key, value);
}

const viewType = runtimeType('System.Collections.Generic.ICollection`1');

const view = <T>(dictionary: { readonly count: number }, items: () => Iterable<T>): DictionaryView<T> =>
  new DictionaryView(
    () => viewType,
    items,
    () => dictionary.count,
  );

const whole = { host: true } as const;
const generic = { typeArgs: true } as const;

export const UntypedEnumerable_ = dotnetType('interface System.Collections.IEnumerable', 'What can be stepped through.', {});

export const UntypedCollection_ = dotnetType(
  'interface System.Collections.ICollection : System.Collections.IEnumerable',
  'What can be stepped through and counted.',
  {
    count: member('int Count { get; }', countOf, 'How many items there are.'),
  },
);

export const UntypedList_ = dotnetType('interface System.Collections.IList : System.Collections.ICollection', 'Items in order.', {});

export const IEnumerable_ = dotnetType(
  'interface System.Collections.Generic.IEnumerable<T> : System.Collections.IEnumerable',
  'What can be stepped through.',
  {
    getEnumerator: member(
      'IEnumerator<T> GetEnumerator()',
      <T>(source: Iterable<T>) => new Enumerator(iterate(source)),
      'Steps through the items.',
    ),
  },
);

export const IReadOnlyCollection_ = dotnetType(
  'interface System.Collections.Generic.IReadOnlyCollection<T> : IEnumerable<T>',
  'Items that can be counted.',
  {
    count: member('int Count { get; }', countOf, 'How many items there are.'),
  },
);

export const IReadOnlyList_ = dotnetType(
  'interface System.Collections.Generic.IReadOnlyList<T> : IReadOnlyCollection<T>',
  'Items in order.',
  {
    get: member('T this[int index] { get; }', at, 'The item at a place.'),
  },
);

export const ICollection_ = dotnetType(
  'interface System.Collections.Generic.ICollection<T> : IEnumerable<T>',
  'Items that can be counted, added and removed.',
  {
    count: member('int Count { get; }', countOf, 'How many items there are.'),
    isReadOnly: member(
      'bool IsReadOnly { get; }',
      <T>(collection: AnyCollection<T>) => isNative(collection) || collection.isReadOnly,
      'Whether nothing can be added or removed.',
    ),
    add: member('void Add(T item)', add, 'Adds an item.', whole),
    clear: member('void Clear()', clear, 'Removes all items.'),
    contains: member('bool Contains(T item)', contains, 'Whether an item is there.', whole),
    copyTo: member(
      'void CopyTo(T[] array, int arrayIndex)',
      <T>(host: Host, collection: AnyCollection<T>, target: T[] | null, start: number) => {
        host.budget.step(countOf(collection));
        const items = [...collection];
        copyInto(items, 0, target, start, items.length);
      },
      'Copies the items into an array.',
      whole,
    ),
    remove: member('bool Remove(T item)', remove, 'Removes an item, if it is there.'),
  },
);

export const IList_ = dotnetType('interface System.Collections.Generic.IList<T> : ICollection<T>', 'Items in order that can be replaced.', {
  get: member('T this[int index] { get; }', at, 'The item at a place.'),
  set: member('T this[int index] { set; }', setAt, 'Replaces the item at a place.'),
  indexOf: member('int IndexOf(T item)', indexOf, 'The first place of an item, or -1.', whole),
  insert: member('void Insert(int index, T item)', insert, 'Puts an item in at a place.', whole),
  removeAt: member('void RemoveAt(int index)', removeAt, 'Removes the item at a place.'),
});

export const IReadOnlyDictionary_ = dotnetType(
  'interface System.Collections.Generic.IReadOnlyDictionary<TKey, TValue> : IReadOnlyCollection<KeyValuePair<TKey, TValue>>',
  'Values by key.',
  {
    get: member('TValue this[TKey key] { get; }', get, 'The value of a key.'),
    keys: member('IEnumerable<TKey> Keys { get; }', <K, V>(dictionary: AnyDictionary<K, V>) => dictionary.keys(), 'The keys.'),
    values: member('IEnumerable<TValue> Values { get; }', <K, V>(dictionary: AnyDictionary<K, V>) => dictionary.values(), 'The values.'),
    containsKey: member(
      'bool ContainsKey(TKey key)',
      <K, V>(dictionary: AnyDictionary<K, V>, key: K) => dictionary.has(key),
      'Whether a key is there.',
    ),
    tryGetValue: member(
      'bool TryGetValue(TKey key, out TValue value)',
      <K, V>(_key: RuntimeType, value: RuntimeType, dictionary: AnyDictionary<K, V>, key: K, result: Ref<V>) =>
        tryGetValue(value.zero as V, dictionary, key, result),
      'The value of a key, if there is one.',
      generic,
    ),
  },
);

export const IDictionary_ = dotnetType(
  'interface System.Collections.Generic.IDictionary<TKey, TValue> : ICollection<KeyValuePair<TKey, TValue>>',
  'Values by key that can be added and removed.',
  {
    get: member('TValue this[TKey key] { get; }', get, 'The value of a key.'),
    set: member('TValue this[TKey key] { set; }', setEntry, 'Sets the value of a key.', whole),
    keys: member(
      'ICollection<TKey> Keys { get; }',
      <K, V>(dictionary: AnyDictionary<K, V>) => view(dictionary, () => dictionary.keys()),
      'The keys.',
    ),
    values: member(
      'ICollection<TValue> Values { get; }',
      <K, V>(dictionary: AnyDictionary<K, V>) => view(dictionary, () => dictionary.values()),
      'The values.',
    ),
    add: member('void Add(TKey key, TValue value)', insertEntry, 'Adds an entry; its key must be new.', whole),
    containsKey: member(
      'bool ContainsKey(TKey key)',
      <K, V>(dictionary: AnyDictionary<K, V>, key: K) => dictionary.has(key),
      'Whether a key is there.',
    ),
    remove: member(
      'bool Remove(TKey key)',
      <K, V>(dictionary: AnyDictionary<K, V>, key: K) => dictionary.delete(key),
      'Removes the entry of a key, if there is one.',
    ),
    tryGetValue: member(
      'bool TryGetValue(TKey key, out TValue value)',
      <K, V>(_key: RuntimeType, value: RuntimeType, dictionary: AnyDictionary<K, V>, key: K, result: Ref<V>) =>
        tryGetValue(value.zero as V, dictionary, key, result),
      'The value of a key, if there is one.',
      generic,
    ),
  },
);
