import type { ConnectionRecord } from '../connections/state.ts';
import { everyKey } from '../store/every-key.ts';
import { nameOfKey, type RecordName } from '../store/keys.ts';
import type { Store } from '../store/store.ts';
import type { Timers } from '../timers.ts';
import type { KeyRing } from '../vault/key-ring.ts';
import { sealRecords } from '../vault/sealed-records.ts';
import { createVault, sealedWith } from '../vault/vault.ts';
import { VaultError } from '../vault/vault-error.ts';

export interface ResealTools {
  readonly store: Store;
  readonly ring: KeyRing;
  readonly timers: Timers;
}

export interface Resealed {
  /** Records that are sealed with the youngest key now and were not before. */
  readonly resealed: number;
  /** Records that were so already. */
  readonly current: number;
  /** Connections that were being renewed all the time: they are sealed anew by that renewal. */
  readonly busy: number;
  /** Records that no key of the ring opens, each with what to do, in words that hold no secret. */
  readonly unreadable: readonly string[];
}

/** Milliseconds between two looks at connections that are being renewed, and how many looks. */
const LOOK_AGAIN_MS = 1_000;
const LOOKS = 60;

/** Milliseconds after the deadline of a renewal from which nobody counts on finding its record unchanged. */
const AFTER_DEADLINE_MS = 10_000;

/**
 * Seals every lasting record with the youngest key of the ring. Each is written by compare-and-swap over the version that was read, so
 * what somebody saved meanwhile is never overwritten; a connection whose renewal is under way is left to it. May be interrupted and
 * done again. Rejects with StoreError.
 */
export async function resealAll({ store, ring, timers }: ResealTools): Promise<Resealed> {
  const records = sealRecords(store, createVault(ring));
  const { kid } = await ring.current();
  const unreadable: string[] = [];
  const counts = { resealed: 0, current: 0 };

  /** False: its renewal is under way. */
  async function reseal(name: RecordName): Promise<boolean> {
    for (;;) {
      const entry = await store.read(name.key);
      if (entry.value === undefined) return true;
      if (sealedWith(entry.value) === kid) {
        counts.current++;
        return true;
      }
      const { value, version } = await records.read(name);
      if (value === undefined) return true;
      if (name.kind === 'connection' && (await isBusy(store, value))) return false;
      const swap = await records.swap(name, version, value, { durable: true });
      if (swap.kind !== 'done') continue;
      counts.resealed++;
      return true;
    }
  }

  async function each(names: AsyncIterable<RecordName> | Iterable<RecordName>): Promise<RecordName[]> {
    const busy: RecordName[] = [];
    for await (const name of names) {
      try {
        if (!(await reseal(name))) busy.push(name);
      } catch (error) {
        if (!(error instanceof VaultError)) throw error;
        unreadable.push(error.message);
      }
    }
    return busy;
  }

  let busy = await each(namesIn(store));
  for (let look = 1; look < LOOKS && busy.length > 0; look++) {
    await timers.wait(LOOK_AGAIN_MS);
    busy = await each(busy);
  }
  return { ...counts, busy: busy.length, unreadable };
}

async function* namesIn(store: Store): AsyncGenerator<RecordName> {
  for await (const key of everyKey(store)) {
    const name = nameOfKey(key);
    if (name !== undefined) yield name;
  }
}

/** A renewal under way expects its record as it wrote it: another version would make it look again and, after an error, wait in vain. */
async function isBusy(store: Store, value: string): Promise<boolean> {
  const { state } = JSON.parse(value) as ConnectionRecord;
  return state.phase === 'refreshing' && (await store.now()) < state.intent.deadline + AFTER_DEADLINE_MS;
}
