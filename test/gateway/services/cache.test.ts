import { randomUUID } from 'node:crypto';
import { connect, createServer, type Server } from 'node:net';
import { createClient } from '@keyv/redis';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { createCacheSeal } from '../../../src/credentials/vault/cache-seal.ts';
import type { KeyRing } from '../../../src/credentials/vault/key-ring.ts';
import { systemClock } from '../../../src/gateway/platform/clock.ts';
import { type KeyvCache, type KeyvCacheOptions, openKeyvCache } from '../../../src/gateway/services/keyv-cache.ts';
import { memoryCache } from '../../../src/gateway/services/memory-cache.ts';
import type { Cache } from '../../../src/runtime/ports/cache.ts';
import { testRing } from '../../credentials/support/vault.ts';
import { type LogLine, memoryLog } from '../support/gateway.ts';

const redisUrl = inject('redisUrl');
const opened: KeyvCache[] = [];
afterAll(async () => {
  for (const cache of opened) await cache.close();
});

async function openRedis(ring: KeyRing, more: Partial<KeyvCacheOptions> = {}): Promise<KeyvCache> {
  const url = redisUrl === null ? '' : `${redisUrl}/6`;
  const lines: LogLine[] = [];
  const cache = await openKeyvCache({
    url,
    place: 'redis.example:6379',
    seal: createCacheSeal(ring),
    mostBytes: 1_000,
    clock: systemClock,
    log: memoryLog(lines),
    ...more,
  });
  opened.push(cache);
  return cache;
}

const kinds: readonly (readonly [string, (() => Promise<Cache>) | null])[] = [
  ['memory', async () => memoryCache(systemClock, { entryBytes: 1_000 })],
  ['Redis', redisUrl === null ? null : async () => openRedis(await testRing('k'))],
];

describe.each(kinds)('a cache in %s', (_kind, open) => {
  if (open === null) {
    it.skip('(no Redis on this machine)', () => undefined);
    return;
  }

  it('gives back what was set last, and nothing once it was deleted', async () => {
    const cache = await open();
    const key = `k ${randomUUID()} äö`;
    expect(await cache.get(key)).toBeUndefined();
    await cache.set(key, 'one', 60_000);
    await cache.set(key, 'zwei ü "\u0000', 60_000);
    expect(await cache.get(key)).toBe('zwei ü "\u0000');
    await cache.delete(key);
    expect(await cache.get(key)).toBeUndefined();
    await cache.delete(key);
  });

  it('forgets in time', async () => {
    const cache = await open();
    const key = randomUUID();
    await cache.set(key, 'short', 30);
    await expect.poll(() => cache.get(key), { timeout: 5_000 }).toBeUndefined();
    // As long as .NET can say.
    await cache.set(key, 'long', 2_147_483_647_000);
    expect(await cache.get(key)).toBe('long');
  });

  it('refuses what is too large, and keeps what was there', async () => {
    const cache = await open();
    const key = randomUUID();
    await cache.set(key, 'small', 60_000);
    await expect(cache.set(key, 'x'.repeat(1_001), 60_000)).rejects.toThrow('the value has more than 1000 bytes');
    expect(await cache.get(key)).toBe('small');
  });
});

describe('memory', () => {
  const never = { now: () => 0, elapsed: () => 0 };

  it('keeps so many entries, and the ones that were used', async () => {
    const cache = memoryCache(never, { entries: 3 });
    for (const key of ['a', 'b', 'c']) await cache.set(key, key, 1_000);
    await cache.get('a');
    await cache.set('d', 'd', 1_000);
    expect(await Promise.all(['a', 'b', 'c', 'd'].map((key) => cache.get(key)))).toEqual(['a', undefined, 'c', 'd']);
  });

  it('keeps so many bytes', async () => {
    const cache = memoryCache(never, { bytes: 10 });
    await cache.set('a', '1234', 1_000);
    await cache.set('b', '1234', 1_000);
    await cache.set('b', '5678', 1_000);
    expect(await cache.get('a')).toBe('1234');
    await cache.set('c', '1', 1_000);
    expect(await Promise.all(['a', 'b', 'c'].map((key) => cache.get(key)))).toEqual(['1234', undefined, '1']);
    await cache.delete('a');
    await cache.set('d', '123456', 1_000);
    expect(await cache.get('c')).toBe('1');
  });
});

describe('Redis', () => {
  if (redisUrl === null) {
    it.skip('(no Redis on this machine)', () => undefined);
    return;
  }
  const raw = createClient({ url: `${redisUrl}/6` });
  afterAll(() => raw.destroy());

  it('learns neither keys nor values, and what it is handed back changed is no value', async () => {
    await raw.connect();
    await raw.flushDb();
    const cache = await openRedis(await testRing('k'));
    await cache.set('customer-canary-key', 'canary-value', 60_000);
    await cache.set('other', 'another', 60_000);
    const names = (await raw.keys('*')).sort();
    expect(names).toHaveLength(2);
    const texts = await Promise.all(names.map((name) => raw.get(name)));
    expect(JSON.stringify([names, texts])).not.toContain('canary');
    expect(await Promise.all(names.map((name) => raw.pTTL(name)))).toEqual([expect.any(Number), expect.any(Number)]);
    // A value in another's place, and a changed one.
    const [one = '', two = ''] = names;
    await raw.set(one, texts[1] ?? '');
    await raw.set(
      two,
      (texts[1] ?? '').replace(/"ciphertext\\":\\"(.)/, (whole, first: string) => whole.slice(0, -1) + (first === 'A' ? 'B' : 'A')),
    );
    expect([await cache.get('customer-canary-key'), await cache.get('other')]).toEqual([undefined, undefined]);
  });

  it('is shared by those with the same key ring, and by nobody else', async () => {
    const ring = await testRing('k');
    const [here, there, stranger] = [await openRedis(ring), await openRedis(ring), await openRedis(await testRing('k'))];
    const key = randomUUID();
    await here.set(key, 'shared', 60_000);
    expect(await there.get(key)).toBe('shared');
    expect(await stranger.get(key)).toBeUndefined();
  });

  it('that is away is no obstacle, and is found again', async () => {
    const lines: LogLine[] = [];
    const port = await unusedPort();
    const cache = await openRedis(await testRing('k'), { url: `redis://127.0.0.1:${port}/6`, log: memoryLog(lines) });
    expect(lines.map(({ level, message }) => [level, message])).toEqual([
      ['warn', 'the cache cannot be reached; nothing is cached there until it can be'],
    ]);
    for (const attempt of [() => cache.get('k'), () => cache.set('k', 'v', 1_000), () => cache.delete('k')])
      await expect(attempt()).rejects.toThrow(/^the cache redis\.example:6379 cannot be reached$/);
    const back = relayTo(redisUrl);
    await new Promise<void>((resolve) => back.listen(port, '127.0.0.1', resolve));
    await expect.poll(() => cache.get('k').catch((error: Error) => error.message), { timeout: 10_000 }).toBeUndefined();
    await cache.close();
    back.close();
  });

  it('that hangs costs one deadline, and then nothing for a while', async () => {
    const server = await hangingServer();
    let elapsed = 0;
    const cache = await openRedis(await testRing('k'), {
      url: `redis://127.0.0.1:${server.port}`,
      clock: { now: () => 0, elapsed: () => elapsed },
      deadlineMs: 50,
    });
    await expect(cache.get('k')).rejects.toThrow('did not answer within 50 ms');
    await expect(cache.get('k')).rejects.toThrow('did not answer a moment ago');
    elapsed = 1_000;
    await expect(cache.get('k')).rejects.toThrow('did not answer within 50 ms');
    await cache.close();
    server.close();
  });
});

/** A way to the Redis of the tests by another port. */
function relayTo(url: string): Server {
  return createServer((socket) => {
    const { hostname, port } = new URL(url);
    const redis = connect(Number(port), hostname);
    socket.pipe(redis).pipe(socket);
    socket.on('error', () => redis.destroy());
    redis.on('error', () => socket.destroy());
  });
}

async function unusedPort(): Promise<number> {
  const server = createServer();
  const port = await listening(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A server that says yes to the greeting of a client and nothing afterwards. */
async function hangingServer(): Promise<{ readonly port: number; close(): void }> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      const commands = data.toString().match(/\*\d+\r\n\$\d+\r\n(?:HELLO|CLIENT|SELECT)/gi) ?? [];
      for (const _ of commands) socket.write('+OK\r\n');
    });
  });
  const port = await listening(server);
  return { port, close: () => server.close() };
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
