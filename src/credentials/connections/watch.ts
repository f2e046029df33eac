import type { Clock } from '../../runtime/ports/clock.ts';
import type { Log } from '../../runtime/ports/log.ts';
import type { Change, Changes, Store } from '../store/store.ts';
import type { Timers } from '../timers.ts';
import { waitOrWake } from './wait-or-wake.ts';

/** Learns what other processes change in the store (rule R8): woken when it can be, and looking every half second in any case. */
export interface Watch {
  /** Monotonic time of the last answer of the store. */
  readonly lastContact: number;
  stop(): Promise<void>;
}

export interface WatchTools {
  readonly store: Store;
  readonly timers: Timers;
  readonly clock: Clock;
  readonly log: Log;
  /** Awaited before anything is done about changes; where it rejects, the store counts as out of reach, and the same changes come again. */
  beforeChanges(news: Changes): Promise<void>;
}

const POLL_MS = 500;

/** `all`: changes were missed, every copy is doubtful. Resolves when the log's present end is known; rejects with StoreError. */
export async function watchChanges(tools: WatchTools, onChanges: (changes: readonly Change[] | 'all') => void): Promise<Watch> {
  const { store, timers, clock, log, beforeChanges } = tools;
  const stopping = new AbortController();
  let { last } = await store.changesSince('latest');
  let lastContact = clock.elapsed();
  let reachable = true;

  async function look(): Promise<void> {
    try {
      const news = await store.changesSince(last);
      await beforeChanges(news);
      lastContact = clock.elapsed();
      reachable = true;
      last = news.last;
      if (news.truncated) onChanges('all');
      else if (news.changes.length > 0) onChanges(news.changes);
    } catch (error) {
      if (reachable && !stopping.signal.aborted)
        log.warn({ reason: error instanceof Error ? error.message : 'unknown' }, 'the credential store cannot be watched');
      reachable = false;
    }
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      await waitOrWake(store, timers, POLL_MS, { stopping: stopping.signal, background: true });
      if (!stopping.signal.aborted) await look();
    }
  }

  const running = run();
  return {
    get lastContact() {
      return lastContact;
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
