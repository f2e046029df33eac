import type { Clock } from '../../runtime/ports/clock.ts';
import type { Failure } from './failure.ts';

/** A failure that is remembered, so that a provider in trouble is not asked by every request. */
export interface Remembered {
  readonly failure: Failure;
  readonly untilElapsed: number;
  /** How often in a row. */
  readonly count: number;
}

const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;
/**
 * Remembers what a call to the provider would only repeat: 1 s at first, then twice as long each time, or as long as the provider asked
 * for. What consent mends, and what the store does, is looked at each time.
 */
export function remember(failure: Failure, before: Remembered | undefined, clock: Clock): Remembered | undefined {
  // Nobody was asked, so there is nothing new to be counted.
  if (failure.kind === 'held-back') return { failure, untilElapsed: clock.elapsed() + failure.retryAfterMs, count: before?.count ?? 0 };
  if (failure.kind !== 'refused' && failure.kind !== 'provider-down' && failure.kind !== 'caller-refused') return undefined;
  const count = (before?.count ?? 0) + 1;
  const own = Math.min(FIRST_MS * 2 ** (count - 1), LONGEST_MS);
  const asked = failure.kind === 'provider-down' ? (failure.retryAfterMs ?? 0) : 0;
  return { failure, untilElapsed: clock.elapsed() + Math.max(own, asked), count };
}

/** The failure while it is remembered, with the time that is left; undefined: it is time to try again. */
export function stillFailed(remembered: Remembered | undefined, clock: Clock): Failure | undefined {
  if (remembered === undefined) return undefined;
  const left = remembered.untilElapsed - clock.elapsed();
  if (left <= 0) return undefined;
  const { failure } = remembered;
  return failure.kind === 'provider-down' || failure.kind === 'held-back' ? { ...failure, retryAfterMs: left } : failure;
}
