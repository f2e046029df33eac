import type { Clock } from '../../runtime/ports/clock.ts';

/** What one call told of a server: `unknown` when it never came to it. */
export type Health = 'answered' | 'failed' | 'unknown';

/** Keeps calls away from a server that does not answer, and lets one at a time find out whether it does again. */
export interface Breaker {
  readonly state: 'closed' | 'open' | 'half-open';
  /** Milliseconds until a call of this party is worth it; 0: now. */
  waitMs(party: string): number;
  /** The same, and takes the turn. Every turn that is taken ends with `heard`. */
  take(party: string): number;
  heard(health: Health, party: string): void;
}

/** Failures in a row that open it. */
const ROW = 5;

/** Failures in a row that one party counts for: whoever is broken alone never opens it for the others. */
const OF_ONE = 3;

/** Milliseconds for which it stays open at first, and at most. */
const OPEN_MS = 10_000;
const LONGEST_MS = 60_000;

/** Milliseconds between two looks while somebody else finds out. */
const PROBE_LOOK_MS = 1_000;

type State =
  | { readonly kind: 'closed'; readonly row: readonly string[] }
  /** `times`: in a row. `last`: whose call failed last, and who goes behind the others next time. */
  | { readonly kind: 'open'; readonly until: number; readonly times: number; readonly last: string }
  | { readonly kind: 'half-open'; readonly until: number; readonly times: number; readonly last: string };

/** `callMs`: what a call takes at most; a turn that was taken and never ended is given again after it. */
export function createBreaker(clock: Clock, callMs: number): Breaker {
  let state: State = { kind: 'closed', row: [] };

  function waitMs(party: string): number {
    const now = clock.elapsed();
    switch (state.kind) {
      case 'closed':
        return 0;
      case 'open':
        return Math.max(0, (party === state.last ? state.until + PROBE_LOOK_MS : state.until) - now);
      case 'half-open':
        return now >= state.until ? 0 : Math.min(PROBE_LOOK_MS, state.until - now);
    }
  }

  const open = (times: number, last: string): State => ({
    kind: 'open',
    until: clock.elapsed() + Math.min(OPEN_MS * 2 ** times, LONGEST_MS),
    times,
    last,
  });

  function afterFailure(party: string): State {
    if (state.kind === 'half-open') return open(state.times + 1, party);
    if (state.kind === 'open') return state;
    if (state.row.filter((one) => one === party).length >= OF_ONE) return state;
    const row = [...state.row, party];
    return row.length < ROW ? { kind: 'closed', row } : open(0, party);
  }

  return {
    get state() {
      return state.kind;
    },
    waitMs,
    take(party) {
      const wait = waitMs(party);
      if (wait === 0 && state.kind !== 'closed') state = { ...state, kind: 'half-open', until: clock.elapsed() + callMs };
      return wait;
    },
    heard(health, party) {
      if (health === 'answered') state = { kind: 'closed', row: [] };
      else if (health === 'failed') state = afterFailure(party);
      // Nothing was found out: the next one tries.
      else if (state.kind === 'half-open') state = { ...state, kind: 'open', until: clock.elapsed() };
    },
  };
}
