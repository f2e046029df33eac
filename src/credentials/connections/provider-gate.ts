import type { Clock } from '../../runtime/ports/clock.ts';
import type { GrantOutcome } from '../grants/outcome.ts';
import { connectionRecord } from '../store/keys.ts';
import type { Timers } from '../timers.ts';
import { type Breaker, createBreaker, type Health } from './breaker.ts';
import { type CallCount, createCallTally } from './call-tally.ts';
import type { Failure } from './failure.ts';
import type { Pauses } from './pauses.ts';
import { createRoom, type Room } from './room.ts';
import type { Target } from './target.ts';

/** Stands before the token calls to each provider: so many at a time, none while it asks to wait, and few while it does not answer. */
export interface ProviderGate {
  /** Resolves when the call may be made, or with why not. `caller`: of whose token it is made, where that is not the connection. */
  enter(target: Target, caller?: string): Promise<Entered>;
  /** How the breakers of the providers stand that were called. */
  readonly breakers: readonly { readonly provider: string; readonly state: Breaker['state'] }[];
  /** How the calls ended so far. */
  readonly calls: readonly CallCount[];
}

export type Entered =
  /** Ends with `leave`, which rejects never. */
  | { readonly kind: 'in'; heard(outcome: GrantOutcome): void; leave(): Promise<void> }
  | { readonly kind: 'shut'; readonly failure: Failure };

export interface GateTools {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly pauses: Pauses;
  readonly stopping: AbortSignal;
  readonly limits: { readonly callTimeoutMs: number; readonly waitMs: number; readonly callsAtOnce: number };
}

interface Server {
  readonly provider: string;
  readonly breaker: Breaker;
  readonly room: Room;
  /** Which connection it answered last with 429, and until when that counts, monotonic. */
  limited: { readonly connection: string; readonly until: number } | undefined;
}

/** Milliseconds after which it is worth another try where all places were taken. */
const FULL_MS = 1_000;

export function createProviderGate({ clock, timers, pauses, stopping, limits }: GateTools): ProviderGate {
  const servers = new Map<string, Server>();
  const tally = createCallTally();

  function serverOf({ server, id }: Target): Server {
    const known = servers.get(server);
    if (known !== undefined) return known;
    const made: Server = {
      provider: id.provider,
      breaker: createBreaker(clock, limits.callTimeoutMs),
      room: createRoom(limits.callsAtOnce, limits.waitMs, timers, stopping),
      limited: undefined,
    };
    servers.set(server, made);
    return made;
  }

  async function pauseOf(target: Target): Promise<Failure | undefined> {
    const left = Math.max(...(await Promise.all([target.server, placeOf(target)].map((of) => pauses.left(of)))));
    return left === 0 ? undefined : heldBack('the provider asked to wait', left);
  }

  /**
   * RFC 6585 §4: 429 is said to one client or user, so it holds back that connection. When a second one is told the same, it is meant
   * for all. What a 5xx asks for (RFC 9110 §15.6.4) is about the server, and holds for all at once.
   */
  function pausesAfter(outcome: GrantOutcome, target: Target, server: Server): readonly (readonly [of: string, ms: number])[] {
    if (outcome.kind !== 'overloaded' || outcome.retryAfterMs === undefined || outcome.retryAfterMs === 0) return [];
    const { status, retryAfterMs: ms } = outcome;
    if (status !== 429) return [[target.server, ms]];
    const connection = placeOf(target);
    const { limited } = server;
    const isSecond = limited !== undefined && limited.connection !== connection && clock.elapsed() < limited.until;
    server.limited = { connection, until: clock.elapsed() + ms };
    return [[isSecond ? target.server : connection, ms]];
  }

  return {
    get breakers() {
      return [...servers.values()].map(({ provider, breaker }) => ({ provider, state: breaker.state }));
    },
    get calls() {
      return tally.counts;
    },
    async enter(target, caller = '') {
      const server = serverOf(target);
      const { breaker, room } = server;
      const party = `${placeOf(target)} ${caller}`;
      const shut = (failure: Failure): Entered => {
        tally.add(target, 'held-back');
        return { kind: 'shut', failure };
      };
      const early = breaker.waitMs(party);
      if (early > 0) return shut(unanswering(early));
      const pause = await pauseOf(target);
      if (pause !== undefined) return shut(pause);
      if (!(await room.enter())) return shut(heldBack('too many calls to its token endpoint are under way', FULL_MS));
      // Those who were before it in line may have found out something.
      const late = breaker.take(party);
      if (late > 0) {
        room.leave();
        return shut(unanswering(late));
      }
      let health: Health = 'unknown';
      let asked: ReturnType<typeof pausesAfter> = [];
      return {
        kind: 'in',
        heard(outcome) {
          tally.add(target, outcome.kind);
          health = healthOf(outcome);
          asked = pausesAfter(outcome, target, server);
        },
        async leave() {
          breaker.heard(health, party);
          room.leave();
          for (const [of, ms] of asked) await pauses.note(of, ms);
        },
      };
    },
  };
}

const placeOf = ({ id }: Target): string => connectionRecord(id).key;

const heldBack = (why: string, retryAfterMs: number): Failure => ({ kind: 'held-back', why, retryAfterMs });

const unanswering = (retryAfterMs: number): Failure => heldBack('its token endpoint did not answer several times in a row', retryAfterMs);

/** What an answer says about the server, whatever it says about the connection: `invalid_grant` is an answer like any other. */
function healthOf(outcome: GrantOutcome): Health {
  switch (outcome.kind) {
    case 'no-answer':
      return 'failed';
    case 'not-sent':
      return outcome.own === true ? 'unknown' : 'failed';
    case 'overloaded':
      return outcome.status >= 500 ? 'failed' : 'answered';
    case 'token':
    case 'oauth-error':
    case 'bad-answer':
      return 'answered';
  }
}

/** Makes one call through the gate. */
export async function throughGate(
  gate: ProviderGate,
  target: Target,
  call: () => Promise<GrantOutcome>,
  caller?: string,
): Promise<GrantOutcome | Extract<Entered, { kind: 'shut' }>> {
  const entered = await gate.enter(target, caller);
  if (entered.kind === 'shut') return entered;
  try {
    const outcome = await call();
    entered.heard(outcome);
    return outcome;
  } finally {
    await entered.leave();
  }
}
