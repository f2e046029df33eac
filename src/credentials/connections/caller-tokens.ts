import type { Clock } from '../../runtime/ports/clock.ts';
import type { Secret, Token } from '../../runtime/ports/credential-source.ts';
import { onBehalfOf } from '../grants/on-behalf-of.ts';
import type { GrantOutcome } from '../grants/outcome.ts';
import { tokenExchange } from '../grants/token-exchange.ts';
import { type Remembered, remember, stillFailed } from './backoff.ts';
import { FORCED_INTERVAL_MS } from './decide.ts';
import { callerFailureOf, type Failure } from './failure.ts';
import { grantFromToken } from './grant-from-token.ts';
import { boundTo, type Held, hold, isFresh } from './held.ts';
import { newId } from './new-id.ts';
import { throughGate } from './provider-gate.ts';
import { callTools, digestOf, type RenewalTools } from './renewal-tools.ts';
import type { Target } from './target.ts';
import type { Throttle } from './throttle.ts';

/** Tokens got for the token of each caller (rule R9): in the memory of this process and nowhere else, known by digest of the caller's. */
export interface CallerTokens {
  peek(subject: Secret, clock: Clock): Token | undefined;
  get(subject: Secret, tools: RenewalTools): Promise<{ kind: 'token'; token: Token } | { kind: 'failed'; failure: Failure }>;
  /** A backend refused this token: the next `get` asks for another, once in a while (rule R10). */
  reject(token: Token, clock: Clock): void;
}

/** Callers whose tokens are kept for one connection; beyond it the one that asked longest ago is forgotten. */
const MOST = 10_000;

interface Entry {
  held: Held | undefined;
  flight: Promise<Entry> | undefined;
  failed: Remembered | undefined;
  /** Monotonic time of the last refusal by a backend that was heeded. */
  forcedAt: number | undefined;
}

export function callerTokens(target: Target, throttle: Throttle): CallerTokens {
  const entries = new Map<string, Entry>();
  const owners = new WeakMap<Token, Entry>();
  const request = target.grantType === 'onBehalfOf' ? onBehalfOf : tokenExchange;
  let generation = 0;
  /** What no caller is to blame for: a wrong secret, a server out of reach. */
  let failedForAll: Remembered | undefined;

  /** The entry of a caller, as the one used last. */
  function entryOf(subject: Secret): Entry {
    const key = digestOf(subject.reveal());
    const entry: Entry = entries.get(key) ?? { held: undefined, flight: undefined, failed: undefined, forcedAt: undefined };
    entries.delete(key);
    entries.set(key, entry);
    const oldest = entries.size > MOST ? entries.keys().next().value : undefined;
    if (oldest !== undefined) entries.delete(oldest);
    return entry;
  }

  async function renew(entry: Entry, subject: Secret, tools: RenewalTools): Promise<Entry> {
    const counted = await throttle.count(tools);
    if (counted !== 'go') {
      // A token that is renewed before its end is served until then.
      if (entry.held !== undefined && tools.clock.now() < entry.held.token.expiresAt) return entry;
      const failure = { kind: 'throttled', ...counted } as const;
      entry.held = undefined;
      entry.failed = { failure, untilElapsed: 0, count: 0 };
      return entry;
    }
    entry.held = undefined;
    const call = () => request(callTools(tools), target.client, subject);
    const outcome = await throughGate(tools.gate, target, call, digestOf(subject.reveal()));
    if (outcome.kind !== 'token') {
      const failure = outcome.kind === 'shut' ? outcome.failure : callerFailureOf(outcome, target.secretOf);
      const all = outcome.kind === 'shut' || isForAll(outcome);
      const remembered = remember(failure, all ? failedForAll : entry.failed, tools.clock);
      if (all) failedForAll = remembered;
      // What is not worth remembering still has to be told to those who wait now.
      entry.failed = remembered ?? { failure, untilElapsed: 0, count: 0 };
      return entry;
    }
    generation++;
    const continued = { generation, lineage: 'caller', savedBy: newId(tools.random), refreshToken: undefined };
    const grant = { ...grantFromToken(outcome.token, target.client, continued), refreshToken: undefined };
    entry.held = boundTo(target.client.hosts, hold(grant, Number.MAX_SAFE_INTEGER, tools.clock));
    entry.failed = undefined;
    failedForAll = undefined;
    owners.set(entry.held.token, entry);
    return entry;
  }

  return {
    peek(subject, clock) {
      const held = entries.get(digestOf(subject.reveal()))?.held;
      return held !== undefined && isFresh(held, clock) ? held.token : undefined;
    },
    async get(subject, tools) {
      const entry = entryOf(subject);
      const { clock } = tools;
      if (entry.held !== undefined && isFresh(entry.held, clock)) return { kind: 'token', token: entry.held.token };
      const failure = stillFailed(failedForAll, clock) ?? stillFailed(entry.failed, clock);
      if (failure !== undefined) return { kind: 'failed', failure };
      entry.flight ??= renew(entry, subject, tools).finally(() => {
        entry.flight = undefined;
      });
      const { held, failed } = await entry.flight;
      if (held !== undefined) return { kind: 'token', token: held.token };
      return { kind: 'failed', failure: failed?.failure ?? { kind: 'stopped' } };
    },
    reject(token, clock) {
      const entry = owners.get(token);
      if (entry === undefined || entry.held?.token !== token) return;
      if (entry.forcedAt !== undefined && clock.elapsed() < entry.forcedAt + FORCED_INTERVAL_MS) return;
      entry.forcedAt = clock.elapsed();
      entry.held = undefined;
    },
  };
}

function isForAll(outcome: Exclude<GrantOutcome, { kind: 'token' }>): boolean {
  if (outcome.kind === 'not-sent') return true;
  if (outcome.kind === 'overloaded') return outcome.status === 429;
  return outcome.kind === 'oauth-error' && outcome.code === 'invalid_client';
}
