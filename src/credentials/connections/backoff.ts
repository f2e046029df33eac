import type { Clock } from '../../runtime/ports/clock.ts';
import type { Failure } from './failure.ts';

/** A failure that is remembered, so that a provider in trouble is not asked by every request. */
export interface Remembered {
  readonly failure: Failure;
  readonly untilElapsed: number;
  /** How often in a row. */
  readonly count: number;
}

/** The failure as it is told to whoever asks meanwhile: with the time that is left. Undefined: it may be tried again. */
export function stillFailing(remembered: Remembered | undefined, clock: Clock): Failure | undefined {
  if (remembered === undefined) return undefined;
  const { failure, untilElapsed } = remembered;
  const left = untilElapsed - clock.elapsed();
  if (left <= 0) return undefined;
  return failure.kind === 'provider-down' ? { ...failure, retryAfterMs: left } : failure;
}

const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;
/** What a provider's Retry-After may ask for at most. */
const LONGEST_ASKED_MS = 300_000;

/**
 * Remembers what a call to the provider would only repeat: 1 s at first, then twice as long each time, or as long as the provider asked
 * for. What consent mends, and what the store does, is looked at each time.
 */
export function remember(failure: Failure, before: Remembered | undefined, clock: Clock): Remembered | undefined {
  if (failure.kind !== 'refused' && failure.kind !== 'provider-down' && failure.kind !== 'caller-refused') return undefined;
  const count = (before?.count ?? 0) + 1;
  const own = Math.min(FIRST_MS * 2 ** (count - 1), LONGEST_MS);
  const asked = failure.kind === 'provider-down' ? Math.min(failure.retryAfterMs ?? 0, LONGEST_ASKED_MS) : 0;
  return { failure, untilElapsed: clock.elapsed() + Math.max(own, asked), count };
}
