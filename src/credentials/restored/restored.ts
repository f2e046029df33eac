import type { Clock } from '../../runtime/ports/clock.ts';
import type { Log } from '../../runtime/ports/log.ts';
import type { Random } from '../../runtime/ports/random.ts';
import { newId } from '../connections/new-id.ts';
import type { Grant } from '../connections/state.ts';
import { restoredRecord } from '../store/keys.ts';
import type { Change, Store } from '../store/store.ts';
import type { SealedRecords } from '../vault/sealed-records.ts';
import type { Anchor } from './anchor.ts';

/** The store was put back to an earlier state. Lies in it, so that every process knows. */
export interface Restoration {
  /** Grants that came after it carry this. */
  readonly id: string;
  /** When it was noticed, wall milliseconds. */
  readonly at: number;
  /** How many changes are missing. */
  readonly lost: number;
}

/**
 * Rule R6: what a restored store says of its connections is what was true when the backup was made. Their refresh tokens may be used up, they
 * may have been disconnected since. So they are suspect until their provider gave a token after it was noticed.
 */
export interface Restored {
  /** Of the last time, as far as this process has heard; undefined: it never was. */
  readonly last: Restoration | undefined;
  isSuspect(grant: Grant): boolean;
  /** The store was seen further on than it is. Rejects with StoreError or VaultError. */
  wentBack(from: number, to: number): Promise<void>;
  /** Follows what others noticed; true: something new. Rejects with StoreError or VaultError. */
  follow(changes: readonly Change[] | 'all'): Promise<boolean>;
}

export interface RestoredTools {
  readonly store: Store;
  readonly records: SealedRecords;
  readonly storeId: string;
  readonly anchor: Anchor | undefined;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  noted(restoration: Restoration): void;
}

/** Milliseconds within which several processes that notice the same mean the same. */
const SAME_MS = 60_000;

/** Compares the store with what was seen of it before. Rejects with StoreError or VaultError. */
export async function openRestored(tools: RestoredTools): Promise<Restored> {
  const { store, records, storeId, anchor, clock, random, log } = tools;
  let last: Restoration | undefined;

  async function look(): Promise<number> {
    const { value, version } = await records.read(restoredRecord);
    if (value !== undefined) last = JSON.parse(value) as Restoration;
    return version;
  }

  async function wentBack(from: number, to: number): Promise<void> {
    for (;;) {
      const version = await look();
      if (last !== undefined && clock.now() < last.at + SAME_MS) return;
      const restoration: Restoration = { id: newId(random), at: clock.now(), lost: from - to };
      const swap = await records.swap(restoredRecord, version, JSON.stringify(restoration), { durable: true });
      if (swap.kind !== 'done') continue;
      last = restoration;
      log.error(
        { lost: restoration.lost },
        'the credential store was put back to an earlier state: its connections are suspect until their providers prove them, and disconnects, deletions and blocks since then are undone',
      );
      tools.noted(restoration);
      return;
    }
  }

  await look();
  const seen = await anchor?.read();
  const now = await store.changesSince('latest');
  if (seen?.storeId === storeId && now.last < seen.seq) {
    await wentBack(seen.seq, now.last);
    // From here on it counts anew: else each start would find it put back.
    await anchor?.write({ storeId, seq: (await store.changesSince('latest')).last });
  }
  return {
    get last() {
      return last;
    },
    isSuspect: (grant) => last !== undefined && grant.provedIn !== last.id,
    wentBack,
    async follow(changes) {
      const before = last?.id;
      if (changes === 'all' || changes.some(({ key }) => key === restoredRecord.key)) await look();
      return last?.id !== before;
    },
  };
}
