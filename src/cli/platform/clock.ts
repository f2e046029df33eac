import type { Clock } from '../../runtime/ports/clock.ts';

/** The machine's clocks. */
export const systemClock: Clock = {
  // Date.now follows corrections of the wall clock; the performance clock would keep the offset of the start for ever.
  now: () => Date.now(),
  elapsed: () => performance.now(),
};
