import { argument, argumentNull } from '../failures.ts';
import { type RuntimeType, runtimeType } from '../runtime-type.ts';
import { toText } from '../to-text.ts';
import { NetException, netType } from '../values.ts';
import { type Comparer, defaultComparer } from './equality.ts';
import { KeyValuePair, pairType } from './KeyValuePair.ts';
import { guarded } from './modified.ts';
import type { NetDictionary } from './protocol.ts';
import { Slots } from './slots.ts';

/** The text of a missing key, as dictionaries say it. */
export function missingKey(key: unknown, type?: RuntimeType): never {
  throw new NetException(
    'System.Collections.Generic.KeyNotFoundException',
    `The given key '${toText(key, type)}' was not present in the dictionary.`,
  );
}

/** System.Collections.Generic.Dictionary<K, V>. */
export class Dictionary<K, V> implements NetDictionary<K, V> {
  readonly keyType: RuntimeType;
  readonly valueType: RuntimeType;
  readonly #slots: Slots<V>;
  readonly #pair: RuntimeType;

  constructor(keyType: RuntimeType, valueType: RuntimeType, comparer: Comparer = defaultComparer) {
    this.keyType = keyType;
    this.valueType = valueType;
    this.#slots = new Slots<V>(comparer);
    this.#pair = pairType(keyType, valueType);
  }

  get [netType](): RuntimeType {
    return runtimeType('System.Collections.Generic.Dictionary`2', null, [this.keyType, this.valueType]);
  }

  get comparer(): Comparer {
    return this.#slots.comparer;
  }

  get count(): number {
    return this.#slots.count;
  }

  get isReadOnly(): boolean {
    return false;
  }

  get pairType(): RuntimeType {
    return this.#pair;
  }

  *#pairs(): IterableIterator<KeyValuePair<K, V>> {
    for (const slot of this.#slots.slots()) yield new KeyValuePair(this.#pair, slot.key as K, slot.entry);
  }

  [Symbol.iterator](): IterableIterator<KeyValuePair<K, V>> {
    return guarded(this.#pairs(), () => this.#slots.version);
  }

  *#keys(): IterableIterator<K> {
    for (const slot of this.#slots.slots()) yield slot.key as K;
  }

  *#values(): IterableIterator<V> {
    for (const slot of this.#slots.slots()) yield slot.entry;
  }

  keys(): Iterable<K> {
    return { [Symbol.iterator]: () => guarded(this.#keys(), () => this.#slots.version) };
  }

  values(): Iterable<V> {
    return { [Symbol.iterator]: () => guarded(this.#values(), () => this.#slots.version) };
  }

  has(key: K): boolean {
    return this.#slots.find(checked(key)) !== undefined;
  }

  lookup(key: K): V | undefined {
    return this.#slots.find(checked(key))?.entry;
  }

  get(key: K): V {
    const slot = this.#slots.find(checked(key));
    return slot === undefined ? missingKey(key, this.keyType) : slot.entry;
  }

  set(key: K, value: V): void {
    const slot = this.#slots.find(checked(key));
    if (slot === undefined) this.#slots.add(key, value);
    else {
      slot.entry = value;
      this.#slots.version++;
    }
  }

  insert(key: K, value: V): void {
    if (!this.tryInsert(key, value)) argument(`An item with the same key has already been added. Key: ${toText(key, this.keyType)}`);
  }

  tryInsert(key: K, value: V): boolean {
    if (this.#slots.find(checked(key)) !== undefined) return false;
    this.#slots.add(key, value);
    return true;
  }

  delete(key: K): boolean {
    return this.#slots.remove(checked(key)) !== undefined;
  }

  clear(): void {
    this.#slots.clear();
  }

  /** A copy of a variable for another scope. */
  deepCopy(): Dictionary<K, V> {
    const copy = new Dictionary<K, V>(this.keyType, this.valueType, this.comparer);
    for (const slot of this.#slots.slots()) copy.insert(slot.key as K, slot.entry);
    return copy;
  }
}

function checked<K>(key: K): K {
  if (key === null || key === undefined) argumentNull('key');
  return key;
}
