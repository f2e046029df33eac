import { outOfRange } from '../../failures.ts';
import { TimeSpan } from '../../values/time-span.ts';

/** Regex.InfiniteMatchTimeout: one millisecond less than nothing. */
export const infinite = TimeSpan.of(-10_000n);

const longest = 2147483646n * 10_000n;

/**
 * A time limit as .NET checks it. Here it limits nothing: every match is paid from the budget of its exchange, whatever the clock
 * says, so that the same request always ends the same way.
 */
export function checkTimeout(timeout: TimeSpan): void {
  if (timeout.ticks !== infinite.ticks && (timeout.ticks <= 0n || timeout.ticks > longest)) outOfRange('matchTimeout');
}
