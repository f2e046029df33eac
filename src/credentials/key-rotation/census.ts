import { everyKey } from '../store/every-key.ts';
import type { Store } from '../store/store.ts';
import type { KeyRing } from '../vault/key-ring.ts';
import { sealedWith } from '../vault/vault.ts';

/** How a key of the ring stands. */
export interface KeyCount {
  readonly kid: string;
  /** Wall milliseconds. */
  readonly created: number;
  /** New records are sealed with it. */
  readonly current: boolean;
  /** Lasting records of the store that only this key opens. What lives a day at most (links, consents under way) is not counted. */
  readonly records: number;
}

export interface Census {
  /** Youngest first. */
  readonly keys: readonly KeyCount[];
  /** Records that are sealed with a key which is not in the ring. */
  readonly strangers: number;
}

/** Counts what each key seals. Opens nothing. Rejects with StoreError. */
export async function countSealed(store: Store, ring: KeyRing): Promise<Census> {
  const counts = new Map<string | undefined, number>();
  for await (const key of everyKey(store)) {
    const { value } = await store.read(key);
    if (value === undefined) continue;
    const kid = sealedWith(value);
    counts.set(kid, (counts.get(kid) ?? 0) + 1);
  }
  const keys = await ring.all();
  const known = new Set<string | undefined>(keys.map(({ kid }) => kid));
  return {
    keys: keys.map(({ kid, created }, place) => ({ kid, created, current: place === 0, records: counts.get(kid) ?? 0 })),
    strangers: [...counts].reduce((sum, [kid, count]) => (known.has(kid) ? sum : sum + count), 0),
  };
}
