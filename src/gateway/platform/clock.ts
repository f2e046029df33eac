import type { Clock } from '../../runtime/ports/clock.ts';

/** The time of this process. */
export const systemClock: Clock = { now: () => Date.now(), elapsed: () => performance.now() };
