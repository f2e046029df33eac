import type { GrantOutcome } from '../grants/outcome.ts';
import { refresh } from '../grants/refresh.ts';
import { renewalLease } from '../store/keys.ts';
import type { Fence } from '../store/store.ts';
import { type SeenConnection, swapConnection } from './connection-records.ts';
import type { Decision } from './decide.ts';
import { callTools, digestOf, newId, pause, type RenewalTools, type Renewed, type Want } from './renewal-tools.ts';
import { settle } from './settle.ts';
import type { Intent } from './state.ts';
import type { Target } from './target.ts';

/** A refresh under way: the intent is written, the token is being sent. */
export interface Attempt {
  readonly target: Target;
  /** The record with our intent, and its version. */
  readonly seen: SeenConnection;
  readonly intent: Intent;
  readonly decision: Extract<Decision, { kind: 'refresh' }>;
  readonly want: Want;
}

/**
 * Rule R1: lease, then intent by compare-and-swap, then the call, then the save. `again`: someone else was there first; look anew.
 * The lease only saves others the trouble. What excludes a second sender is the intent.
 */
export async function attemptRefresh(
  tools: RenewalTools,
  target: Target,
  seen: SeenConnection,
  decision: Extract<Decision, { kind: 'refresh' }>,
  want: Want,
): Promise<Renewed | 'again'> {
  const { store, limits, clock } = tools;
  const started = clock.elapsed();
  const leaseMs = limits.callTimeoutMs + limits.saveMs + limits.marginMs;
  const lease = renewalLease(target.id);
  const epoch = await store.acquireLease(lease, tools.owner, leaseMs);
  if (epoch === undefined) {
    await pause(tools);
    return 'again';
  }
  try {
    const intent = await writeIntent(tools, target, seen, decision, { lease, epoch });
    if (intent === undefined) return 'again';
    const covered = clock.elapsed() - started + limits.callTimeoutMs + limits.saveMs <= leaseMs;
    const outcome: GrantOutcome = covered
      ? await refresh(callTools(tools), target.client, decision.refreshToken)
      : { kind: 'not-sent', reason: 'the lease was about to end' };
    return await settle(tools, { target, decision, want, ...intent }, outcome);
  } finally {
    // It ends by itself.
    await store.releaseLease(lease, epoch).catch(() => false);
  }
}

async function writeIntent(
  { store, records, random, limits }: RenewalTools,
  target: Target,
  { record, version }: SeenConnection,
  { grant, refreshToken, attempt }: Extract<Decision, { kind: 'refresh' }>,
  fence: Fence,
): Promise<{ intent: Intent; seen: SeenConnection } | undefined> {
  const intent: Intent = {
    id: newId(random),
    deadline: (await store.now()) + limits.callTimeoutMs + limits.saveMs,
    digest: digestOf(refreshToken),
    attempt,
  };
  const refreshing = { ...record, state: { phase: 'refreshing', grant, intent } } as const;
  const swap = await swapConnection(records, target.id, version, refreshing, fence);
  return swap.kind === 'done' ? { intent, seen: { record: refreshing, version: swap.version } } : undefined;
}
