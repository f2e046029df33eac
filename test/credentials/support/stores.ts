import { inject } from 'vitest';
import { openLibsqlStore } from '../../../src/credentials/store/libsql.ts';
import { openRedisStore } from '../../../src/credentials/store/redis.ts';
import type { Store } from '../../../src/credentials/store/store.ts';
import type { TestClock } from './clock.ts';

/** Opens a store whose clock is the test's. `file`: where it may be, for those that are a file. */
export type OpenStore = (clock: TestClock, file: string) => Promise<Store>;

const redisUrl = inject('redisUrl');
let count = 0;

/** Every kind of store there is on this machine, for `describe.each`: what is proved of rules is proved on each. */
export const stores: readonly (readonly [string, OpenStore])[] = [
  ['libsql', (clock, file) => openLibsqlStore(file, { now: clock.now })],
  ...(redisUrl === null
    ? []
    : [
        [
          'redis',
          async (clock: TestClock) => timedBy(clock, await openRedisStore(redisUrl, { namespace: `rules-${process.pid}-${++count}` })),
        ] as const,
      ]),
];

/**
 * Redis with the test's clock in place of its own: what would be over by it is ended before anybody asks for it. All else is done by
 * Redis itself, epochs and versions included.
 */
function timedBy({ now }: TestClock, store: Store): Store {
  const entries = new Map<string, number>();
  const leases = new Map<string, { readonly epoch: number; readonly until: number }>();
  const expire = async (key: string): Promise<void> => {
    if (now() < (entries.get(key) ?? Number.POSITIVE_INFINITY)) return;
    entries.delete(key);
    await store.delete(key);
  };
  return {
    ...store,
    now: async () => now(),
    async read(key) {
      await expire(key);
      return store.read(key);
    },
    async take(key) {
      await expire(key);
      return store.take(key);
    },
    async compareAndSwap(key, expected, value, options) {
      await expire(key);
      const swap = await store.compareAndSwap(key, expected, value, options);
      if (swap.kind === 'done' && options?.ttlMs !== undefined) entries.set(key, now() + options.ttlMs);
      return swap;
    },
    async acquireLease(key, owner, ms) {
      const held = leases.get(key);
      if (held !== undefined && now() >= held.until) await store.releaseLease(key, held.epoch);
      const epoch = await store.acquireLease(key, owner, ms);
      if (epoch !== undefined) leases.set(key, { epoch, until: now() + ms });
      return epoch;
    },
  };
}
