import { eachBounded } from './bounded.ts';
import type { Held } from './held.ts';
import type { RenewalTools } from './renewal-tools.ts';
import { renewSlotAhead, type Slot } from './slot.ts';

/** Milliseconds: a connection is in use when it was asked for within this time, or within half the life of its token. */
const RECENT_MS = 600_000;

/** Renewals under way at the same time. */
const MOST = 8;

/** Which part of the time ahead renewals are spread over, so that replicas and connections do not all begin at once. */
const JITTER = 0.2;

/**
 * Renews tokens in use before anyone has to wait for it (rule R7). When each is due is thrown once per token, so every process has its own
 * moment; whoever comes first renews, and the others find the next generation there.
 */
export function createRenewAhead(tools: RenewalTools): (slots: readonly Slot[]) => Promise<void> {
  const moments = new WeakMap<Held, number>();
  const { clock, random } = tools;

  function dueAt(held: Held): number {
    const known = moments.get(held);
    if (known !== undefined) return known;
    const moment = held.renewFromElapsed - random.next() * JITTER * held.aheadMs;
    moments.set(held, moment);
    return moment;
  }

  function isDue({ held, flight, usedAt }: Slot): boolean {
    if (held === undefined || flight !== undefined || usedAt === undefined) return false;
    const now = clock.elapsed();
    const recent = Math.min(RECENT_MS, (held.useUntilElapsed - held.since) / 2);
    return now >= dueAt(held) && now < held.useUntilElapsed && now - usedAt <= recent;
  }

  return (slots) => eachBounded(slots.filter(isDue), MOST, (slot) => renewSlotAhead(slot, tools));
}
