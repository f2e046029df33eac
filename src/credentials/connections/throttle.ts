import type { Clock } from '../../runtime/ports/clock.ts';
import { authorizationCount, type ConnectionId } from '../store/keys.ts';
import { type Counted, StoreError } from '../store/store.ts';
import type { RenewalTools } from './renewal-tools.ts';

/** What one connection is let do in a minute. */
export interface Throttle {
  /**
   * Counts one authorization, or says in how many milliseconds there may be more: APIM lets a connection have 250 a minute. Only what
   * reaches store or provider counts, over all processes on the store; whoever is served from memory, or waits with others, is free.
   */
  count(tools: RenewalTools): Promise<'go' | { readonly againInMs: number }>;
}

const MINUTE_MS = 60_000;

export function createThrottle(id: ConnectionId): Throttle {
  /** What was let through here while the store was away. */
  let own = { began: Number.NEGATIVE_INFINITY, count: 0 };
  let fullUntil = Number.NEGATIVE_INFINITY;

  function countHere(most: number, clock: Clock): Counted {
    const now = clock.elapsed();
    if (now >= own.began + MINUTE_MS) own = { began: now, count: 0 };
    own.count++;
    return { granted: own.count <= most, leftMs: own.began + MINUTE_MS - now };
  }

  async function countThere({ store, clock, limits: { perMinute } }: RenewalTools): Promise<Counted> {
    try {
      return await store.count(authorizationCount(id), perMinute, MINUTE_MS);
    } catch (error) {
      if (error instanceof StoreError) return countHere(perMinute, clock);
      throw error;
    }
  }

  return {
    async count(tools) {
      const { clock } = tools;
      // Once it is full, asking the store each time would be what the limit is there to prevent.
      const left = fullUntil - clock.elapsed();
      if (left > 0) return { againInMs: left };
      const { granted, leftMs } = await countThere(tools);
      if (granted) return 'go';
      fullUntil = clock.elapsed() + leftMs;
      return { againInMs: leftMs };
    },
  };
}
