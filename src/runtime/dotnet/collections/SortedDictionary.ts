import type { Host } from '../../host.ts';
import { dotnetType, member } from '../define.ts';
import { equals } from '../equals.ts';
import { argument, argumentNull } from '../failures.ts';
import { type RuntimeType, runtimeType } from '../runtime-type.ts';
import { toText } from '../to-text.ts';
import { netType, type Ref } from '../values.ts';
import { binarySearch, copyInto } from './array-search.ts';
import { arrayFrom } from './arrays.ts';
import { tryGetValue } from './Dictionary.ts';
import { missingKey } from './dictionary-value.ts';
import { type Comparer, defaultComparer } from './equality.ts';
import { KeyValuePair, pairType } from './KeyValuePair.ts';
import { guarded } from './modified.ts';
import type { NetDictionary } from './protocol.ts';

/** System.Collections.Generic.SortedDictionary<K, V>: entries in the order of their keys. */
export class SortedDictionary<K, V> implements NetDictionary<K, V> {
  readonly keyType: RuntimeType;
  readonly valueType: RuntimeType;
  readonly comparer: Comparer;
  readonly #pairs: KeyValuePair<K, V>[] = [];
  readonly #pairType: RuntimeType;
  #version = 0;

  constructor(keyType: RuntimeType, valueType: RuntimeType, comparer: Comparer = defaultComparer) {
    this.keyType = keyType;
    this.valueType = valueType;
    this.comparer = comparer;
    this.#pairType = pairType(keyType, valueType);
  }

  get [netType](): RuntimeType {
    return runtimeType('System.Collections.Generic.SortedDictionary`2', null, [this.keyType, this.valueType]);
  }

  get count(): number {
    return this.#pairs.length;
  }

  get isReadOnly(): boolean {
    return false;
  }

  [Symbol.iterator](): IterableIterator<KeyValuePair<K, V>> {
    return guarded(this.#pairs, () => this.#version);
  }

  keys(): K[] {
    return arrayFrom(
      this.keyType,
      this.#pairs.map((pair) => pair.key),
    );
  }

  values(): V[] {
    return arrayFrom(
      this.valueType,
      this.#pairs.map((pair) => pair.value),
    );
  }

  has(key: K): boolean {
    return this.#place(key) >= 0;
  }

  lookup(key: K): V | undefined {
    return this.#pairs[this.#place(key)]?.value;
  }

  get(key: K): V {
    const pair = this.#pairs[this.#place(key)];
    return pair === undefined ? missingKey(key, this.keyType) : pair.value;
  }

  set(key: K, value: V): void {
    const place = this.#place(key);
    const pair = new KeyValuePair(this.#pairType, key, value);
    if (place >= 0) this.#pairs[place] = pair;
    else this.#pairs.splice(~place, 0, pair);
    this.#version++;
  }

  insert(key: K, value: V): void {
    if (this.has(key)) argument(`An item with the same key has already been added. Key: ${toText(key, this.keyType)}`, 'key');
    this.set(key, value);
  }

  delete(key: K): boolean {
    const place = this.#place(key);
    if (place < 0) return false;
    this.#pairs.splice(place, 1);
    this.#version++;
    return true;
  }

  clear(): void {
    this.#pairs.length = 0;
    this.#version++;
  }

  #place(key: K): number {
    if (key === null) argumentNull('key');
    return binarySearch(this.#pairs, (pair) => this.comparer.compare(pair.key, key));
  }
}

const generic = { typeArgs: true } as const;
const whole = { host: true } as const;

/** Announces the work of finding and shifting entries. */
function growing<K, V>(host: Host, dictionary: SortedDictionary<K, V>): SortedDictionary<K, V> {
  host.budget.allocate(1);
  host.budget.step(dictionary.count >>> 4);
  return dictionary;
}

function createFrom<K, V>(
  host: Host,
  keyType: RuntimeType,
  valueType: RuntimeType,
  source: Iterable<KeyValuePair<K, V>> | null,
): SortedDictionary<K, V> {
  const dictionary = new SortedDictionary<K, V>(keyType, valueType);
  for (const pair of source ?? argumentNull('dictionary')) growing(host, dictionary).insert(pair.key, pair.value);
  return dictionary;
}

export const SortedDictionary_ = dotnetType(
  'class System.Collections.Generic.SortedDictionary<TKey, TValue> : IDictionary<TKey, TValue>, IReadOnlyDictionary<TKey, TValue>',
  'Values by key, in the order of the keys.',
  {
    create: member(
      'SortedDictionary()',
      <K, V>(keyType: RuntimeType, valueType: RuntimeType) => new SortedDictionary<K, V>(keyType, valueType),
      'An empty dictionary.',
      generic,
    ),
    createComparer: member(
      'SortedDictionary(IComparer<TKey> comparer)',
      <K, V>(keyType: RuntimeType, valueType: RuntimeType, comparer: Comparer | null) =>
        new SortedDictionary<K, V>(keyType, valueType, comparer ?? defaultComparer),
      'An empty dictionary with its own order.',
      generic,
    ),
    createFrom: member('SortedDictionary(IDictionary<TKey, TValue> dictionary)', createFrom, 'A sorted copy of a dictionary.', {
      host: true,
      typeArgs: true,
    }),
    count: member(
      'int Count { get; }',
      (dictionary: SortedDictionary<unknown, unknown>) => dictionary.count,
      'How many entries there are.',
    ),
    keys: member('ICollection<TKey> Keys { get; }', <K, V>(dictionary: SortedDictionary<K, V>) => dictionary.keys(), 'The keys in order.'),
    values: member(
      'ICollection<TValue> Values { get; }',
      <K, V>(dictionary: SortedDictionary<K, V>) => dictionary.values(),
      'The values in the order of their keys.',
    ),
    get: member(
      'TValue this[TKey key] { get; }',
      <K, V>(dictionary: SortedDictionary<K, V>, key: K) => dictionary.get(key),
      'The value of a key.',
    ),
    set: member(
      'TValue this[TKey key] { set; }',
      <K, V>(host: Host, dictionary: SortedDictionary<K, V>, key: K, value: V) => growing(host, dictionary).set(key, value),
      'Sets the value of a key.',
      whole,
    ),
    add: member(
      'void Add(TKey key, TValue value)',
      <K, V>(host: Host, dictionary: SortedDictionary<K, V>, key: K, value: V) => growing(host, dictionary).insert(key, value),
      'Adds an entry; its key must be new.',
      whole,
    ),
    clear: member('void Clear()', (dictionary: SortedDictionary<unknown, unknown>) => dictionary.clear(), 'Removes all entries.'),
    containsKey: member(
      'bool ContainsKey(TKey key)',
      <K, V>(dictionary: SortedDictionary<K, V>, key: K) => dictionary.has(key),
      'Whether a key is there.',
    ),
    remove: member(
      'bool Remove(TKey key)',
      <K, V>(host: Host, dictionary: SortedDictionary<K, V>, key: K) => growing(host, dictionary).delete(key),
      'Removes the entry of a key, if there is one.',
      whole,
    ),
    containsValue: member(
      'bool ContainsValue(TValue value)',
      <K, V>(host: Host, dictionary: SortedDictionary<K, V>, value: V) => {
        host.budget.step(dictionary.count >>> 4);
        for (const pair of dictionary) if (equals(pair.value, value)) return true;
        return false;
      },
      'Whether a value is there.',
      whole,
    ),
    copyTo: member(
      'void CopyTo(KeyValuePair<TKey, TValue>[] array, int index)',
      <K, V>(host: Host, dictionary: SortedDictionary<K, V>, target: KeyValuePair<K, V>[] | null, index: number) => {
        host.budget.step(dictionary.count >>> 4);
        copyInto([...dictionary], 0, target, index, dictionary.count);
      },
      'Copies the entries into an array.',
      whole,
    ),
    comparer: member(
      'IComparer<TKey> Comparer { get; }',
      (dictionary: SortedDictionary<unknown, unknown>) => dictionary.comparer,
      'The order of the keys.',
    ),
    tryGetValue: member(
      'bool TryGetValue(TKey key, out TValue value)',
      <K, V>(dictionary: SortedDictionary<K, V>, key: K, result: Ref<V>) =>
        tryGetValue(dictionary.valueType.zero as V, dictionary, key, result),
      'The value of a key, if there is one.',
    ),
  },
);
