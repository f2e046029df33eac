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

/** Parties that calls are told apart by; it opens only when calls of as many of them have failed. */
export interface BreakerParties {
  readonly needed: number;
}

type State =
  | { readonly kind: 'closed'; readonly since: number; calls: number; failed: number; readonly failing: Set<string> }
  /** `last`: whose call found out last that it must stay open. */
  | { readonly kind: 'open'; readonly until: number; readonly last: string | undefined }
  /** One call is on its way, which decides. */
  | { readonly kind: 'half-open' };

export type BreakerState = State['kind'];

/** Stops calls to a backend that fails again and again, so that it can recover and nobody waits for it. One call at a time then finds out whether it has. */
export class Breaker {
  readonly #rules: BreakerRules;
  readonly #clock: Clock;
  readonly #changed: (to: BreakerState) => void;
  readonly #parties: number;
  #state: State;

  constructor(rules: BreakerRules, clock: Clock, changed: (to: BreakerState) => void, parties: BreakerParties = { needed: 1 }) {
    this.#rules = rules;
    this.#clock = clock;
    this.#changed = changed;
    this.#parties = parties.needed;
    this.#state = this.#closed();
  }

  /** `open` until somebody calls after the pause. */
  get state(): BreakerState {
    return this.#state.kind;
  }

  /** Whether a call of this party may be made; or in how many milliseconds it is tried again. Whoever may go must `report` what came of it. */
  enter(party = ''): Pass | { readonly againInMs: number } {
    const state = this.#state;
    if (state.kind === 'closed') return 'go';
    if (state.kind === 'half-open') return { againInMs: this.#rules.pause };
    // Whoever failed last goes behind the others, who may fare better.
    const behind = state.last === party ? this.#rules.pause : 0;
    const left = state.until + behind - this.#clock.elapsed();
    if (left > 0) return { againInMs: left };
    this.#turn({ kind: 'half-open' });
    return 'probe';
  }

  report(pass: Pass, health: Health, party = ''): void {
    const state = this.#state;
    if (pass === 'probe') this.#decide(health, party);
    // Calls that began before it opened have nothing more to say.
    else if (state.kind === 'closed') this.#count(state, health, party);
  }

  #decide(health: Health, party: string): void {
    // Nothing was learned: the next call finds out.
    if (health === 'unknown') this.#state = this.#open(0, undefined);
    else this.#turn(health === 'well' ? this.#closed() : this.#open(this.#rules.pause, party));
  }

  #count(state: Extract<State, { kind: 'closed' }>, health: Health, party: string): void {
    if (health === 'unknown') return;
    const { calls, failures, window } = this.#rules;
    const counted = this.#clock.elapsed() - state.since < window ? state : this.#closed();
    counted.calls++;
    if (health === 'failed') {
      counted.failed++;
      if (counted.failing.size < this.#parties) counted.failing.add(party);
    }
    this.#state = counted;
    const tooMany = counted.calls >= calls && counted.failed * 100 >= failures * counted.calls;
    if (tooMany && counted.failing.size >= this.#parties) this.#turn(this.#open(this.#rules.pause, party));
  }

  #turn(state: State): void {
    this.#state = state;
    this.#changed(state.kind);
  }

  #closed(): Extract<State, { kind: 'closed' }> {
    return { kind: 'closed', since: this.#clock.elapsed(), calls: 0, failed: 0, failing: new Set() };
  }

  #open(pause: number, by: string | undefined): State {
    return { kind: 'open', until: this.#clock.elapsed() + pause, last: this.#parties > 1 ? by : undefined };
  }
}
