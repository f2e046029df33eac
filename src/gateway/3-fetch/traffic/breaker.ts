import type { Clock } from '../../../runtime/ports/clock.ts';

/** When a backend is left alone for a while. */
export interface BreakerRules {
  /** Failures in a hundred calls, from which on it is. */
  readonly failures: number;
  /** Calls that must have been made before that says anything. */
  readonly calls: number;
  /** Milliseconds over which they are counted. */
  readonly window: number;
  /** Milliseconds until one call tries again. */
  readonly pause: number;
}

/** How a call goes: like any other, or as the one that finds out whether the backend is well again. */
export type Pass = 'go' | 'probe';

/** What became of a call: `failed` only where the backend itself is in trouble, `unknown` where nothing was learned of it. */
export type Health = 'well' | 'failed' | 'unknown';

type State =
  | { readonly kind: 'closed'; readonly since: number; calls: number; failed: number }
  | { readonly kind: 'open'; readonly until: number }
  /** One call is on its way, which decides. */
  | { readonly kind: 'half-open' };

export type BreakerChange = 'open' | 'half-open' | 'closed';

/** Stops calls to a backend that fails again and again, so that it can recover and nobody waits for it. One call at a time then finds out whether it has. */
export class Breaker {
  readonly #rules: BreakerRules;
  readonly #clock: Clock;
  readonly #changed: (to: BreakerChange) => void;
  #state: State;

  constructor(rules: BreakerRules, clock: Clock, changed: (to: BreakerChange) => void) {
    this.#rules = rules;
    this.#clock = clock;
    this.#changed = changed;
    this.#state = this.#closed();
  }

  /** Whether a call may be made; or in how many milliseconds it is tried again. Whoever may go must `report` what came of it. */
  enter(): Pass | { readonly againInMs: number } {
    const state = this.#state;
    if (state.kind === 'closed') return 'go';
    if (state.kind === 'half-open') return { againInMs: this.#rules.pause };
    const left = state.until - this.#clock.elapsed();
    if (left > 0) return { againInMs: left };
    this.#turn({ kind: 'half-open' });
    return 'probe';
  }

  report(pass: Pass, health: Health): void {
    const state = this.#state;
    if (pass === 'probe') this.#decide(health);
    // Calls that began before it opened have nothing more to say.
    else if (state.kind === 'closed') this.#count(state, health);
  }

  #decide(health: Health): void {
    // Nothing was learned: the next call finds out.
    if (health === 'unknown') this.#state = this.#open(0);
    else this.#turn(health === 'well' ? this.#closed() : this.#open(this.#rules.pause));
  }

  #count(state: Extract<State, { kind: 'closed' }>, health: Health): void {
    if (health === 'unknown') return;
    const { calls, failures, window } = this.#rules;
    const counted = this.#clock.elapsed() - state.since < window ? state : this.#closed();
    counted.calls++;
    if (health === 'failed') counted.failed++;
    this.#state = counted;
    if (counted.calls >= calls && counted.failed * 100 >= failures * counted.calls) this.#turn(this.#open(this.#rules.pause));
  }

  #turn(state: State): void {
    this.#state = state;
    this.#changed(state.kind);
  }

  #closed(): Extract<State, { kind: 'closed' }> {
    return { kind: 'closed', since: this.#clock.elapsed(), calls: 0, failed: 0 };
  }

  #open(pause: number): State {
    return { kind: 'open', until: this.#clock.elapsed() + pause };
  }
}
