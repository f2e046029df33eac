import { clientCredentials } from '../grants/client-credentials.ts';
import { jwtBearer } from '../grants/jwt-bearer.ts';
import { scopesIn } from '../grants/scope.ts';
import { renewalLease } from '../store/keys.ts';
import { readConnection, type SeenConnection, swapConnection } from './connection-records.ts';
import { FORCED_INTERVAL_MS } from './decide.ts';
import { failureOf, storeFailure } from './failure.ts';
import { grantFromToken } from './grant-from-token.ts';
import { type Held, hold, MEANWHILE_MS } from './held.ts';
import { newId } from './new-id.ts';
import { throughGate } from './provider-gate.ts';
import { callTools, pause, type RenewalTools, type Renewed, type Want } from './renewal-tools.ts';
import { type ConnectionRecord, type Grant, NEW_RECORD, readyRecord } from './state.ts';
import type { Target } from './target.ts';

/**
 * Client credentials and JWT bearer (rule R9): nothing can be lost by asking twice, so store and lease only save work. A token someone else fetched is
 * taken over; when the store fails, a token is fetched all the same and stays in memory.
 */
export async function renewByClientCredentials(tools: RenewalTools, target: Target, want: Want, last: Held | undefined): Promise<Renewed> {
  const giveUpAt = tools.clock.elapsed() + tools.limits.callTimeoutMs + tools.limits.saveMs;
  for (;;) {
    if (tools.stopping.aborted) return { kind: 'failed', failure: { kind: 'stopped' } };
    const seen = await attempt(tools, target, () => readConnection(tools.records, target.id));
    const grant = seen && usable(tools, target, seen.record, want);
    if (seen !== undefined && grant !== undefined) return { kind: 'held', held: hold(grant, seen.version, tools.clock) };
    const lease = seen && (await attempt(tools, target, () => acquire(tools, target)));
    if (lease === 'taken' && tools.clock.elapsed() < giveUpAt) {
      await pause(tools);
      continue;
    }
    try {
      return await fetchToken(tools, target, want, seen, last);
    } finally {
      if (typeof lease === 'number') await tools.store.releaseLease(renewalLease(target.id), lease).catch(() => false);
    }
  }
}

/** Undefined when the store does not play along. */
async function attempt<T>(tools: RenewalTools, target: Target, step: () => Promise<T>): Promise<T | undefined> {
  try {
    return await step();
  } catch (error) {
    const failure = storeFailure(error);
    tools.log.warn(
      { ...target.id, reason: failure.kind === 'store' ? failure.text : failure.kind },
      'a token is fetched without the store',
    );
    return undefined;
  }
}

async function acquire({ store, owner, limits }: RenewalTools, target: Target): Promise<number | 'taken'> {
  return (await store.acquireLease(renewalLease(target.id), owner, limits.callTimeoutMs + limits.saveMs)) ?? 'taken';
}

function usable({ clock }: RenewalTools, target: Target, record: ConnectionRecord, { rejected, ahead }: Want): Grant | undefined {
  if (record.state.phase !== 'ready' || record.madeWith !== target.digest) return undefined;
  const { grant } = record.state;
  if (clock.now() >= grant.useUntil || (ahead !== undefined && grant.generation <= ahead)) return undefined;
  const refused = rejected !== undefined && grant.generation <= rejected;
  const forcedLately = grant.forcedAt !== undefined && clock.now() < grant.forcedAt + FORCED_INTERVAL_MS;
  return refused && !forcedLately ? undefined : grant;
}

/** The last minutes of a token that could not be renewed in time. */
function stillGood({ clock }: RenewalTools, target: Target, { rejected }: Want, seen: SeenConnection | undefined): Renewed | undefined {
  if (seen?.record.state.phase !== 'ready' || seen.record.madeWith !== target.digest) return undefined;
  const { grant } = seen.record.state;
  if (clock.now() >= grant.expiresAt || (rejected !== undefined && grant.generation <= rejected)) return undefined;
  return { kind: 'held', held: hold(grant, seen.version, clock, clock.now() + MEANWHILE_MS) };
}

async function fetchToken(
  tools: RenewalTools,
  target: Target,
  want: Want,
  seen: SeenConnection | undefined,
  last: Held | undefined,
): Promise<Renewed> {
  const request = target.grantType === 'jwtBearer' ? jwtBearer : clientCredentials;
  const outcome = await throughGate(tools.gate, target, () => request(callTools(tools), target.client));
  if (outcome.kind !== 'token') {
    const failure = outcome.kind === 'shut' ? outcome.failure : failureOf(outcome, target.secretOf);
    return stillGood(tools, target, want, seen) ?? { kind: 'failed', failure };
  }
  const record = seen?.record ?? NEW_RECORD;
  const grant: Grant = {
    ...grantFromToken(outcome.token, target.client, {
      generation: Math.max(record.generation, last?.token.generation ?? 0) + 1,
      lineage: 'client',
      savedBy: newId(tools.random),
      refreshToken: undefined,
      scopes: scopesIn(target.client.scope),
      ...(want.rejected === undefined ? {} : { forcedAt: tools.clock.now() }),
    }),
    // RFC 6749 §4.4.3: there should be none, and it would be one more secret to guard.
    refreshToken: undefined,
  };
  const swap =
    seen &&
    (await attempt(tools, target, () =>
      swapConnection(tools.records, target.id, seen.version, { ...readyRecord(record, grant), madeWith: target.digest }),
    ));
  // One that the store does not have cannot be outdated by it. One that another process outran is replaced by the other's soon.
  const version = swap === undefined ? Number.MAX_SAFE_INTEGER : swap.kind === 'done' ? swap.version : (seen?.version ?? 0);
  return { kind: 'held', held: hold(grant, version, tools.clock) };
}
