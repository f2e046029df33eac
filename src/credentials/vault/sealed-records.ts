import type { RecordName } from '../store/keys.ts';
import type { Entry, Store, Swap, SwapOptions } from '../store/store.ts';
import type { Vault } from './vault.ts';

/** The store as everyone above sees it: texts go in and come out open, and lie sealed. */
export interface SealedRecords {
  /** Rejects with StoreError, or with VaultError when what is there cannot be opened. */
  read(name: RecordName): Promise<Entry>;
  /** `expected` is the version that was read, 0 for a record that never was. */
  swap(name: RecordName, expected: number, text: string, options?: SwapOptions): Promise<Swap>;
  /** Reads and removes in one step. */
  take(name: RecordName): Promise<Entry>;
}

export function sealRecords(store: Store, vault: Vault): SealedRecords {
  const opened = async (name: RecordName, entry: Entry): Promise<Entry> =>
    entry.value === undefined
      ? entry
      : { value: await vault.open({ ...name, version: entry.version }, entry.value), version: entry.version };

  return {
    read: async (name) => opened(name, await store.read(name.key)),
    take: async (name) => opened(name, await store.take(name.key)),
    swap: async (name, expected, text, options) =>
      // The version is part of the seal, so it is fixed before the write: the one the swap will give.
      store.compareAndSwap(name.key, expected, await vault.seal({ ...name, version: expected + 1 }, text), options),
  };
}
