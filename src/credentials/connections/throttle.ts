import type { Clock } from '../../runtime/ports/clock.ts';

/** What one connection was let do in the present minute. */
export interface Minute {
  readonly began: number;
  count: number;
}

const MINUTE_MS = 60_000;

/**
 * Counts one renewal, or says in how many milliseconds it may be tried again: APIM lets a connection have 250 authorizations a minute.
 * Only what reaches the store or the provider counts; whoever is served from memory, or waits with others, is free.
 */
export function countRenewal(slot: { minute: Minute | undefined }, perMinute: number, clock: Clock): 'go' | { readonly againInMs: number } {
  const now = clock.elapsed();
  if (slot.minute === undefined || now >= slot.minute.began + MINUTE_MS) slot.minute = { began: now, count: 0 };
  if (slot.minute.count >= perMinute) return { againInMs: slot.minute.began + MINUTE_MS - now };
  slot.minute.count++;
  return 'go';
}
