import type { Store } from '../../../src/credentials/store/store.ts';

/** Copies all lasting entries into an empty store, versions included, as a backup of the store has them. */
export async function copyInto(empty: Store, store: Store): Promise<void> {
  let cursor: string | undefined;
  do {
    const page = await store.list('', cursor);
    for (const key of page.keys) {
      const { value = '', version } = await store.read(key);
      // Versions only go up, one at a time.
      for (let before = 0; before < version; before++)
        await empty.compareAndSwap(key, before, before + 1 === version ? value : 'an earlier one');
    }
    cursor = page.cursor;
  } while (cursor !== undefined);
}

/** A store that can be exchanged for another while processes go on with it. */
export function exchangeable(first: Store): { readonly store: Store; exchange(other: Store): void } {
  let current = first;
  return {
    store: new Proxy(first, { get: (_target, name) => Reflect.get(current, name, current) }),
    exchange: (other) => {
      current = other;
    },
  };
}
