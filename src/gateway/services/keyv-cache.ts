import { createClient, default as KeyvRedis } from '@keyv/redis';
import { Keyv } from 'keyv';
import type { CacheSeal } from '../../credentials/vault/cache-seal.ts';
import type { Cache } from '../../runtime/ports/cache.ts';
import type { Clock } from '../../runtime/ports/clock.ts';
import type { Log } from '../../runtime/ports/log.ts';

export interface KeyvCacheOptions {
  /** `redis://…` or `rediss://…`; may hold a password. */
  readonly url: string;
  /** The same to be shown: host and port. */
  readonly place: string;
  readonly seal: CacheSeal;
  /** The largest value, in characters. */
  readonly mostBytes: number;
  readonly clock: Clock;
  readonly log: Log;
  /** Milliseconds for each call. */
  readonly deadlineMs?: number;
}

export interface KeyvCache extends Cache {
  close(): Promise<void>;
}

/** Milliseconds that calls fail at once after one that ran into its deadline: a Redis that hangs must not slow down every request. */
const restMs = 1_000;

/** Milliseconds to wait for the first connection. Without one the gateway starts all the same. */
const firstConnectionMs = 2_000;

/**
 * A cache in Redis, by Keyv. Names are digests and values are sealed, so the server learns neither. Every call ends within the deadline.
 * It never rejects for the sake of opening: a Redis that is away comes back by itself.
 */
export async function openKeyvCache(options: KeyvCacheOptions): Promise<KeyvCache> {
  const { url, place, seal, mostBytes, clock, log, deadlineMs = 1_000 } = options;
  const client = createClient({
    url,
    // What cannot be asked now is a miss, not a question for later.
    disableOfflineQueue: true,
    socket: { connectTimeout: firstConnectionMs, reconnectStrategy: (retries) => Math.min(100 * 2 ** Math.min(retries, 5), 2_000) },
  });
  // Without listeners an 'error' event ends the process. Calls report their own failures.
  client.on('error', () => undefined);
  const store = new KeyvRedis(client, { throwOnErrors: true, throwOnConnectError: true });
  store.on('error', () => undefined);
  const keyv = new Keyv<string>({ store, namespace: 'fedpass-cache', throwOnErrors: true });
  keyv.on('error', () => undefined);

  const connected = await settled(client.connect(), firstConnectionMs);
  if (connected !== 'done') log.warn({ cache: place }, 'the cache cannot be reached; nothing is cached there until it can be');

  let restUntil = Number.NEGATIVE_INFINITY;
  const call = async <T>(work: Promise<T>): Promise<T> => {
    let value: T | undefined;
    const how = await settled(
      work.then((got) => {
        value = got;
      }),
      deadlineMs,
    );
    if (how === 'done') return value as T;
    if (how === 'late') restUntil = clock.elapsed() + restMs;
    throw new Error(how === 'late' ? `the cache ${place} did not answer within ${deadlineMs} ms` : `the cache ${place} cannot be reached`);
  };
  const checkRest = (): void => {
    if (clock.elapsed() < restUntil) throw new Error(`the cache ${place} did not answer a moment ago`);
  };

  return {
    async get(key) {
      checkRest();
      const name = await seal.name(key);
      const sealed = await call(keyv.get(name));
      return sealed === undefined ? undefined : seal.open(name, sealed);
    },
    async set(key, value, ttlMs) {
      if (value.length > mostBytes) throw new Error(`the value has more than ${mostBytes} bytes`);
      checkRest();
      const name = await seal.name(key);
      await call(keyv.set(name, await seal.seal(name, value), Math.ceil(ttlMs)));
    },
    async delete(key) {
      checkRest();
      await call(keyv.delete(await seal.name(key)));
    },
    async close() {
      if (client.isOpen) client.destroy();
    },
  };
}

/** How a promise ends, but no later than after that time. What it says is not told: texts of Redis may repeat arguments. */
async function settled(work: Promise<unknown>, ms: number): Promise<'done' | 'failed' | 'late'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), ms);
  });
  const ended = work.then(
    () => 'done' as const,
    () => 'failed' as const,
  );
  try {
    return await Promise.race([ended, late]);
  } finally {
    clearTimeout(timer);
  }
}
