import { type Fence, type Store, StoreError, type Swap } from '../store/store.ts';
import type { Timers } from '../timers.ts';
import { pagesOf } from './read-resources.ts';

/** How many there may be, as in API Management unless configured. */
export interface ResourceLimits {
  readonly providers: number;
  readonly connectionsPerProvider: number;
  readonly accessPoliciesPerConnection: number;
}

export const DEFAULT_RESOURCE_LIMITS: ResourceLimits = {
  providers: 1_000,
  connectionsPerProvider: 10_000,
  accessPoliciesPerConnection: 100,
};

export interface Collection {
  readonly lease: string;
  /** What the keys of its members begin with. */
  readonly prefix: string;
  /** Members that are not in the store. */
  readonly beside: number;
  readonly most: number;
}

const LEASE_MS = 10_000;
const TRY_AGAIN_MS = 25;

/**
 * Adds a member to a collection that has a limit. Whoever adds holds the lease of the collection, and the write is fenced by it: two
 * that add at once are counted one after the other. Rejects with StoreError.
 */
export async function addWithin(
  store: Store,
  timers: Timers,
  owner: string,
  { lease, prefix, beside, most }: Collection,
  write: (fence: Fence) => Promise<Swap>,
): Promise<Swap | { readonly kind: 'limit'; readonly most: number }> {
  const epoch = await acquire(store, timers, lease, owner);
  try {
    let count = beside;
    for await (const keys of pagesOf(store, prefix)) count += keys.length;
    if (count >= most) return { kind: 'limit', most };
    return await write({ lease, epoch });
  } finally {
    // It ends by itself.
    await store.releaseLease(lease, epoch).catch(() => false);
  }
}

async function acquire(store: Store, timers: Timers, lease: string, owner: string): Promise<number> {
  for (let waited = 0; waited <= LEASE_MS; waited += TRY_AGAIN_MS) {
    const epoch = await store.acquireLease(lease, owner, LEASE_MS);
    if (epoch !== undefined) return epoch;
    await timers.wait(TRY_AGAIN_MS);
  }
  throw new StoreError('store/timeout', `${store.name}: others are adding to the same collection for too long`);
}
