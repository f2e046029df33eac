import { type Comparer, defaultComparer } from '../collections/equality.ts';
import type { NetCollection } from '../collections/protocol.ts';
import { readOnly } from '../collections/protocol.ts';
import { Slots } from '../collections/slots.ts';
import { equals } from '../equals.ts';
import { type RuntimeType, runtimeType } from '../runtime-type.ts';
import { netType } from '../values.ts';

/** IGrouping<K, T>: items that share a key. */
export class Grouping<K, T> implements NetCollection<T> {
  readonly keyType: RuntimeType;
  readonly type: RuntimeType;
  readonly key: K;
  readonly items: T[] = [];

  constructor(keyType: RuntimeType, type: RuntimeType, key: K) {
    this.keyType = keyType;
    this.type = type;
    this.key = key;
  }

  get [netType](): RuntimeType {
    return runtimeType('System.Linq.IGrouping`2', null, [this.keyType, this.type]);
  }

  get count(): number {
    return this.items.length;
  }

  get isReadOnly(): boolean {
    return true;
  }

  [Symbol.iterator](): Iterator<T> {
    return this.items[Symbol.iterator]();
  }

  contains(item: T): boolean {
    return this.items.some((other) => equals(other, item));
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

/** ILookup<K, T>: groups by key, in the order in which the keys came. A null key is a key like any other. */
export class Lookup<K, T> implements Iterable<Grouping<K, T>> {
  readonly #slots: Slots<Grouping<K, T>>;
  readonly #keyType: RuntimeType;
  readonly #type: RuntimeType;

  constructor(keyType: RuntimeType, type: RuntimeType, comparer: Comparer | null) {
    this.#keyType = keyType;
    this.#type = type;
    this.#slots = new Slots(comparer ?? defaultComparer);
  }

  get [netType](): RuntimeType {
    return runtimeType('System.Linq.Lookup`2', null, [this.#keyType, this.#type]);
  }

  get count(): number {
    return this.#slots.count;
  }

  *[Symbol.iterator](): IterableIterator<Grouping<K, T>> {
    for (const slot of this.#slots.slots()) yield slot.entry;
  }

  add(key: K, item: T): void {
    let slot = this.#slots.find(key);
    if (slot === undefined) {
      this.#slots.add(key, new Grouping(this.#keyType, this.#type, key));
      slot = this.#slots.find(key);
    }
    slot?.entry.items.push(item);
  }

  has(key: K): boolean {
    return this.#slots.find(key) !== undefined;
  }

  /** The items of a key, which may be none. */
  of(key: K): Iterable<T> {
    return this.#slots.find(key)?.entry ?? [];
  }
}
