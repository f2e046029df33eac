import type { Host } from '../../host.ts';
import type { RuntimeType } from '../runtime-type.ts';
import { arrayOf } from '../types.ts';
import { NetException, netType } from '../values.ts';

/** A `T[,]` or an array of more dimensions: its elements row by row. */
export class Grid<T> implements Iterable<T> {
  readonly type: RuntimeType;
  readonly sizes: readonly number[];
  readonly items: T[];

  constructor(type: RuntimeType, sizes: readonly number[], items: T[]) {
    this.type = type;
    this.sizes = sizes;
    this.items = items;
  }

  get [netType](): RuntimeType {
    return arrayOf(this.type, this.sizes.length);
  }

  get length(): number {
    return this.items.length;
  }

  at(...indices: readonly number[]): T {
    return this.items[this.#place(indices)] as T;
  }

  setAt(value: T, ...indices: readonly number[]): T {
    this.items[this.#place(indices)] = value;
    return value;
  }

  #place(indices: readonly number[]): number {
    let place = 0;
    for (const [i, size] of this.sizes.entries()) {
      const index = indices[i] ?? 0;
      if (index < 0 || index >= size)
        throw new NetException('System.IndexOutOfRangeException', 'Index was outside the bounds of the array.');
      place = place * size + index;
    }
    return place;
  }

  [Symbol.iterator](): Iterator<T> {
    return this.items[Symbol.iterator]();
  }
}

/** `new T[a, b]`, filled with defaults or with the elements given. */
export function grid<T>(host: Host, type: RuntimeType, sizes: readonly number[], items?: T[]): Grid<T> {
  if (sizes.some((size) => size < 0)) throw new NetException('System.OverflowException', 'Arithmetic operation resulted in an overflow.');
  const count = sizes.reduce((product, size) => product * size, 1);
  host.budget.allocate(count);
  return new Grid(type, sizes, items ?? Array.from({ length: count }, () => type.zero as T));
}
