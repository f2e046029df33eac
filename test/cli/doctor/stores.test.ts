import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import type { Verdict } from '../../../src/cli/doctor/check.ts';
import { cacheApart, durability, redisPassword, replicas, store } from '../../../src/cli/doctor/settings/stores.ts';
import { freePort, type OwnRedis, ownRedis, redisProgram } from '../../support/own-redis.ts';
import { lookAt, removeFolders } from './support/look-at.ts';

const password = 'canary-of-redis';
const running: OwnRedis[] = [];
afterEach(async () => {
  for (const each of running.splice(0)) await each.stop();
});
afterAll(removeFolders);

async function redis(...options: readonly string[]): Promise<OwnRedis> {
  const own = await ownRedis(options);
  running.push(own);
  return own;
}

const words = (text: string): readonly string[] => text.split(' ');
const withPassword = ({ port }: OwnRedis, word = password): string => `redis://:${word}@127.0.0.1:${port}/0`;
const look = (check: Parameters<typeof lookAt>[0], settings: { readonly store?: string; readonly cache?: string }): Promise<Verdict> =>
  lookAt(
    check,
    Object.entries(settings)
      .map(([key, url]) => `${key}: "${url}"`)
      .join('\n'),
  );

describe.skipIf(redisProgram === undefined)('the store, on a real Redis', () => {
  it('is fit when it evicts nothing, writes all down and has a copy', async () => {
    const primary = await redis('--requirepass', password, '--appendonly', 'yes');
    await redis('--replicaof', '127.0.0.1', String(primary.port), '--masterauth', password);
    const settings = { store: withPassword(primary) };
    expect(await look(store, settings)).toEqual({ kind: 'ok', found: 'it answers, and evicts nothing' });
    expect(await look(durability, settings)).toEqual({ kind: 'ok', found: 'it keeps an append-only file' });
    await vi.waitFor(async () => expect(await look(replicas, settings)).toEqual({ kind: 'ok', found: '1 of them' }), { timeout: 15_000 });
  });

  it('is not when it may evict, forgets at a restart and has no copy', async () => {
    const settings = { store: (await redis('--maxmemory', '50mb', '--maxmemory-policy', 'allkeys-lru')).url };
    expect(await look(store, settings)).toMatchObject({ kind: 'failed', found: expect.stringMatching(/`allkeys-lru`.*`noeviction`/) });
    expect(await look(durability, settings)).toMatchObject({ kind: 'failed', found: expect.stringContaining('no append-only file') });
    expect(await look(replicas, settings)).toMatchObject({ kind: 'warning', found: expect.stringContaining('it has none') });
  });

  it('is not when it is a cluster', async () => {
    const own = await redis('--cluster-enabled', 'yes');
    expect(await look(store, { store: own.url })).toMatchObject({ kind: 'failed', found: expect.stringContaining('Redis cluster') });
  });

  it.each<[string, (own: OwnRedis) => string, RegExp]>([
    ['no password', ({ url }) => url, /\(NOAUTH\)/],
    ['a wrong one', (own) => withPassword(own, 'canary-wrong'), /\(WRONGPASS\)/],
    ['a user that is not there', ({ port }) => `redis://canary-user:${password}@127.0.0.1:${port}`, /\(WRONGPASS\)/],
  ])('is not when it is asked with %s, and says so without the password', async (_what, address, why) => {
    const settings = { store: address(await redis('--requirepass', password)) };
    for (const check of [store, durability, replicas]) {
      const { kind, found } = await look(check, settings);
      expect([kind, found]).toEqual(['failed', expect.stringMatching(why)]);
      expect(found).not.toContain('canary');
    }
  });

  it('is not told when its user may not look', async () => {
    const own = await redis('--user', ...words('default on nopass ~* &* +@all -info'));
    expect(await look(store, { store: own.url })).toMatchObject({ kind: 'failed', found: expect.stringContaining('(NOPERM)') });
  });

  it('is not when nothing answers, or something else does', async () => {
    const url = `redis://127.0.0.1:${await freePort()}`;
    expect(await look(store, { store: url })).toMatchObject({ kind: 'failed', found: expect.stringContaining('(ECONNREFUSED)') });
  });
});

describe.skipIf(redisProgram === undefined)('the password of a real Redis', () => {
  it('is asked for', async () => {
    const own = await redis('--requirepass', password);
    expect(await look(redisPassword, { store: withPassword(own), cache: withPassword(own) })).toEqual({
      kind: 'ok',
      found: 'it asks for one',
    });
  });

  it('is asked of users of their own, too', async () => {
    const own = await redis('--user', ...words('default off'), '--user', ...words(`fedpass on >${password} ~* &* +@all`));
    const url = `redis://fedpass:${password}@127.0.0.1:${own.port}`;
    expect(await look(store, { store: url })).toMatchObject({ kind: 'ok' });
    expect(await look(redisPassword, { store: url })).toMatchObject({ kind: 'ok' });
  });

  it('is worth nothing when strangers are answered as well', async () => {
    const own = await redis('--user', ...words(`fedpass on >${password} ~* &* +@all`));
    const url = `redis://fedpass:${password}@127.0.0.1:${own.port}`;
    expect(await look(redisPassword, { store: url })).toMatchObject({
      kind: 'warning',
      found: expect.stringContaining('whoever runs on this machine'),
    });
  });

  it('is needed where others reach it, for the cache as for the store', async () => {
    const own = await redis();
    // An address that is no name of this machine alone, and leads here all the same.
    const far = `redis://0.0.0.0:${own.port}`;
    for (const settings of [{ store: far }, { cache: far }])
      expect(await look(redisPassword, settings)).toMatchObject({ kind: 'failed', found: expect.stringContaining('whoever reaches it') });
  });

  it('is no matter without Redis', async () => {
    expect(await look(redisPassword, {})).toMatchObject({ kind: 'skipped' });
  });
});

describe.skipIf(redisProgram === undefined)('the cache, on a real Redis', () => {
  it('is fit when it is apart, bounded, and makes room', async () => {
    const [one, two] = [await redis(), await redis('--maxmemory', '50mb', '--maxmemory-policy', 'allkeys-lru')];
    expect(await look(cacheApart, { store: one.url, cache: two.url })).toMatchObject({ kind: 'ok' });
    expect(await look(cacheApart, { cache: two.url })).toMatchObject({ kind: 'ok' });
  });

  it('is not in the Redis of the store, by whatever name', async () => {
    const { url, port } = await redis();
    for (const cache of [url, `${url}/3`, `redis://localhost:${port}/1`])
      expect(await look(cacheApart, { store: url, cache })).toMatchObject({
        kind: 'warning',
        found: expect.stringContaining('Redis of the store'),
      });
  });

  it('is not without a bound, and not when nothing goes for what is new', async () => {
    expect(await look(cacheApart, { cache: (await redis()).url })).toMatchObject({
      kind: 'warning',
      found: expect.stringContaining('no `maxmemory`'),
    });
    const full = await redis('--maxmemory', '50mb', '--maxmemory-policy', 'noeviction');
    expect(await look(cacheApart, { cache: full.url })).toMatchObject({
      kind: 'warning',
      found: expect.stringContaining('evicts nothing'),
    });
  });

  it('is not when it cannot be reached', async () => {
    const own = await redis('--requirepass', password);
    expect(await look(cacheApart, { cache: own.url })).toMatchObject({ kind: 'failed', found: expect.stringContaining('(NOAUTH)') });
    expect(await look(cacheApart, {})).toMatchObject({ kind: 'skipped' });
  });
});
