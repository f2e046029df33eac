import type { GrantedToken, GrantOutcome } from '../grants/outcome.ts';
import { StoreError } from '../store/store.ts';
import type { Attempt } from './attempt.ts';
import { swapConnection } from './connection-records.ts';
import { isWithinGrace } from './decide.ts';
import { failureOf } from './failure.ts';
import { grantFromToken } from './grant-from-token.ts';
import { hold, MEANWHILE_MS } from './held.ts';
import { findLateAnswer, forgetLateAnswer } from './late-answer.ts';
import { mayServe, provedNow, type RenewalTools, type Renewed } from './renewal-tools.ts';
import { type Answer, saveAnswer, saveOver } from './save-answer.ts';
import type { BrokenReason, ConnectionState, Grant } from './state.ts';
import { graceOf, type Target } from './target.ts';

/** Ends a refresh: whatever came of the call, the intent is resolved, and no token that reached us is lost. */
export async function settle(tools: RenewalTools, attempt: Attempt, outcome: GrantOutcome): Promise<Renewed | 'again'> {
  // Should the store not take what follows: the refresh token is as good as before, and the intent need not be waited out.
  if (outcome.kind !== 'token' && outcome.kind !== 'no-answer') attempt.memory.harmless = attempt.intent.id;
  switch (outcome.kind) {
    case 'token':
      return saveToken(tools, attempt, outcome.token);
    case 'oauth-error':
      return outcome.code === 'invalid_grant' ? whenRefused(tools, attempt) : giveBack(tools, attempt, outcome);
    case 'no-answer':
      return attempt.intent.attempt > 1 && !(await mayStillReplay(tools, attempt))
        ? breakConnection(tools, attempt, 'unanswered')
        : giveBack(tools, attempt, outcome);
    case 'not-sent':
    case 'bad-answer':
    case 'overloaded':
      return giveBack(tools, attempt, outcome);
  }
}

async function saveToken(tools: RenewalTools, attempt: Attempt, token: GrantedToken): Promise<Renewed | 'again'> {
  const { seen, target, decision, intent, want } = attempt;
  const forced = want.rejected !== undefined && tools.clock.now() < decision.grant.useUntil;
  const grant = grantFromToken(token, target.client, {
    generation: seen.record.generation + 1,
    lineage: decision.grant.lineage,
    savedBy: intent.id,
    refreshToken: decision.refreshToken,
    scopes: decision.grant.scopes,
    ...provedNow(tools),
    ...(decision.grant.consentedAt === undefined ? {} : { consentedAt: decision.grant.consentedAt }),
    ...(forced ? { forcedAt: tools.clock.now() } : {}),
  });
  return saveGrant(tools, attempt, grant);
}

/** Saves before anyone uses it. When the store fails, the token is kept in memory, served, and saved later (rule R5). */
async function saveGrant(tools: RenewalTools, attempt: Attempt, grant: Grant): Promise<Renewed | 'again'> {
  const { target, seen, memory, intent } = attempt;
  const answer: Answer = { grant, digest: intent.digest };
  let { version } = seen;
  try {
    const saved = (await saveOver(tools, target, seen, grant)) || (await saveAnswer(tools, target, answer)) === 'saved';
    if (!saved) return 'again';
    version++;
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    // Known by the version of its intent: whatever is written over that, by us or by others, is looked at anew.
    keepUnsaved(tools, target, answer);
  }
  memory.newest = { grant, version, consentEpoch: seen.record.consentEpoch };
  return { kind: 'held', held: hold(grant, version, tools.clock) };
}

function keepUnsaved(tools: RenewalTools, target: Target, answer: Answer): void {
  const { unsaved, spill } = tools;
  unsaved.keep({
    id: target.id,
    save: () => saveAnswer(tools, target, answer),
    ...(spill === undefined ? {} : { spill: () => spill.put(target.id, answer), unspill: () => spill.remove(answer) }),
  });
}

/**
 * `invalid_grant`, rule R4. It says nothing about the connection unless nobody else renewed it meanwhile: then the version is still ours,
 * and the swap to `broken` finds it so. A late answer to the same refresh token is adopted instead.
 */
async function whenRefused(tools: RenewalTools, attempt: Attempt): Promise<Renewed | 'again'> {
  const { seen, target, decision, intent } = attempt;
  const late = await findLateAnswer(tools, target.id, { lineage: decision.grant.lineage, digest: intent.digest });
  if (late === undefined) return breakConnection(tools, attempt, 'refused');
  const grant: Grant = { ...late, generation: seen.record.generation + 1, savedBy: intent.id };
  const renewed = await saveGrant(tools, attempt, grant);
  if (renewed !== 'again') await forgetLateAnswer(tools, target.id).catch(() => false);
  return renewed;
}

async function breakConnection(tools: RenewalTools, attempt: Attempt, reason: BrokenReason): Promise<Renewed | 'again'> {
  const { seen, target, decision, intent } = attempt;
  const state: ConnectionState = {
    phase: 'broken',
    reason,
    since: tools.clock.now(),
    mendBy: 'consent',
    tried: { lineage: decision.grant.lineage, digest: intent.digest },
  };
  const swap = await swapConnection(tools.records, target.id, seen.version, { ...seen.record, state });
  if (swap.kind !== 'done') return 'again';
  tools.log.warn({ ...target.id, reason }, 'a connection is broken and must be connected anew');
  tools.turned(target.id, 'broken', reason);
  return { kind: 'failed', failure: { kind: 'broken', reason } };
}

const mayStillReplay = async ({ store }: RenewalTools, { target, intent }: Attempt): Promise<boolean> =>
  isWithinGrace(intent.firstSentAt, await store.now(), graceOf(target.definition));

/**
 * The refresh token is still good as far as we know. A call without answer is remembered: the token may be sent once more, after the
 * deadline or within the provider's grace, and then no more (rule R3).
 */
async function giveBack(
  tools: RenewalTools,
  attempt: Attempt,
  outcome: Exclude<GrantOutcome, { kind: 'token' }>,
): Promise<Renewed | 'again'> {
  const { seen, target, decision, intent, want } = attempt;
  const { clock } = tools;
  const forced = want.rejected !== undefined && clock.now() < decision.grant.useUntil;
  // Rule R10: a forced renewal that failed counts as well, or every replica would try it again.
  const grant = forced ? { ...decision.grant, forcedAt: clock.now() } : decision.grant;
  // Our own call is over: within the grace nobody has to wait for it.
  const waits = outcome.kind === 'no-answer' && !(await mayStillReplay(tools, attempt));
  const notBefore = waits ? intent.deadline + tools.limits.marginMs : 0;
  const sends = outcome.kind === 'no-answer' ? intent.attempt : intent.attempt - 1;
  const unanswered = sends > 0 ? { unanswered: { sends, notBefore, firstSentAt: intent.firstSentAt } } : {};
  const ready = { ...seen.record, state: { phase: 'ready', grant, ...unanswered } } as const;
  const swap = await swapConnection(tools.records, target.id, seen.version, ready);
  if (swap.kind !== 'done') return 'again';
  if (mayServe(tools, grant, want)) return { kind: 'held', held: hold(grant, swap.version, clock, clock.now() + MEANWHILE_MS) };
  return { kind: 'failed', failure: failureOf(outcome, target.secretOf) };
}
