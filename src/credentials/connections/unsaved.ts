import type { Log } from '../../runtime/ports/log.ts';
import type { ConnectionId } from '../store/keys.ts';
import { StoreError } from '../store/store.ts';
import type { Timers } from '../timers.ts';

/** A save that the store did not take. */
export interface PendingSave {
  readonly id: ConnectionId;
  /** Rejects with StoreError when it is to be tried again. */
  save(): Promise<unknown>;
  /** Puts the tokens into safety beside the store meanwhile; they come back with the next start. */
  spill?(): Promise<void>;
  /** They are saved. */
  unspill?(): Promise<void>;
}

/** Saves that the store did not take, tried again until it does (rule R5). */
export interface Unsaved {
  keep(pending: PendingSave): void;
  /** How many tokens the store does not have. */
  readonly count: number;
  /** Resolves when all are saved, or after `ms`; returns how many are in memory only: neither saved nor spilled. */
  drain(ms: number): Promise<number>;
}

const FIRST_RETRY_MS = 100;
/** Well below what others wait after a failure of the store before they count an unresolved intent as given up. */
const LAST_RETRY_MS = 1_000;

export function createUnsaved(timers: Timers, log: Log, lastRetryMs: number = LAST_RETRY_MS): Unsaved {
  const pending = new Set<Promise<void>>();
  let exposed = 0;

  async function retry({ id, save, unspill }: PendingSave): Promise<void> {
    for (let ms = FIRST_RETRY_MS; ; ms = Math.min(ms * 2, lastRetryMs)) {
      await timers.wait(ms, { background: true });
      try {
        await save();
        await unspill?.();
        log.info({ ...id }, 'a token that was in memory only is saved');
        return;
      } catch (error) {
        if (error instanceof StoreError && error.code !== 'store/closed') continue;
        log.error({ ...id, reason: error instanceof Error ? error.message : 'unknown' }, 'a token in memory cannot be saved');
        return;
      }
    }
  }

  async function secure({ id, spill }: PendingSave): Promise<boolean> {
    if (spill === undefined) return false;
    try {
      await spill();
      return true;
    } catch (error) {
      log.error({ ...id, reason: error instanceof Error ? error.message : 'unknown' }, 'a token in memory cannot be spilled');
      return false;
    }
  }

  async function hold(one: PendingSave): Promise<void> {
    exposed++;
    const safe = await secure(one);
    if (safe) exposed--;
    await retry(one);
    if (!safe) exposed--;
  }

  return {
    keep(one) {
      log.error({ ...one.id }, 'the credential store did not take a new token; it is kept in memory and saved later');
      const holding = hold(one).finally(() => pending.delete(holding));
      pending.add(holding);
    },
    get count() {
      return pending.size;
    },
    async drain(ms) {
      if (pending.size > 0) await Promise.race([Promise.all(pending), timers.wait(ms)]);
      return exposed;
    },
  };
}
