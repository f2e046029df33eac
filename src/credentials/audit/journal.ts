import type { Clock } from '../../runtime/ports/clock.ts';
import type { Log } from '../../runtime/ports/log.ts';
import type { Timers } from '../timers.ts';
import { VaultError } from '../vault/vault-error.ts';
import { append, type ChainTools } from './chain.ts';
import type { AuditEvent } from './entry.ts';

/** Takes down what happened, in the background: nobody waits for it, and a store that is away delays nothing. */
export interface Journal {
  note(event: AuditEvent): void;
  /** Resolves when all is in the store, or when the time is over; then the number that is not. */
  flush(ms: number): Promise<number>;
}

const MOST_WAITING = 1_000;

const AGAIN_MS = 1_000;

interface Waiting {
  readonly event: AuditEvent;
  readonly at: number;
}

export interface JournalTools extends ChainTools {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Log;
  /** Entries that wait for the store at most; 1,000 by default. */
  readonly mostWaiting?: number;
}

export function openJournal(tools: JournalTools): Journal {
  const { clock, timers, log, mostWaiting = MOST_WAITING } = tools;
  const waiting: Waiting[] = [];
  let lost = 0;
  let writing: Promise<void> | undefined;

  async function writeAll(): Promise<void> {
    for (let next = following(); next !== undefined; next = following()) {
      const { event, at, done } = next;
      try {
        const { entry, digest } = await append(tools, event, at);
        done();
        // Where logs go, the digest is out of reach of whoever can change the store.
        log.info({ n: entry.n, digest, what: entry.what, who: entry.who, on: entry.on }, 'audit');
      } catch (error) {
        const reason = error instanceof Error ? error.message : 'unknown';
        log.error({ what: event.what, on: event.on, reason }, 'an entry of the audit log cannot be written');
        // Another try does not mend a log that was tampered with.
        if (error instanceof VaultError) done();
        else await timers.wait(AGAIN_MS, { background: true });
      }
    }
  }

  /** What is to be written now: what waits, and then how many did not get to wait. */
  function following(): (Waiting & { done(): void }) | undefined {
    const next = waiting[0];
    if (next !== undefined) return { ...next, done: () => void waiting.shift() };
    if (lost === 0) return undefined;
    const gone = lost;
    const event: AuditEvent = { what: 'entries-lost', who: { kind: 'gateway' }, on: 'audit', detail: String(gone) };
    return {
      event,
      at: clock.now(),
      done() {
        lost -= gone;
      },
    };
  }

  return {
    note(event) {
      if (waiting.length >= mostWaiting) {
        lost++;
        log.error({ ...event }, 'an entry of the audit log is lost: too many wait for the store');
        return;
      }
      waiting.push({ event, at: clock.now() });
      writing ??= writeAll().finally(() => {
        writing = undefined;
      });
    },
    async flush(ms) {
      if (writing !== undefined) await Promise.race([writing, timers.wait(ms, { background: true })]);
      return waiting.length + lost;
    },
  };
}
