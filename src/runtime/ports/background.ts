import type { Signal } from './signal.ts';

/** Work that no request waits for, such as a message to a log. */
export interface Background {
  /**
   * Begins work, unless too much is under way or the gateway is stopping: false then. The work reports its own failures; the signal is
   * aborted when the gateway waits no longer.
   */
  run(work: (signal: Signal) => Promise<void>): boolean;
  /** Begins nothing more, lets what is under way end within the grace, then cancels it. */
  drain(graceMs: number): Promise<void>;
}
