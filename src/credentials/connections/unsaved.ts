import type { Log } from '../../runtime/ports/log.ts';
import type { ConnectionId } from '../store/keys.ts';
import { StoreError } from '../store/store.ts';
import type { Timers } from '../timers.ts';

/** Saves that the store did not take, tried again until it does (rule R5). */
export interface Unsaved {
  keep(id: ConnectionId, save: () => Promise<unknown>): void;
  /** How many tokens exist in memory only. */
  readonly count: number;
  /** Resolves when all are saved, or after `ms`; returns how many are not. */
  drain(ms: number): Promise<number>;
}

const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 5_000;

export function createUnsaved(timers: Timers, log: Log): Unsaved {
  const pending = new Set<Promise<void>>();

  async function retry(id: ConnectionId, save: () => Promise<unknown>): Promise<void> {
    for (let ms = FIRST_RETRY_MS; ; ms = Math.min(ms * 2, LAST_RETRY_MS)) {
      await timers.wait(ms, { background: true });
      try {
        await save();
        log.info({ ...id }, 'a token that was in memory only is saved');
        return;
      } catch (error) {
        if (error instanceof StoreError && error.code !== 'store/closed') continue;
        log.error({ ...id, reason: error instanceof Error ? error.message : 'unknown' }, 'a token in memory cannot be saved');
        return;
      }
    }
  }

  return {
    keep(id, save) {
      log.error({ ...id }, 'the credential store did not take a new token; it is kept in memory and saved later');
      const saving = retry(id, save).finally(() => pending.delete(saving));
      pending.add(saving);
    },
    get count() {
      return pending.size;
    },
    async drain(ms) {
      if (pending.size > 0) await Promise.race([Promise.all(pending), timers.wait(ms)]);
      return pending.size;
    },
  };
}
