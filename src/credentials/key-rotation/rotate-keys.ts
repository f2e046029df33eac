import type { Clock } from '../../runtime/ports/clock.ts';
import { append, KEPT_ENTRIES } from '../audit/chain.ts';
import type { Actor } from '../audit/entry.ts';
import { rotationLease } from '../store/keys.ts';
import type { Store } from '../store/store.ts';
import type { Timers } from '../timers.ts';
import type { KeyRing } from '../vault/key-ring.ts';
import { sealRecords } from '../vault/sealed-records.ts';
import { createVault } from '../vault/vault.ts';
import { type Resealed, resealAll } from './reseal.ts';

export interface RotationTools {
  readonly store: Store;
  readonly timers: Timers;
  readonly clock: Clock;
  /** Of the lease. */
  readonly owner: string;
  /** For the audit log. */
  readonly actor: Actor;
  /** The ring as it is now. Rejects with VaultError. */
  openRing(): Promise<KeyRing>;
  /** Adds a key where it is ours to add; undefined where it is not, or not yet. Rejects with VaultError. */
  addKey(now: KeyRing): Promise<string | undefined>;
}

export interface Rotated extends Resealed {
  /** The youngest key. */
  readonly kid: string;
  readonly added: boolean;
}

/** A rotation that died frees the way after this long, in milliseconds. */
const LEASE_MS = 60_000;

/** Adds a key and seals everything with the youngest. `taken`: somebody else is at it. Rejects with StoreError or VaultError. */
export async function rotateKeys(tools: RotationTools): Promise<Rotated | 'taken'> {
  const { store, timers, owner } = tools;
  const epoch = await store.acquireLease(rotationLease, owner, LEASE_MS);
  if (epoch === undefined) return 'taken';
  const over = new AbortController();
  const keeping = keepLease(store, timers, epoch, over.signal);
  try {
    return await rotate(tools);
  } finally {
    over.abort();
    await keeping;
    await store.releaseLease(rotationLease, epoch).catch(() => false);
  }
}

async function rotate({ store, timers, clock, actor, openRing, addKey }: RotationTools): Promise<Rotated> {
  const added = await addKey(await openRing());
  const ring = await openRing();
  const { kid } = await ring.current();
  const resealed = await resealAll({ store, ring, timers });
  const records = sealRecords(store, createVault(ring));
  const event = { what: 'keys-rotated', who: actor, on: `key ${kid}`, detail: `${resealed.resealed} sealed anew` } as const;
  await append({ store, records, capacity: KEPT_ENTRIES }, event, clock.now());
  return { ...resealed, kid, added: added !== undefined };
}

/** A large store takes longer than one lease. Should it be lost all the same: what is sealed anew is sealed by compare-and-swap. */
async function keepLease(store: Store, timers: Timers, epoch: number, over: AbortSignal): Promise<void> {
  for (;;) {
    await timers.wait(LEASE_MS / 3, { signal: over, background: true });
    if (over.aborted) return;
    await store.renewLease(rotationLease, epoch, LEASE_MS).catch(() => false);
  }
}
