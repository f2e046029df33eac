import type { RuntimeType } from '../runtime-type.ts';
import { enumerableOf, OBJECT } from '../types.ts';
import { netType } from '../values.ts';

/** A lazy sequence: every enumeration starts the generator anew. */
export class Sequence<T> implements Iterable<T> {
  readonly #make: () => Iterator<T>;
  /** Item type, where somebody needs it: text and JSON of value types. */
  readonly #type: RuntimeType;

  constructor(make: () => Iterator<T>, type: RuntimeType = OBJECT) {
    this.#make = make;
    this.#type = type;
  }

  get [netType](): RuntimeType {
    return enumerableOf(this.#type);
  }

  [Symbol.iterator](): Iterator<T> {
    return this.#make();
  }
}

/** Anything enumerable as `IEnumerable<T>` of a known item type: what a boxing conversion of a sequence of value types makes. */
export const sequenceOf = <T>(type: RuntimeType, items: Iterable<T>): Sequence<T> => new Sequence(() => items[Symbol.iterator](), type);
