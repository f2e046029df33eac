import { createHash } from 'node:crypto';
import { createClient } from '@keyv/redis';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createCacheSeal } from '../../src/credentials/vault/cache-seal.ts';
import type { KeyRing } from '../../src/credentials/vault/key-ring.ts';
import { Allowance } from '../../src/gateway/1-accept/operations/allowance.ts';
import { longestText, persistedQueries } from '../../src/gateway/1-accept/operations/persisted-queries.ts';
import { systemClock } from '../../src/gateway/platform/clock.ts';
import { bareServices } from '../../src/gateway/services/bare-services.ts';
import { type KeyvCache, openKeyvCache } from '../../src/gateway/services/keyv-cache.ts';
import { testRing } from '../credentials/support/vault.ts';
import { type OwnRedis, ownRedis, redisProgram } from '../support/own-redis.ts';
import { memoryLog, openGateway, type TestGateway } from './support/gateway.ts';
import { openBooks, type TestSubgraph } from './support/subgraph.ts';

const ttlMs = 600_000;
const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
const byDigest = (text: string, sha256Hash = digest(text)) => ({ extensions: { persistedQuery: { version: 1, sha256Hash } } });
const whole = (text: string) => ({ query: text, ...byDigest(text) });

const question = '{ newest { title } }';
const answered = { status: 200, body: { data: { newest: { title: 'Compilers' } } } };
const notFound = {
  status: 200,
  body: { errors: [{ message: 'PersistedQueryNotFound', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }] },
};

describe.skipIf(redisProgram === undefined)('digests of operations in a real Redis', () => {
  let books: TestSubgraph;
  let redis: OwnRedis;
  let raw: ReturnType<typeof createClient>;
  let ring: KeyRing;
  const opened: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    books = await openBooks();
    redis = await ownRedis();
    raw = createClient({ url: redis.url });
    raw.on('error', () => undefined);
    await raw.connect();
    ring = await testRing('k');
  });
  beforeEach(async () => {
    await raw.flushAll();
  });
  afterEach(async () => {
    for (const close of opened.splice(0).reverse()) await close();
  });
  afterAll(async () => {
    raw.destroy();
    await redis.stop();
    await books.close();
  });

  async function openCache(own: KeyRing = ring): Promise<KeyvCache> {
    const cache = await openKeyvCache({
      url: redis.url,
      place: 'redis.example:6379',
      seal: createCacheSeal(own),
      mostBytes: 1024 * 1024,
      clock: systemClock,
      log: memoryLog([]),
      deadlineMs: 300,
    });
    opened.push(() => cache.close());
    return cache;
  }

  /** A gateway with a connection of its own, as another process has. */
  async function open(own: KeyRing = ring): Promise<TestGateway> {
    const bare = bareServices(systemClock);
    const services = { ...bare, caches: { ...bare.caches, external: await openCache(own) } };
    const gateway = await openGateway([books], { persistedQueries: { ttlMs }, services, limits: { requestBody: 1024 * 1024 } });
    opened.push(() => gateway.close());
    return gateway;
  }

  const post = async ({ url }: TestGateway, body: object): Promise<{ readonly status: number; readonly body: unknown }> => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
  };
  const onlyName = async (): Promise<string> => {
    const names = await raw.keys('*');
    expect(names).toHaveLength(1);
    return names[0] ?? '';
  };

  it('are known to every gateway that has the key ring, and to nobody else', async () => {
    const [one, two, stranger] = [await open(), await open(), await open(await testRing('k'))];
    expect(await post(one, byDigest(question))).toEqual(notFound);
    expect(await post(one, whole(question))).toEqual(answered);
    expect(await post(two, byDigest(question))).toEqual(answered);
    expect(await post(stranger, byDigest(question))).toEqual(notFound);
  });

  it('are known after a restart', async () => {
    await post(await open(), whole(question));
    for (const close of opened.splice(0).reverse()) await close();
    expect(await post(await open(), byDigest(question))).toEqual(answered);
  });

  it('are told neither to Redis nor for ever, and once however often they come', async () => {
    const gateway = await open();
    await post(gateway, whole(question));
    const name = await onlyName();
    const text = (await raw.get(name)) ?? '';
    expect(`${name} ${text}`).not.toMatch(new RegExp(`newest|apq|${digest(question)}`));
    const left = await raw.pTTL(name);
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(ttlMs);
    await post(gateway, whole(question));
    expect(await raw.get(name)).toBe(text);
  });

  it.each<[string, (name: string, other: string) => Promise<unknown>]>([
    ['nonsense', (name) => raw.set(name, 'nonsense')],
    ['a number', (name) => raw.set(name, '{"value":5}')],
    ['a text that nobody sealed', (name) => raw.set(name, JSON.stringify({ value: question }))],
    ['a text of another place', async (name, other) => raw.set(name, (await raw.get(other)) ?? '')],
    ['a very long one', (name) => raw.set(name, JSON.stringify({ value: 'x'.repeat(5_000_000) }))],
    ['something that is no text', async (name) => (await raw.del(name)) + (await raw.lPush(name, 'x'))],
  ])('are not believed where Redis hands back %s, and are learned anew', async (_what, poison) => {
    const gateway = await open();
    await post(gateway, whole(question));
    const name = await onlyName();
    await post(gateway, whole('{ __typename }'));
    const other = (await raw.keys('*')).find((each) => each !== name) ?? '';
    await poison(name, other);
    expect(await post(gateway, byDigest(question))).toEqual(notFound);
    expect(await post(gateway, whole(question))).toEqual(answered);
    expect(await post(gateway, byDigest(question))).toEqual(answered);
  });

  it('are not believed where a holder of the keys put another text, or one that is too long', async () => {
    const [gateway, cache] = [await open(), await openCache()];
    await cache.set(`apq:${digest(question)}`, '{ __typename }', ttlMs);
    expect(await post(gateway, byDigest(question))).toEqual(notFound);
    const long = `{ __typename } #${'x'.repeat(longestText)}`;
    await cache.set(`apq:${digest(long)}`, long, ttlMs);
    expect(await post(gateway, byDigest(long))).toEqual(notFound);
  });

  it('are not learned from a text that is not theirs, nor from one that is too long, which runs all the same', async () => {
    const gateway = await open();
    const stolen = { query: '{ __typename }', ...byDigest(question) };
    expect(await post(gateway, stolen)).toMatchObject({
      status: 400,
      body: { errors: [{ extensions: { code: 'PERSISTED_QUERY_HASH_MISMATCH' } }] },
    });
    const long = `${question} #${'x'.repeat(longestText)}`;
    expect(await post(gateway, whole(long))).toEqual(answered);
    expect(await raw.keys('*')).toEqual([]);
    expect(await post(gateway, byDigest(long))).toEqual(notFound);
  });

  it('cannot fill Redis: a gateway adds so much in their time, and the rest is sent whole', async () => {
    const allowance = new Allowance({ now: () => 0, elapsed: () => 0 }, 1_000, ttlMs);
    const known = persistedQueries(await openCache(), { ttlMs, log: memoryLog([]), allowance });
    const texts = Array.from({ length: 50 }, (_, i) => `{ __typename } # ${String(i).padEnd(83, 'x')}`);
    for (const text of texts) await known.keep(digest(text), text);
    expect(await raw.keys('*')).toHaveLength(10);
    // What is known takes nothing away.
    for (const text of texts.slice(0, 10)) await known.keep(digest(text), text);
    expect(await Promise.all(texts.map(async (text) => (await known.find(digest(text))) === text))).toEqual(texts.map((_, i) => i < 10));
  });

  it.each<[string, () => Promise<() => Promise<void>>]>([
    [
      'is down',
      async () => {
        const { port } = redis;
        await redis.stop();
        return async () => {
          redis = await ownRedis([], port);
        };
      },
    ],
    [
      'hangs',
      async () => {
        redis.pause();
        return async () => redis.resume();
      },
    ],
  ])('are no matter for operations that come whole when Redis %s, and come back with it', async (_what, breakRedis) => {
    const gateway = await open();
    await post(gateway, whole(question));
    const mend = await breakRedis();
    try {
      expect(await post(gateway, { query: question })).toEqual(answered);
      expect(await post(gateway, byDigest(question))).toEqual(notFound);
      expect(await post(gateway, whole(question))).toEqual(answered);
    } finally {
      await mend();
    }
    await expect
      .poll(
        async () => {
          await post(gateway, whole(question));
          return post(gateway, byDigest(question));
        },
        { timeout: 20_000, interval: 100 },
      )
      .toEqual(answered);
  });
});
