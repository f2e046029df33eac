import { sameType } from './runtime-type.ts';
import { Box } from './values.ts';

/** How an object that .NET compares by content says so: value types that are classes here, tuples, JSON values. */
export const equalTo: unique symbol = Symbol('fedpass.equalTo');
/** A text that equal values share, so that a Map can hold them. Unequal values may share it too. */
export const hashKey: unique symbol = Symbol('fedpass.hashKey');

export interface Structural {
  [equalTo](other: unknown): boolean;
  [hashKey](): string;
  /** What .NET gives for `GetHashCode()`, where that is the same in every process. */
  hashCode?(): number;
}

export const isStructural = (value: unknown): value is Structural => typeof value === 'object' && value !== null && equalTo in value;

/** `object.Equals(a, b)` and `EqualityComparer<T>.Default`: by value for value types and strings, by reference for the rest. */
export function equals(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a === 'number') return typeof b === 'number' && Number.isNaN(a) && Number.isNaN(b);
  if (a instanceof Box) return b instanceof Box && sameType(a.type, b.type) && equals(a.value, b.value);
  return isStructural(a) && a[equalTo](b);
}
