import { sorting } from '../collections/array-search.ts';
import { type Comparer, defaultComparer } from '../collections/equality.ts';
import { required } from '../failures.ts';
import { iterate } from '../iterate.ts';
import { runtimeType } from '../runtime-type.ts';
import { OBJECT } from '../types.ts';
import { netType } from '../values.ts';

export type KeyOf<T, K> = ((item: T) => K) | null;

/** One key of an order. */
interface Level<T> {
  readonly key: (item: T) => unknown;
  readonly comparer: Comparer;
  readonly direction: 1 | -1;
}

const orderedType = runtimeType('System.Linq.IOrderedEnumerable`1', null, [OBJECT]);

/** IOrderedEnumerable<T>: items sorted by one key after the other when somebody enumerates them. The sort is stable. */
export class Ordered<T> implements Iterable<T> {
  readonly #source: Iterable<T>;
  readonly #levels: readonly Level<T>[];

  constructor(source: Iterable<T>, levels: readonly Level<T>[]) {
    this.#source = source;
    this.#levels = levels;
  }

  get [netType]() {
    return orderedType;
  }

  thenBy(level: Level<T>): Ordered<T> {
    return new Ordered(this.#source, [...this.#levels, level]);
  }

  /** Keys are computed once for each item, as in .NET. */
  *[Symbol.iterator](): IterableIterator<T> {
    const rows = Array.from(this.#source, (item) => ({ item, keys: this.#levels.map((level) => level.key(item)) }));
    rows.sort(sorting((a, b) => this.#order(a.keys, b.keys)));
    for (const row of rows) yield row.item;
  }

  #order(a: readonly unknown[], b: readonly unknown[]): number {
    for (const [i, level] of this.#levels.entries()) {
      const order = level.comparer.compare(a[i], b[i]);
      if (order !== 0) return order * level.direction;
    }
    return 0;
  }
}

export const levelOf = <T, K>(key: KeyOf<T, K>, comparer: Comparer | null, direction: 1 | -1): Level<T> => ({
  key: required(key, 'keySelector'),
  comparer: comparer ?? defaultComparer,
  direction,
});

export const orderBy = <T, K>(source: Iterable<T> | null, key: KeyOf<T, K>, comparer: Comparer | null, direction: 1 | -1): Ordered<T> =>
  new Ordered(iterate(source), [levelOf(key, comparer, direction)]);

export const thenBy = <T, K>(source: Ordered<T> | null, key: KeyOf<T, K>, comparer: Comparer | null, direction: 1 | -1): Ordered<T> =>
  required(source, 'source').thenBy(levelOf(key, comparer, direction));
