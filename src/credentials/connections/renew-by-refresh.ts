import { attemptRefresh } from './attempt.ts';
import { readConnection, type SeenConnection, swapConnection } from './connection-records.ts';
import type { Decision } from './decide.ts';
import type { Failure } from './failure.ts';
import { hold, MEANWHILE_MS } from './held.ts';
import { adoptLateAnswer } from './late-answer.ts';
import { type Memory, newestOf, withoutHarmless, writeBack } from './newest.ts';
import { digestOf, mayServe, pause, type RenewalTools, type Renewed, type Want } from './renewal-tools.ts';
import type { ConnectionState } from './state.ts';
import { graceOf, type Target } from './target.ts';

/**
 * Brings a connection by authorization code to a usable token: reads, decides, acts, and looks again whenever someone else was faster.
 * Rejects with StoreError or VaultError when the store cannot be used.
 */
export async function renewByRefresh(tools: RenewalTools, target: Target, want: Want, memory: Memory): Promise<Renewed> {
  const giveUpAt = tools.clock.elapsed() + tools.limits.waitMs;
  for (;;) {
    if (tools.stopping.aborted) return failed({ kind: 'stopped' });
    const { record, version } = await readConnection(tools.records, target.id);
    const seen = { record: withoutHarmless(record, memory), version };
    const renewed = await lookAndAct(tools, target, seen, want, memory);
    if (renewed !== 'again') return renewed;
    if (tools.clock.elapsed() >= giveUpAt) return failed({ kind: 'busy' });
  }
}

async function lookAndAct(
  tools: RenewalTools,
  target: Target,
  seen: SeenConnection,
  want: Want,
  memory: Memory,
): Promise<Renewed | 'again'> {
  if ((await writeBack(tools, target, seen, memory.newest)) === 'again') return 'again';
  memory.newest = newestOf(memory.newest, seen);
  return act(tools, target, seen, await decideNow(tools, target, seen, want), want, memory);
}

/** The store's clock is asked only where it counts. */
async function decideNow(
  { store, clock, limits, rules, restored }: RenewalTools,
  { definition }: Target,
  { record }: SeenConnection,
  { rejected, ahead }: Want,
): Promise<Decision> {
  const { state } = record;
  const timed = state.phase === 'refreshing' || (state.phase === 'ready' && state.unanswered !== undefined);
  const storeNow = timed ? await store.now() : 0;
  const graceMs = graceOf(definition);
  return rules.decide(record, {
    now: clock.now(),
    storeNow,
    rejected,
    marginMs: limits.marginMs,
    graceMs,
    ahead,
    isSuspect: restored.isSuspect,
  });
}

async function act(
  tools: RenewalTools,
  target: Target,
  seen: SeenConnection,
  decision: Decision,
  want: Want,
  memory: Memory,
): Promise<Renewed | 'again'> {
  switch (decision.kind) {
    case 'use': {
      const { grant, meanwhile } = decision;
      // Someone is renewing it: look again soon.
      const soon = meanwhile ? tools.clock.now() + tools.limits.pollMs : grant.useUntil;
      return { kind: 'held', held: hold(grant, seen.version, tools.clock, grant.refreshToken === undefined ? grant.expiresAt : soon) };
    }
    case 'refresh': {
      if (decision.attempt > 1 && !isSteady(tools)) return waitForOthers(tools);
      // Before a token is sent again: the first answer may have come after all.
      const tried = { lineage: decision.grant.lineage, digest: digestOf(decision.refreshToken) };
      if (decision.attempt > 1 && (await adoptLateAnswer(tools, target, seen, tried)) === 'again') return 'again';
      return refreshThroughGate(tools, target, seen, decision, want, memory);
    }
    case 'wait':
      return waitForOthers(tools);
    case 'too-early':
      return failed({ kind: 'too-early' });
    case 'break':
      if (decision.reason === 'unanswered' && !isSteady(tools)) return waitForOthers(tools);
      return breakConnection(tools, target, seen, decision);
    case 'broken':
      // A late answer may have come after the connection was given up.
      return (await adoptLateAnswer(tools, target, seen, decision.state.tried)) === 'again'
        ? 'again'
        : failed({ kind: 'broken', reason: decision.state.reason });
    case 'unauthorized':
      return failed({ kind: 'consent-needed' });
  }
}

/** Waits for its turn before anything is written: a lease and an intent must not run out in a line. */
async function refreshThroughGate(
  tools: RenewalTools,
  target: Target,
  seen: SeenConnection,
  decision: Extract<Decision, { kind: 'refresh' }>,
  want: Want,
  memory: Memory,
): Promise<Renewed | 'again'> {
  const entered = await tools.gate.enter(target);
  if (entered.kind === 'shut') {
    const { clock } = tools;
    const { grant } = decision;
    if (!mayServe(tools, grant, want)) return failed(entered.failure);
    return { kind: 'held', held: hold(grant, seen.version, clock, clock.now() + MEANWHILE_MS) };
  }
  try {
    return await attemptRefresh(tools, target, seen, decision, want, memory, entered.heard);
  } finally {
    await entered.leave();
  }
}

/**
 * After a failure of the store, and after a start, whoever has an answer that could not be saved gets the time to save it, before a
 * refresh token counts as sent without answer.
 */
function isSteady({ contact, clock, limits }: RenewalTools): boolean {
  const { steadySince } = contact;
  return steadySince !== undefined && clock.elapsed() >= steadySince + limits.saveMs;
}

async function waitForOthers(tools: RenewalTools): Promise<'again'> {
  await pause(tools);
  return 'again';
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
  if (swap.kind === 'done') {
    tools.log.warn({ ...target.id, reason }, 'a connection is broken and must be connected anew');
    tools.turned(target.id, 'broken', reason);
  }
  // Found broken at the next look, where a late answer may still mend it.
  return 'again';
}

const failed = (failure: Failure): Renewed => ({ kind: 'failed', failure });
