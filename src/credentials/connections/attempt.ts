import type { GrantOutcome } from '../grants/outcome.ts';
import { refresh } from '../grants/refresh.ts';
import { renewalLease } from '../store/keys.ts';
import type { Fence } from '../store/store.ts';
import { type SeenConnection, swapConnection } from './connection-records.ts';
import type { Decision } from './decide.ts';
import { newId } from './new-id.ts';
import type { Memory } from './newest.ts';
import { callTools, digestOf, pause, type RenewalTools, type Renewed, type Want } from './renewal-tools.ts';
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
  readonly memory: Memory;
}

/**
 * Rule R1: lease, then intent by compare-and-swap, then the call, then the save. `again`: someone else was there first; look anew.
 * The lease only saves others the trouble. What excludes a second sender is the intent. `heard` is told what came of the call.
 */
export async function attemptRefresh(
  tools: RenewalTools,
  target: Target,
  seen: SeenConnection,
  decision: Extract<Decision, { kind: 'refresh' }>,
  want: Want,
  memory: Memory,
  heard: (outcome: GrantOutcome) => void,
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
    const intent = await writeIntent(tools, target, seen, decision, { lease, epoch }, memory);
    if (intent === undefined) return 'again';
    const notAfter = started + leaseMs - limits.callTimeoutMs - limits.saveMs;
    const outcome = await refresh({ ...callTools(tools), notAfter }, target.client, decision.refreshToken);
    heard(outcome);
    return await settle(tools, { target, decision, want, memory, ...intent }, outcome);
  } finally {
    // It ends by itself.
    await store.releaseLease(lease, epoch).catch(() => false);
  }
}

async function writeIntent(
  { store, records, random, limits }: RenewalTools,
  target: Target,
  { record, version }: SeenConnection,
  { grant, refreshToken, attempt, firstSentAt }: Extract<Decision, { kind: 'refresh' }>,
  fence: Fence,
  memory: Memory,
): Promise<{ intent: Intent; seen: SeenConnection } | undefined> {
  const storeNow = await store.now();
  const intent: Intent = {
    id: newId(random),
    deadline: storeNow + limits.callTimeoutMs + limits.saveMs,
    digest: digestOf(refreshToken),
    attempt,
    firstSentAt: firstSentAt ?? storeNow,
  };
  // Should the acknowledgement be lost: the intent may stand there, and nothing was sent.
  memory.harmless = intent.id;
  const refreshing = { ...record, state: { phase: 'refreshing', grant, intent } } as const;
  const swap = await swapConnection(records, target.id, version, refreshing, { fence, durable: true });
  memory.harmless = undefined;
  return swap.kind === 'done' ? { intent, seen: { record: refreshing, version: swap.version } } : undefined;
}
