import { compare } from '../compare.ts';
import { equals } from '../equals.ts';
import { mapKey } from '../hash.ts';

/**
 * How a collection tells its elements apart and orders them. `key` stands for an element in a JavaScript Map: equal elements
 * have the same key; elements that share a key are told apart by `equals`.
 */
export interface Comparer {
  compare(a: unknown, b: unknown): number;
  equals(a: unknown, b: unknown): boolean;
  key(value: unknown): unknown;
}

/** `Comparer<T>.Default` and `EqualityComparer<T>.Default`. */
export const defaultComparer: Comparer = { compare, equals, key: mapKey };
