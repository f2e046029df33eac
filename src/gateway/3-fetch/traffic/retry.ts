import { retryAfter } from '../../../credentials/grants/retry-after.ts';
import type { Clock } from '../../../runtime/ports/clock.ts';
import type { Random } from '../../../runtime/ports/random.ts';
import type { IncomingResponse, SendFailure } from '../../../runtime/ports/send.ts';

/** How calls that only read are sent again. */
export interface RetryRules {
  /** Times in addition to the first; 0: never. */
  readonly attempts: number;
  /** Milliseconds before the second; twice as many before each later one. */
  readonly wait: number;
}

/** Retries in proportion to calls, so that they do not make an outage worse. */
const perCall = 0.2;
const mostSaved = 10;

/** How many retries may be made now: some at once, and then one for every few calls. */
export class RetryBudget {
  #left = mostSaved;

  /** A call was made. */
  earn(): void {
    this.#left = Math.min(mostSaved, this.#left + perCall);
  }

  /** Whether one may be made, which is counted then. */
  spend(): boolean {
    if (this.#left < 1) return false;
    this.#left--;
    return true;
  }
}

/** Statuses by which a backend, or what stands before it, says that it is not there for the moment. */
const passing: ReadonlySet<number> = new Set([502, 503, 504]);

/** Whether the backend itself is in trouble. What one caller is refused, 401, 403 or 429, says nothing of it. */
export const isDown = ({ status }: IncomingResponse): boolean => passing.has(status);

export type Tried = { readonly response: IncomingResponse } | { readonly failure: SendFailure };

/**
 * Milliseconds to wait before a call is sent again; undefined where it must not be: only what never left, and what the backend put off by 502, 503 or 504. `made`: how often it was sent
 * already.
 */
export function waitBeforeRetry(
  tried: Tried,
  made: number,
  { attempts, wait }: RetryRules,
  { clock, random }: { readonly clock: Clock; readonly random: Random },
): number | undefined {
  if (made > attempts) return undefined;
  if ('failure' in tried ? !tried.failure.notSent : !isDown(tried.response)) return undefined;
  const asked = 'response' in tried ? retryAfter(headerOf(tried.response, 'retry-after'), clock.now()) : undefined;
  // Not all at the same moment: between half of the time and the whole.
  const share = 0.5 + random.next() / 2;
  return Math.max(asked ?? 0, wait * 2 ** (made - 1) * share);
}

const headerOf = ({ headers }: IncomingResponse, wanted: string): string | undefined =>
  headers.find(([name]) => name.toLowerCase() === wanted)?.[1];
