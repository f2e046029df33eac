import type { Clock } from '../../../runtime/ports/clock.ts';
import { Breaker, type BreakerRules, type BreakerState, type Health } from './breaker.ts';

/** A call that may be made. */
export interface Turn {
  /** What came of it; to be called once. */
  report(health: Health): void;
}

/** Why a call is not made: the backend fails for everybody, or with this connection. */
export interface Refusal {
  readonly againInMs: number;
  readonly of: 'backend' | 'connection';
}

/** Told apart at the most; what is beyond counts for the backend alone. */
const mostConnections = 1_000;

/**
 * The breakers before one backend. Each connection has its own: where one tenant's account or shard is broken, the others go on. One stands for the
 * backend, and opens when calls with several connections fail.
 */
export class Breakers {
  readonly #rules: BreakerRules;
  readonly #clock: Clock;
  readonly #changed: (to: BreakerState, connection: string | undefined) => void;
  readonly #backend: Breaker;
  readonly #own = new Map<string, Breaker>();

  /** `changed` hears of the backend without a connection. */
  constructor(rules: BreakerRules, clock: Clock, changed: (to: BreakerState, connection: string | undefined) => void) {
    this.#rules = rules;
    this.#clock = clock;
    this.#changed = changed;
    this.#backend = new Breaker(rules, clock, (to) => changed(to, undefined), { needed: 2 });
  }

  /** The worst of the backend's and of its connections'. */
  get state(): BreakerState {
    const states = new Set([this.#backend.state, ...[...this.#own.values()].map(({ state }) => state)]);
    return states.has('open') ? 'open' : states.has('half-open') ? 'half-open' : 'closed';
  }

  /** Whether a call with this connection may be made; the empty text stands for none. */
  enter(connection: string): Turn | Refusal {
    const own = this.#own.get(connection);
    const pass = own?.enter() ?? 'go';
    if (typeof pass === 'object') return { ...pass, of: 'connection' };
    const backend = this.#backend.enter(connection);
    if (typeof backend === 'object') {
      own?.report(pass, 'unknown');
      return { ...backend, of: 'backend' };
    }
    return {
      report: (health) => {
        this.#backend.report(backend, health, connection);
        this.#ownOf(connection, health)?.report(pass, health);
      },
    };
  }

  #ownOf(connection: string, health: Health): Breaker | undefined {
    const known = this.#own.get(connection);
    if (known !== undefined || !this.#hasRoom(health)) return known;
    const made = new Breaker(this.#rules, this.#clock, (to) => this.#changed(to, connection));
    this.#own.set(connection, made);
    return made;
  }

  /** When there is none, who fails takes the place of one that is well. */
  #hasRoom(health: Health): boolean {
    if (this.#own.size < mostConnections) return true;
    if (health !== 'failed') return false;
    const [spare] = [...this.#own].find(([, { state }]) => state === 'closed') ?? [];
    return spare !== undefined && this.#own.delete(spare);
  }
}
