import { invalidOperation } from '../failures.ts';

/** Hands items on as long as the collection's version stays; a change while somebody enumerates is .NET's exception. */
export function* guarded<T>(items: Iterable<T>, version: () => number): IterableIterator<T> {
  const start = version();
  for (const item of items) {
    yield item;
    if (version() !== start) invalidOperation('Collection was modified; enumeration operation may not execute.');
  }
}
