import type { Clock } from '../../../src/runtime/ports/clock.ts';

/** A clock that stands still until it is told to go on. */
export interface TestClock extends Clock {
  /** Lets wall time and the monotonic clock go on together. */
  advance(ms: number): void;
  /** Moves wall time alone, as an administrator or NTP does. */
  setWall(ms: number): void;
}

export function testClock(start = Date.now()): TestClock {
  let wall = start;
  let elapsed = 5_000;
  return {
    now: () => wall,
    elapsed: () => elapsed,
    advance(ms) {
      wall += ms;
      elapsed += ms;
    },
    setWall(ms) {
      wall = ms;
    },
  };
}
