import { attemptRefresh } from './attempt.ts';
import { readConnection, type SeenConnection, swapConnection } from './connection-records.ts';
import { type Decision, decide } from './decide.ts';
import type { Failure } from './failure.ts';
import { hold } from './held.ts';
import { findLateAnswer, forgetLateAnswer } from './late-answer.ts';
import { digestOf, pause, type RenewalTools, type Renewed, type Want } from './renewal-tools.ts';
import { readyRecord } from './settle.ts';
import type { ConnectionState } from './state.ts';
import type { Target } from './target.ts';

/**
 * Brings a connection by authorization code to a usable token: reads, decides, acts, and looks again whenever someone else was faster.
 * Rejects with StoreError or VaultError when the store cannot be used.
 */
export async function renewByRefresh(tools: RenewalTools, target: Target, want: Want): Promise<Renewed> {
  const giveUpAt = tools.clock.elapsed() + tools.limits.waitMs;
  for (;;) {
    if (tools.stopping.aborted) return failed({ kind: 'stopped' });
    const seen = await readConnection(tools.records, target.id);
    const renewed = await act(tools, target, seen, await decideNow(tools, seen, want), want);
    if (renewed !== 'again') return renewed;
    if (tools.clock.elapsed() >= giveUpAt) return failed({ kind: 'busy' });
  }
}

/** The store's clock is asked only where it counts. */
async function decideNow({ store, clock, limits }: RenewalTools, { record }: SeenConnection, { rejected }: Want): Promise<Decision> {
  const { state } = record;
  const timed = state.phase === 'refreshing' || (state.phase === 'ready' && state.unanswered !== undefined);
  const storeNow = timed ? await store.now() : 0;
  return decide(record, { now: clock.now(), storeNow, rejected, marginMs: limits.marginMs });
}

async function act(tools: RenewalTools, target: Target, seen: SeenConnection, decision: Decision, want: Want): Promise<Renewed | 'again'> {
  switch (decision.kind) {
    case 'use': {
      const { grant, meanwhile } = decision;
      // Someone is renewing it: look again soon.
      const soon = meanwhile ? tools.clock.now() + tools.limits.pollMs : grant.useUntil;
      return { kind: 'held', held: hold(grant, seen.version, tools.clock, grant.refreshToken === undefined ? grant.expiresAt : soon) };
    }
    case 'refresh':
      return attemptRefresh(tools, target, seen, decision, want);
    case 'wait':
      await pause(tools);
      return 'again';
    case 'too-early':
      return failed({ kind: 'too-early' });
    case 'break':
      return breakConnection(tools, target, seen, decision);
    case 'broken':
      return adoptOr(tools, target, seen, decision.state);
    case 'unauthorized':
      return failed({ kind: 'consent-needed' });
  }
}

async function breakConnection(
  tools: RenewalTools,
  target: Target,
  { record, version }: SeenConnection,
  { reason, grant, intent }: Extract<Decision, { kind: 'break' }>,
): Promise<'again'> {
  const state: ConnectionState = {
    phase: 'broken',
    reason,
    since: tools.clock.now(),
    mendBy: 'consent',
    tried: { lineage: grant.lineage, digest: intent?.digest ?? digestOf(grant.refreshToken ?? '') },
  };
  const swap = await swapConnection(tools.records, target.id, version, { ...record, state });
  if (swap.kind === 'done') tools.log.warn({ ...target.id, reason }, 'a connection is broken and must be connected anew');
  // Found broken at the next look, where a late answer may still mend it.
  return 'again';
}

/** A late answer may have come after the connection was given up. */
async function adoptOr(
  tools: RenewalTools,
  target: Target,
  { record, version }: SeenConnection,
  state: Extract<ConnectionState, { phase: 'broken' }>,
): Promise<Renewed | 'again'> {
  const late = await findLateAnswer(tools, target.id, state.tried);
  if (late === undefined) return failed({ kind: 'broken', reason: state.reason });
  const grant = { ...late, generation: record.generation + 1 };
  const swap = await swapConnection(tools.records, target.id, version, readyRecord(record, grant));
  if (swap.kind === 'done') await forgetLateAnswer(tools, target.id).catch(() => false);
  return 'again';
}

const failed = (failure: Failure): Renewed => ({ kind: 'failed', failure });
