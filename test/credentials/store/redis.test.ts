import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { createClient } from '@keyv/redis';
import { afterAll, describe, expect, inject, test, vi } from 'vitest';
import { connectionRecord, orphanRecord, renewalLease } from '../../../src/credentials/store/keys.ts';
import { openRedisStore, refusalOf } from '../../../src/credentials/store/redis.ts';
import { ownRedis, redisProgram } from '../../support/own-redis.ts';
import { storeContract } from './contract.ts';
import { raceProcesses } from './race.ts';

const url = inject('redisUrl');
let count = 0;
const freshNamespace = (): string => `test-${process.pid}-${++count}`;

if (url === null) {
  test.skip('store contract: redis (no Redis on this machine)', () => undefined);
} else {
  storeContract('redis', async () => {
    const namespace = freshNamespace();
    const one = await openRedisStore(url, { namespace });
    const two = await openRedisStore(url, { namespace });
    return { one, two, close: async () => void (await Promise.all([one.close(), two.close()])) };
  });
}

describe.skipIf(url === null)('redis', () => {
  const redisUrl = url ?? '';

  test('a write wakes the other client', async () => {
    const namespace = freshNamespace();
    const one = await openRedisStore(redisUrl, { namespace });
    const two = await openRedisStore(redisUrl, { namespace });
    const wake = vi.fn();
    two.subscribe(wake);
    await one.compareAndSwap('a', 'absent', 'x');
    await vi.waitFor(() => expect(wake).toHaveBeenCalled());
    await Promise.all([one.close(), two.close()]);
  });

  test('three processes count together and lose nothing', async () => {
    // A database of its own: the racer uses the default namespace.
    const client = createClient({ url: `${redisUrl}/9` });
    await client.connect();
    await client.flushDb();
    client.destroy();
    const { total, epochs } = await raceProcesses(`${redisUrl}/9`, { processes: 3, increments: 60 });
    expect(total).toBe(180);
    expect(new Set(epochs).size).toBe(180);
  });

  test('all keys of a connection are in one hash slot', () => {
    const id = { provider: 'GitHub', connection: 'org}{x/y' };
    const keys = [connectionRecord(id).key, orphanRecord(id).key, renewalLease(id)];
    expect(keys.map((key) => /\{([^}]*)\}/.exec(key)?.[1])).toEqual(Array(3).fill('github/org%7D%7Bx%2Fy'));
  });

  test.skipIf(redisProgram === undefined)('R6: a Redis that may evict is refused at start', async () => {
    const own = await ownRedis(['--maxmemory', '100mb', '--maxmemory-policy', 'allkeys-lru']);
    await expect(openRedisStore(own.url)).rejects.toMatchObject({
      code: 'store/evicting',
      message: expect.stringMatching(/allkeys-lru.*noeviction/),
    });
    await own.stop();
  });

  test.skipIf(redisProgram === undefined)('R6: where there is a replica, what must last waits until it has it', async () => {
    const primary = await ownRedis([]);
    const replica = await ownRedis(['--replicaof', '127.0.0.1', String(primary.port)]);
    const [client, copy] = [createClient({ url: primary.url }), createClient({ url: replica.url })];
    await Promise.all([client.connect(), copy.connect()]);
    const waits = async (): Promise<number> => Number(/^cmdstat_wait:calls=(\d+)/m.exec(await client.info('commandstats'))?.[1] ?? '0');
    await vi.waitFor(async () => expect(await client.info('replication')).toContain('state=online'), { timeout: 15_000 });
    const store = await openRedisStore(primary.url);
    await store.compareAndSwap('plain', 'absent', 'x');
    expect(await waits()).toBe(0);
    expect(await store.compareAndSwap('lasting', 'absent', 'x', { durable: true })).toMatchObject({ kind: 'done' });
    expect(await waits()).toBe(1);
    expect((await copy.keys('*')).join(' ')).toContain('lasting');
    await Promise.all([store.close(), client.close(), copy.close()]);
    await Promise.all([primary.stop(), replica.stop()]);
  });

  test.skipIf(redisProgram === undefined)(
    'a Redis that went away is an error in bounded time, and serves again when it is back',
    async () => {
      const own = await ownRedis([]);
      const store = await openRedisStore(own.url, { deadlineMs: 5_000 });
      await store.compareAndSwap('a', 'absent', 'x');
      await own.stop();
      await expect(store.read('a')).rejects.toMatchObject({ name: 'StoreError' });
      const again = await ownRedis([], own.port);
      await vi.waitFor(async () => expect(await store.read('a')).toEqual({ value: undefined, version: 0 }), { timeout: 10_000 });
      await store.close();
      await again.stop();
    },
  );
});

describe('redis opening', () => {
  const silent: Server[] = [];
  afterAll(() => {
    for (const server of silent) server.close();
  });

  test('nothing listens: one sentence without user name and password', async () => {
    const error = await openRedisStore('redis://someone:canary-password@127.0.0.1:1/3').then(
      () => undefined,
      (reason: unknown) => reason as Error,
    );
    expect(error).toMatchObject({ name: 'StoreError', code: 'store/cannot-open' });
    expect(error?.message).toContain('redis://127.0.0.1:1/3');
    expect(JSON.stringify([error?.message, error?.stack])).not.toMatch(/someone|canary-password/);
  });

  test('a server that never answers is given up at the deadline', async () => {
    const server = createServer(() => undefined).listen(0, '127.0.0.1');
    silent.push(server);
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    await expect(openRedisStore(`redis://127.0.0.1:${port}`, { deadlineMs: 200 })).rejects.toMatchObject({ code: 'store/cannot-open' });
  });

  test('a server that speaks something else is told as what it is', async () => {
    const server = createServer((socket) => void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')).listen(0, '127.0.0.1');
    silent.push(server);
    await once(server, 'listening');
    const address = server.address();
    const url = `redis://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
    await expect(openRedisStore(url)).rejects.toMatchObject({
      code: 'store/cannot-open',
      message: `the credential store \`${url}\` cannot be reached (what answers there is no Redis)`,
    });
  });

  test('not a URL', async () => {
    await expect(openRedisStore('::secret::')).rejects.toMatchObject({
      code: 'store/cannot-open',
      message: expect.not.stringContaining('secret'),
    });
  });

  test.each([
    ['maxmemory_policy:noeviction', 'cluster_enabled:0', undefined],
    ['maxmemory_policy:volatile-ttl', 'cluster_enabled:0', 'store/evicting'],
    ['maxmemory_policy:allkeys-lfu', '', 'store/evicting'],
    ['maxmemory_policy:noeviction', '# Cluster\r\ncluster_enabled:1\r\n', 'store/cluster'],
    ['', '', undefined],
  ])('INFO %j %j → %s', (memory, cluster, code) => {
    expect(refusalOf(`# Memory\r\nused:1\r\n${memory}\r\n`, cluster, 'x')?.code).toBe(code);
  });
});
