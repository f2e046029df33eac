import { argument, indexOutOfRange, outOfRange } from '../failures.ts';
import { type RuntimeType, runtimeType } from '../runtime-type.ts';
import { netType } from '../values.ts';
import { guarded } from './modified.ts';
import { type NetList, placeOf } from './protocol.ts';

/** System.Collections.Generic.List<T>. `items` is for library members that do not change it. */
export class List<T> implements NetList<T> {
  readonly type: RuntimeType;
  readonly items: T[];
  #version = 0;
  #capacity: number;

  constructor(type: RuntimeType, items: T[], capacity = items.length) {
    this.type = type;
    this.items = items;
    this.#capacity = capacity;
  }

  /** For how many items .NET would have room: it doubles from 4. */
  get capacity(): number {
    while (this.#capacity < this.items.length) this.#capacity = this.#capacity === 0 ? 4 : this.#capacity * 2;
    return this.#capacity;
  }

  set capacity(count: number) {
    if (count < this.items.length) outOfRange('value', 'capacity was less than the current size.');
    this.#capacity = count;
  }

  get [netType](): RuntimeType {
    return runtimeType('System.Collections.Generic.List`1', null, [this.type]);
  }

  get count(): number {
    return this.items.length;
  }

  get isReadOnly(): boolean {
    return false;
  }

  [Symbol.iterator](): IterableIterator<T> {
    return guarded(this.items, () => this.#version);
  }

  at(index: number): T {
    if (index < 0 || index >= this.items.length) indexOutOfRange();
    return this.items[index] as T;
  }

  setAt(index: number, item: T): void {
    if (index < 0 || index >= this.items.length) indexOutOfRange();
    this.items[index] = item;
    this.#version++;
  }

  add(item: T): void {
    this.items.push(item);
    this.#version++;
  }

  addAll(items: Iterable<T>): void {
    for (const item of items) this.items.push(item);
    this.#version++;
  }

  clear(): void {
    this.items.length = 0;
    this.#version++;
  }

  contains(item: T): boolean {
    return placeOf(this.items, item) >= 0;
  }

  indexOf(item: T): number {
    return placeOf(this.items, item);
  }

  insert(index: number, item: T): void {
    if (index < 0 || index > this.items.length) outOfRange('index', 'Index must be within the bounds of the List.');
    this.items.splice(index, 0, item);
    this.#version++;
  }

  insertAll(index: number, items: Iterable<T>): void {
    if (index < 0 || index > this.items.length) indexOutOfRange();
    const rest = this.items.splice(index);
    for (const item of items) this.items.push(item);
    for (const item of rest) this.items.push(item);
    this.#version++;
  }

  remove(item: T): boolean {
    const place = placeOf(this.items, item);
    if (place < 0) return false;
    this.removeAt(place);
    return true;
  }

  removeAt(index: number): void {
    if (index < 0 || index >= this.items.length) indexOutOfRange();
    this.items.splice(index, 1);
    this.#version++;
  }

  removeRange(index: number, count: number): void {
    this.checkRange(index, count);
    this.items.splice(index, count);
    this.#version++;
  }

  /** Removes what fits and says how many there were. */
  removeWhere(match: (item: T) => boolean): number {
    const kept = this.items.filter((item) => !match(item));
    const removed = this.items.length - kept.length;
    this.items.length = 0;
    for (const item of kept) this.items.push(item);
    if (removed > 0) this.#version++;
    return removed;
  }

  reverse(index: number, count: number): void {
    this.checkRange(index, count);
    const part = this.items.slice(index, index + count).reverse();
    this.items.splice(index, count, ...part);
    this.#version++;
  }

  sort(index: number, count: number, order: (a: T, b: T) => number): void {
    this.checkRange(index, count);
    const part = this.items.slice(index, index + count).sort(order);
    for (const [i, item] of part.entries()) this.items[index + i] = item;
    this.#version++;
  }

  checkRange(index: number, count: number): void {
    if (index < 0) outOfRange('index', 'Non-negative number required.');
    if (count < 0) outOfRange('count', 'Non-negative number required.');
    if (this.items.length - index < count)
      argument(
        'Offset and length were out of bounds for the array or count is greater than the number of elements from index to the end of the source collection.',
      );
  }

  /** A copy of a variable for another scope; the items are copied if they can be. */
  deepCopy(): List<T> {
    return new List(this.type, [...this.items]);
  }
}
