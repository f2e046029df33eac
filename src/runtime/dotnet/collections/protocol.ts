import { equals } from '../equals.ts';
import { notSupported } from '../failures.ts';
import type { KeyValuePair } from './KeyValuePair.ts';

/**
 * What collections of ours have in common, so that members of an interface work on any of them. Arrays and byte[] are JavaScript
 * arrays and are told apart by the functions below.
 */

/** ICollection<T>, IReadOnlyCollection<T>. */
export interface NetCollection<T> extends Iterable<T> {
  readonly count: number;
  readonly isReadOnly: boolean;
  contains(item: T): boolean;
  add(item: T): unknown;
  remove(item: T): boolean;
  clear(): void;
}

/** IList<T>, IReadOnlyList<T>. */
export interface NetList<T> extends NetCollection<T> {
  at(index: number): T;
  setAt(index: number, item: T): void;
  indexOf(item: T): number;
  insert(index: number, item: T): void;
  removeAt(index: number): void;
}

/** IDictionary<K, V>, IReadOnlyDictionary<K, V>: what headers, query and variables of the context are too. */
export interface NetDictionary<K, V> extends Iterable<KeyValuePair<K, V>> {
  readonly count: number;
  readonly isReadOnly: boolean;
  has(key: K): boolean;
  /** Undefined when there is no such key. */
  lookup(key: K): V | undefined;
  keys(): Iterable<K>;
  values(): Iterable<V>;
  set(key: K, value: V): void;
  /** Throws ArgumentException when the key is there. */
  insert(key: K, value: V): void;
  delete(key: K): boolean;
  clear(): void;
}

/** An array of .NET: a marked JavaScript array or the bytes of a `byte[]`. */
export const isArray = (value: unknown): value is unknown[] | Uint8Array => Array.isArray(value) || value instanceof Uint8Array;

/** What changing the size of an array through an interface gives. */
export const fixedSize = (): never => notSupported('Collection was of a fixed size.');

export const readOnly = (): never => notSupported('Collection is read-only.');

/** The first place of an item in an array, by .NET equality; -1 when it is nowhere. */
export function placeOf<T>(items: ArrayLike<T>, item: T, start = 0, end = items.length): number {
  for (let i = start; i < end; i++) if (equals(items[i], item)) return i;
  return -1;
}
