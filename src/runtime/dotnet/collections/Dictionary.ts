import type { Host } from '../../host.ts';
import { dotnetType, member } from '../define.ts';
import { outOfRange } from '../failures.ts';
import { iterate } from '../iterate.ts';
import { type RuntimeType, runtimeType } from '../runtime-type.ts';
import { netType, type Ref } from '../values.ts';
import { Dictionary } from './dictionary-value.ts';
import { Enumerator } from './Enumerator.ts';
import { type Comparer, defaultComparer } from './equality.ts';
import type { KeyValuePair } from './KeyValuePair.ts';
import { type NetCollection, type NetDictionary, placeOf, readOnly } from './protocol.ts';

const whole = { host: true } as const;
const generic = { typeArgs: true } as const;

/** The keys or the values of a dictionary: a live view that cannot be changed. */
export class DictionaryView<T> implements NetCollection<T> {
  readonly #items: () => Iterable<T>;
  readonly #count: () => number;
  readonly #type: () => RuntimeType;

  constructor(type: () => RuntimeType, items: () => Iterable<T>, count: () => number) {
    this.#type = type;
    this.#items = items;
    this.#count = count;
  }

  get [netType](): RuntimeType {
    return this.#type();
  }

  get count(): number {
    return this.#count();
  }

  get isReadOnly(): boolean {
    return true;
  }

  [Symbol.iterator](): Iterator<T> {
    return this.#items()[Symbol.iterator]();
  }

  contains(item: T): boolean {
    return placeOf([...this], item) >= 0;
  }

  add(_item: T): void {
    readOnly();
  }

  remove(_item: T): boolean {
    return readOnly();
  }

  clear(): void {
    readOnly();
  }
}

const viewType = (name: string, dictionary: Dictionary<unknown, unknown>) => (): RuntimeType =>
  runtimeType(`System.Collections.Generic.Dictionary\`2+${name}`, null, [dictionary.keyType, dictionary.valueType]);

const keysOf = <K, V>(dictionary: Dictionary<K, V>): DictionaryView<K> =>
  new DictionaryView(
    viewType('KeyCollection', dictionary as Dictionary<unknown, unknown>),
    () => dictionary.keys(),
    () => dictionary.count,
  );

const valuesOf = <K, V>(dictionary: Dictionary<K, V>): DictionaryView<V> =>
  new DictionaryView(
    viewType('ValueCollection', dictionary as Dictionary<unknown, unknown>),
    () => dictionary.values(),
    () => dictionary.count,
  );

/** The comparer of an argument; null means the usual one. */
const comparerOf = (comparer: Comparer | null): Comparer => comparer ?? defaultComparer;

function createSized<K, V>(keyType: RuntimeType, valueType: RuntimeType, capacity: number, comparer: Comparer | null): Dictionary<K, V> {
  if (capacity < 0) outOfRange('capacity');
  return new Dictionary<K, V>(keyType, valueType, comparerOf(comparer));
}

function createFrom<K, V>(
  host: Host,
  keyType: RuntimeType,
  valueType: RuntimeType,
  source: Iterable<KeyValuePair<K, V>> | null,
  comparer: Comparer | null,
): Dictionary<K, V> {
  const dictionary = new Dictionary<K, V>(keyType, valueType, comparerOf(comparer));
  for (const pair of iterate(source, 'dictionary')) {
    host.budget.allocate(1);
    dictionary.insert(pair.key, pair.value);
  }
  return dictionary;
}

/** Announces one more entry. */
const growing = <K, V>(host: Host, dictionary: Dictionary<K, V>): Dictionary<K, V> => {
  host.budget.allocate(1);
  return dictionary;
};

/** `TryGetValue` of any dictionary; `zero` is the default of the values. */
export function tryGetValue<K, V>(zero: V, dictionary: NetDictionary<K, V>, key: K, result: Ref<V>): boolean {
  const has = dictionary.has(key);
  result.value = has ? (dictionary.lookup(key) as V) : zero;
  return has;
}

function removeInto<K, V>(dictionary: Dictionary<K, V>, key: K, result: Ref<V>): boolean {
  const found = tryGetValue(dictionary.valueType.zero as V, dictionary, key, result);
  if (found) dictionary.delete(key);
  return found;
}

function containsValue<K, V>(host: Host, dictionary: Dictionary<K, V>, value: V): boolean {
  host.budget.step(dictionary.count >>> 4);
  return placeOf([...dictionary.values()], value) >= 0;
}

export const Dictionary_ = dotnetType(
  'class System.Collections.Generic.Dictionary<TKey, TValue> : IDictionary<TKey, TValue>, IReadOnlyDictionary<TKey, TValue>',
  'Values by key.',
  {
    create: member(
      'Dictionary()',
      <K, V>(keyType: RuntimeType, valueType: RuntimeType) => new Dictionary<K, V>(keyType, valueType),
      'An empty dictionary.',
      generic,
    ),
    createCapacity: member(
      'Dictionary(int capacity)',
      <K, V>(keyType: RuntimeType, valueType: RuntimeType, capacity: number) => createSized<K, V>(keyType, valueType, capacity, null),
      'An empty dictionary.',
      generic,
    ),
    createComparer: member(
      'Dictionary(IEqualityComparer<TKey> comparer)',
      <K, V>(keyType: RuntimeType, valueType: RuntimeType, comparer: Comparer | null) => createSized<K, V>(keyType, valueType, 0, comparer),
      'An empty dictionary with its own idea of equal keys.',
      generic,
    ),
    createCapacityComparer: member(
      'Dictionary(int capacity, IEqualityComparer<TKey> comparer)',
      <K, V>(keyType: RuntimeType, valueType: RuntimeType, capacity: number, comparer: Comparer | null) =>
        createSized<K, V>(keyType, valueType, capacity, comparer),
      'An empty dictionary with its own idea of equal keys.',
      generic,
    ),
    createFrom: member(
      'Dictionary(IDictionary<TKey, TValue> dictionary)',
      <K, V>(host: Host, keyType: RuntimeType, valueType: RuntimeType, source: Iterable<KeyValuePair<K, V>> | null) =>
        createFrom(host, keyType, valueType, source, null),
      'A copy of a dictionary.',
      { host: true, typeArgs: true },
    ),
    createFromComparer: member(
      'Dictionary(IDictionary<TKey, TValue> dictionary, IEqualityComparer<TKey> comparer)',
      <K, V>(
        host: Host,
        keyType: RuntimeType,
        valueType: RuntimeType,
        source: Iterable<KeyValuePair<K, V>> | null,
        comparer: Comparer | null,
      ) => createFrom(host, keyType, valueType, source, comparer),
      'A copy of a dictionary with its own idea of equal keys.',
      { host: true, typeArgs: true },
    ),
    createPairs: member(
      'Dictionary(IEnumerable<KeyValuePair<TKey, TValue>> collection)',
      <K, V>(host: Host, keyType: RuntimeType, valueType: RuntimeType, source: Iterable<KeyValuePair<K, V>> | null) =>
        createFrom(host, keyType, valueType, source, null),
      'A dictionary of entries.',
      { host: true, typeArgs: true },
    ),
    createPairsComparer: member(
      'Dictionary(IEnumerable<KeyValuePair<TKey, TValue>> collection, IEqualityComparer<TKey> comparer)',
      <K, V>(
        host: Host,
        keyType: RuntimeType,
        valueType: RuntimeType,
        source: Iterable<KeyValuePair<K, V>> | null,
        comparer: Comparer | null,
      ) => createFrom(host, keyType, valueType, source, comparer),
      'A dictionary of entries with its own idea of equal keys.',
      { host: true, typeArgs: true },
    ),
    count: member('int Count { get; }', (dictionary: Dictionary<unknown, unknown>) => dictionary.count, 'How many entries there are.'),
    comparer: member(
      'IEqualityComparer<TKey> Comparer { get; }',
      (dictionary: Dictionary<unknown, unknown>) => dictionary.comparer,
      'What tells the keys apart.',
    ),
    keys: member('Dictionary.KeyCollection<TKey, TValue> Keys { get; }', keysOf, 'The keys.'),
    values: member('Dictionary.ValueCollection<TKey, TValue> Values { get; }', valuesOf, 'The values.'),
    get: member(
      'TValue this[TKey key] { get; }',
      <K, V>(dictionary: Dictionary<K, V>, key: K) => dictionary.get(key),
      'The value of a key.',
    ),
    set: member(
      'TValue this[TKey key] { set; }',
      <K, V>(host: Host, dictionary: Dictionary<K, V>, key: K, value: V) => growing(host, dictionary).set(key, value),
      'Sets the value of a key.',
      whole,
    ),
    add: member(
      'void Add(TKey key, TValue value)',
      <K, V>(host: Host, dictionary: Dictionary<K, V>, key: K, value: V) => growing(host, dictionary).insert(key, value),
      'Adds an entry; its key must be new.',
      whole,
    ),
    tryAdd: member(
      'bool TryAdd(TKey key, TValue value)',
      <K, V>(host: Host, dictionary: Dictionary<K, V>, key: K, value: V) => growing(host, dictionary).tryInsert(key, value),
      'Adds an entry, if its key is new.',
      whole,
    ),
    clear: member('void Clear()', (dictionary: Dictionary<unknown, unknown>) => dictionary.clear(), 'Removes all entries.'),
    containsKey: member(
      'bool ContainsKey(TKey key)',
      <K, V>(dictionary: Dictionary<K, V>, key: K) => dictionary.has(key),
      'Whether a key is there.',
    ),
    containsValue: member('bool ContainsValue(TValue value)', containsValue, 'Whether a value is there.', whole),
    remove: member(
      'bool Remove(TKey key)',
      <K, V>(dictionary: Dictionary<K, V>, key: K) => dictionary.delete(key),
      'Removes the entry of a key, if there is one.',
    ),
    removeInto: member(
      'bool Remove(TKey key, out TValue value)',
      removeInto,
      'Removes the entry of a key, if there is one, and gives its value.',
    ),
    tryGetValue: member(
      'bool TryGetValue(TKey key, out TValue value)',
      <K, V>(dictionary: Dictionary<K, V>, key: K, result: Ref<V>) => tryGetValue(dictionary.valueType.zero as V, dictionary, key, result),
      'The value of a key, if there is one.',
    ),
    getEnumerator: member(
      'IEnumerator<KeyValuePair<TKey, TValue>> GetEnumerator()',
      <K, V>(dictionary: Dictionary<K, V>) => new Enumerator(dictionary),
      'Steps through the entries.',
    ),
  },
);

export const KeyCollection_ = dotnetType(
  'sealed class System.Collections.Generic.Dictionary.KeyCollection<TKey, TValue> : ICollection<TKey>, IReadOnlyCollection<TKey>',
  'The keys of a dictionary.',
  {
    count: member('int Count { get; }', (view: DictionaryView<unknown>) => view.count, 'How many keys there are.'),
  },
);

export const ValueCollection_ = dotnetType(
  'sealed class System.Collections.Generic.Dictionary.ValueCollection<TKey, TValue> : ICollection<TValue>, IReadOnlyCollection<TValue>',
  'The values of a dictionary.',
  {
    count: member('int Count { get; }', (view: DictionaryView<unknown>) => view.count, 'How many values there are.'),
  },
);
