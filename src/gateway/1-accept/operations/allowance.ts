import type { Clock } from '../../../runtime/ports/clock.ts';

/** So much, and as much again in each period, evenly (a token bucket): in any period no more than twice that. */
export class Allowance {
  readonly #clock: Clock;
  readonly #most: number;
  readonly #periodMs: number;
  #left: number;
  #at: number;

  constructor(clock: Clock, most: number, periodMs: number) {
    this.#clock = clock;
    this.#most = most;
    this.#periodMs = periodMs;
    this.#left = most;
    this.#at = clock.elapsed();
  }

  /** Takes that much, or nothing when so much is not left. */
  take(amount: number): boolean {
    const now = this.#clock.elapsed();
    this.#left = Math.min(this.#most, this.#left + ((now - this.#at) / this.#periodMs) * this.#most);
    this.#at = now;
    if (amount > this.#left) return false;
    this.#left -= amount;
    return true;
  }
}
