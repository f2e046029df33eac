import { type RuntimeType, runtimeType } from '../runtime-type.ts';
import { netType } from '../values.ts';
import { type Comparer, defaultComparer } from './equality.ts';
import { guarded } from './modified.ts';
import type { NetCollection } from './protocol.ts';
import { Slots } from './slots.ts';

/** System.Collections.Generic.HashSet<T>. */
export class HashSet<T> implements NetCollection<T> {
  readonly type: RuntimeType;
  readonly #slots: Slots<undefined>;

  constructor(type: RuntimeType, comparer: Comparer = defaultComparer, items: Iterable<T> = []) {
    this.type = type;
    this.#slots = new Slots<undefined>(comparer);
    for (const item of items) this.add(item);
  }

  get [netType](): RuntimeType {
    return runtimeType('System.Collections.Generic.HashSet`1', null, [this.type]);
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

  *#items(): IterableIterator<T> {
    for (const slot of this.#slots.slots()) yield slot.key as T;
  }

  [Symbol.iterator](): IterableIterator<T> {
    return guarded(this.#items(), () => this.#slots.version);
  }

  contains(item: T): boolean {
    return this.#slots.find(item) !== undefined;
  }

  /** The member that is equal to an item. */
  lookup(item: T): { readonly value: T } | undefined {
    const slot = this.#slots.find(item);
    return slot === undefined ? undefined : { value: slot.key as T };
  }

  add(item: T): boolean {
    if (this.contains(item)) return false;
    this.#slots.add(item, undefined);
    return true;
  }

  remove(item: T): boolean {
    return this.#slots.remove(item) !== undefined;
  }

  clear(): void {
    this.#slots.clear();
  }

  /** The same members with another set's idea of equality. */
  like(items: Iterable<T>): HashSet<T> {
    return new HashSet(this.type, this.comparer, items);
  }

  deepCopy(): HashSet<T> {
    return this.like(this.#items());
  }
}
