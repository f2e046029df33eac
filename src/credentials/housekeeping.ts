import { eachBounded } from './connections/bounded.ts';
import { readConnection } from './connections/connection-records.ts';
import { needsKeepAlive } from './connections/keep-alive.ts';
import { sweepLateAnswer } from './connections/late-answer.ts';
import { createRenewAhead } from './connections/renew-ahead.ts';
import type { RenewalTools } from './connections/renewal-tools.ts';
import { renewSlotAhead, type Slot } from './connections/slot.ts';
import { grantOf } from './connections/state.ts';
import { originOf } from './grants/grant-types.ts';
import type { Notices } from './notices/notices.ts';
import type { CheckOptions } from './providers/check-settings.ts';
import { revokeDue } from './revocation/worker.ts';

/** What a process does without being asked. */
export interface Housekeeping {
  stop(): Promise<void>;
}

interface Chore {
  readonly name: string;
  readonly everyMs: number;
  run(): Promise<void>;
}

const HOUR_MS = 3_600_000;

/** Milliseconds between two looks for what could not be told when it happened, and for connections that come to their end. */
const NOTICES_MS = 300_000;

/** Connections looked after at the same time. */
const MOST = 8;

export function startHousekeeping(
  tools: RenewalTools,
  slots: () => readonly Slot[],
  notices: Notices,
  options: CheckOptions,
): Housekeeping {
  const { store, clock, timers, log, owner, random } = tools;
  const stopping = new AbortController();
  const renewAhead = createRenewAhead(tools);
  const consented = (): readonly Slot[] => slots().filter(({ target }) => originOf[target.grantType] === 'consent');

  /** Once in this time over all replicas: whoever gets the lease does it, and keeps it until the next time. */
  const onceAmongAll = async (name: string, ms: number, run: () => Promise<void>): Promise<void> => {
    if ((await store.acquireLease(`chore/${name}`, owner, ms * 0.9)) !== undefined) await run();
  };

  const chores: readonly Chore[] = [
    { name: 'renew-ahead', everyMs: 500, run: () => renewAhead(slots()) },
    { name: 'revocations', everyMs: 5_000, run: () => revokeDue(tools, options) },
    { name: 'webhooks', everyMs: 1_000, run: () => notices.deliver() },
    {
      name: 'notices',
      everyMs: NOTICES_MS,
      run: () => onceAmongAll('notices', NOTICES_MS, () => notices.sweep(consented().map(({ target }) => target))),
    },
    {
      name: 'late-answers',
      everyMs: HOUR_MS,
      run: () =>
        onceAmongAll('late-answers', HOUR_MS, () => eachBounded(consented(), MOST, ({ target }) => sweepLateAnswer(tools, target))),
    },
    {
      name: 'keep-alive',
      everyMs: HOUR_MS,
      run: () => onceAmongAll('keep-alive', HOUR_MS, () => eachBounded(consented(), MOST, (slot) => keepAlive(tools, slot))),
    },
  ];

  async function keepDoing({ name, everyMs, run }: Chore): Promise<void> {
    for (;;) {
      // Replicas that were started together drift apart.
      await timers.wait(everyMs * (0.8 + 0.4 * random.next()), { signal: stopping.signal, background: true });
      if (stopping.signal.aborted) return;
      const begun = clock.elapsed();
      try {
        await run();
      } catch (error) {
        log.warn({ chore: name, reason: error instanceof Error ? error.message : 'unknown' }, 'housekeeping failed, and is tried again');
      }
      log.debug({ chore: name, ms: Math.round(clock.elapsed() - begun) }, 'housekeeping');
    }
  }

  const doing = Promise.all(chores.map(keepDoing));
  return {
    async stop() {
      stopping.abort();
      await doing;
    },
  };
}

/** Uses a refresh token that would die of not being used. Rejects with StoreError or VaultError. */
export async function keepAlive(tools: RenewalTools, slot: Slot): Promise<void> {
  const { target } = slot;
  const grant = grantOf((await readConnection(tools.records, target.id)).record);
  if (grant === undefined || !needsKeepAlive(grant, target.definition.refreshTokens, tools.clock.now())) return;
  tools.log.info({ ...target.id }, 'a refresh token is used to keep it alive');
  await renewSlotAhead(slot, tools, grant.generation);
}
