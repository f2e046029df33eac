import type { Clock } from '../../runtime/ports/clock.ts';
import type { Log } from '../../runtime/ports/log.ts';
import type { Random } from '../../runtime/ports/random.ts';
import { newId } from '../connections/new-id.ts';
import type { Grant } from '../connections/state.ts';
import { restoredRecord } from '../store/keys.ts';
import type { Changes, Store } from '../store/store.ts';
import type { SealedRecords } from '../vault/sealed-records.ts';
import type { Anchor, Seen } from './anchor.ts';

/** The store was put back to an earlier state. Lies in it, so that every process knows. */
export interface Restoration {
  /** Grants that came after it carry this. */
  readonly id: string;
  /** When it was noticed, wall milliseconds; later than any restoration that was known before. */
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
  /** How far the store was, as of what was followed. */
  readonly seen: Seen;
  /**
   * Compares what the store tells now with what was seen of it, and hears what others noticed; true: its connections are suspect since then.
   * Comes before anything that is done about the changes, each in turn. Rejects with StoreError or VaultError, and is then called again.
   */
  follow(news: Changes): Promise<boolean>;
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

/** Milliseconds within which several processes that notice the same mean the same, though one of them has just heard of it. */
const SAME_MS = 60_000;

/** Compares the store with what was seen of it before. Rejects with StoreError or VaultError. */
export async function openRestored(tools: RestoredTools): Promise<Restored> {
  const { store, records, storeId, anchor, clock, random, log } = tools;

  async function look(): Promise<{ readonly there: Restoration | undefined; readonly version: number }> {
    const { value, version } = await records.read(restoredRecord);
    return { there: value === undefined ? undefined : (JSON.parse(value) as Restoration), version };
  }

  /** `before`: the last restoration that was known when the store was seen at `from`. */
  async function wentBack({ from, to, before }: { from: number; to: number; before: number }): Promise<Restoration> {
    for (;;) {
      const { there, version } = await look();
      // One that came since explains it: somebody noticed earlier.
      if (there !== undefined && (there.at > before || clock.now() < there.at + SAME_MS)) return there;
      const restoration: Restoration = { id: newId(random), at: Math.max(clock.now(), before + 1), lost: from - to };
      const swap = await records.swap(restoredRecord, version, JSON.stringify(restoration), { durable: true });
      if (swap.kind !== 'done') continue;
      log.error(
        { lost: restoration.lost },
        'the credential store was put back to an earlier state: its connections are suspect until their providers prove them, and disconnects, deletions and blocks since then are undone',
      );
      tools.noted(restoration);
      return restoration;
    }
  }

  // In this order: whoever else notes meanwhile how far the store is, has not seen it further on than it is asked for afterwards.
  const noted = await anchor?.read();
  let { last: seq } = await store.changesSince('latest');
  let last = (await look()).there;
  if (noted?.storeId === storeId && seq < noted.seq) last = await wentBack({ from: noted.seq, to: seq, before: noted.restoredAt ?? 0 });

  return {
    get last() {
      return last;
    },
    get seen() {
      return { storeId, seq, ...(last === undefined ? {} : { restoredAt: last.at }) };
    },
    isSuspect: (grant) => last !== undefined && grant.provedIn !== last.id,
    async follow(news) {
      const known = last;
      let heard = known;
      if (news.last < seq) heard = await wentBack({ from: seq, to: news.last, before: known?.at ?? 0 });
      else if (!isGapless(news, seq) || news.changes.some(({ key }) => key === restoredRecord.key)) heard = (await look()).there;
      // Together: a number from before a restoration must never be noted as one from after it.
      last = heard;
      seq = news.last;
      return last !== undefined && last.id !== known?.id;
    },
  };
}

const isGapless = ({ changes, last }: Changes, seq: number): boolean => last === seq || changes[0]?.seq === seq + 1;
