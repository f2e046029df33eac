import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { afterAll, beforeEach, describe, expect, inject, test, vi } from 'vitest';
import { swapConnection } from '../../../src/credentials/connections/connection-records.ts';
import { NEW_RECORD } from '../../../src/credentials/connections/state.ts';
import { targetOf } from '../../../src/credentials/connections/target.ts';
import type { WebhookEndpoint } from '../../../src/credentials/notices/endpoint.ts';
import { tellOf } from '../../../src/credentials/notices/tell.ts';
import { toldRecord, webhookPrefix } from '../../../src/credentials/store/keys.ts';
import { openRedisStore } from '../../../src/credentials/store/redis.ts';
import type { Store } from '../../../src/credentials/store/store.ts';
import { sealRecords } from '../../../src/credentials/vault/sealed-records.ts';
import { createVault } from '../../../src/credentials/vault/vault.ts';
import { Secret } from '../../../src/runtime/ports/credential-source.ts';
import { asGateway, bench, consentTo } from '../support/manager.ts';
import { rotatingProvider, straightBack } from '../support/rotating-provider.ts';
import { codeProvider, connectionSettings } from '../support/settings.ts';
import { startTokenEndpoint } from '../support/token-endpoint.ts';
import { testRing } from '../support/vault.ts';

interface Received {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Somebody who is told; answers with these statuses one after the other, then 204. */
const received: Received[] = [];
const statuses: number[] = [];
let retryAfter: string | undefined;
const receiver = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  received.push({ url: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString() });
  const wait = retryAfter === undefined ? {} : { 'retry-after': retryAfter };
  response.writeHead(statuses.shift() ?? 204, { location: '/elsewhere', ...wait }).end();
}).listen(0, '127.0.0.1');
await once(receiver, 'listening');
const address = receiver.address();
const origin = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;

const endpoint = await startTokenEndpoint();
let provider = rotatingProvider(100);
beforeEach(() => {
  provider = rotatingProvider(100);
  endpoint.answer((response, seen) => provider.answer(response, seen));
  received.length = 0;
  statuses.length = 0;
  retryAfter = undefined;
});
afterAll(async () => {
  receiver.close();
  receiver.closeAllConnections();
  await endpoint.close();
});

const key = Buffer.alloc(32, 5);
const hook = (over: Partial<WebhookEndpoint> = {}): WebhookEndpoint => ({
  url: `${origin}/hook`,
  secret: new Secret(`whsec_${key.toString('base64')}`),
  events: ['broken', 'expiring', 'recovered'],
  ...over,
});
const told = (...endpoints: WebhookEndpoint[]) => ({ webhooks: () => endpoints, staleAfterMs: Number.MAX_SAFE_INTEGER });
const files = codeProvider(endpoint.origin);
const at = asGateway('files');
const redisUrl = inject('redisUrl');
let count = 0;
const stores: [string, (() => Promise<Store>) | undefined][] = [
  ['libsql', undefined],
  ...(redisUrl === null
    ? []
    : [['redis', () => openRedisStore(redisUrl, { namespace: `hooks-${process.pid}-${++count}` })] as [string, () => Promise<Store>]]),
];
const patience = { timeout: 20_000, interval: 50 };
const types = (): unknown[] => received.map(({ body }) => (JSON.parse(body) as { type: string }).type);
const waiting = async (store: Store): Promise<readonly string[]> => (await store.list(webhookPrefix)).keys;

describe.each(stores)('webhooks on %s', (_, open) => {
  test('tell once over all processes that a connection broke and that it recovered, signed and without a token', async () => {
    const desk = await bench(open);
    const [one, two] = [await desk.manager([files], told(hook())), await desk.manager([files], told(hook()))];
    await consentTo(one, 'files', straightBack);
    await one.get(at);
    provider.revoke();
    desk.clock.advance(100_000);
    await Promise.all([one, two].map((manager) => expect(manager.get(at)).rejects.toMatchObject({ code: 'CONNECTION_REQUIRED' })));
    await vi.waitFor(() => expect(types()).toEqual(['connection.broken']), patience);
    await consentTo(two, 'files', straightBack);
    await vi.waitFor(() => expect(types()).toEqual(['connection.broken', 'connection.recovered']), patience);
    await vi.waitFor(async () => expect(await waiting(desk.store)).toEqual([]), patience);
    const [broken, recovered] = received;
    expect(JSON.parse(broken?.body ?? '')).toEqual({
      type: 'connection.broken',
      timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
      data: { provider: 'files', connection: 'org', reason: 'refused', since: expect.any(String), mendBy: 'consent' },
    });
    expect(JSON.parse(recovered?.body ?? '')).toMatchObject({ data: { from: 'broken' } });
    for (const { headers, body, url } of received) {
      expect(url).toBe('/hook');
      const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature } = headers;
      expect(Number(timestamp)).toBe(Math.floor(desk.clock.now() / 1_000));
      expect(signature).toBe(`v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`);
    }
    expect(received[0]?.headers['webhook-id']).not.toBe(received[1]?.headers['webhook-id']);
    expect(JSON.stringify([received, desk.lines])).not.toContain('canary');
    expect(JSON.stringify(desk.lines)).not.toContain(key.toString('base64'));
  });

  test('reach whom they are meant for', async () => {
    const desk = await bench(open);
    const others = [
      hook({ url: `${origin}/recovered`, events: ['recovered'] }),
      hook({ url: `${origin}/other-provider`, providers: ['other'] }),
      hook({ url: `${origin}/this-provider`, providers: ['FILES'] }),
    ];
    const manager = await desk.manager([files], told(...others));
    await consentTo(manager, 'files', straightBack);
    provider.revoke();
    desk.clock.advance(100_000);
    await expect(manager.get(at)).rejects.toMatchObject({ code: 'CONNECTION_REQUIRED' });
    await vi.waitFor(() => expect(received).toHaveLength(1), patience);
    await consentTo(manager, 'files', straightBack);
    await vi.waitFor(() => expect(received).toHaveLength(3), patience);
    expect(received.map(({ url }) => url).sort()).toEqual(['/recovered', '/this-provider', '/this-provider']);
  });

  test('are told by the next who looks, once, when whoever caused it died', async () => {
    const desk = await bench(open);
    const records = sealRecords(desk.store, createVault(await testRing('k1')));
    const target = targetOf(files, connectionSettings(), {});
    const tools = { records, clock: desk.clock, endpoints: () => [hook()] };
    const tried = { lineage: 'l', digest: 'd' };
    const state = { phase: 'broken', reason: 'refused', since: 7, mendBy: 'consent', tried } as const;
    await swapConnection(records, target.id, 0, { ...NEW_RECORD, state });
    await Promise.all([1, 2, 3, 4].map(() => tellOf(tools, target)));
    const [queued, ...more] = await waiting(desk.store);
    expect(more).toEqual([]);
    // It was delivered, and a process that had looked before then comes to write it once more.
    await desk.store.delete(queued ?? '');
    const slow = { ...tools, records: { ...records, read: forgetful(records.read, toldRecord(target.id).key) } };
    await tellOf(slow, target);
    expect(await waiting(desk.store)).toEqual([]);
  });
});

/** The first read of a key says that nothing is there yet, as it was when it was asked. */
function forgetful(read: ReturnType<typeof sealRecords>['read'], key: string): typeof read {
  let asked = 0;
  return async (name) => (name.key === key && asked++ === 0 ? { value: undefined, version: 0 } : read(name));
}

test('a webhook that does not arrive is tried again with the same id, and no redirect is followed', async () => {
  statuses.push(503, 302);
  const desk = await bench();
  const manager = await desk.manager([files], told(hook()));
  await consentTo(manager, 'files', straightBack);
  provider.revoke();
  desk.clock.advance(100_000);
  await expect(manager.get(at)).rejects.toMatchObject({ code: 'CONNECTION_REQUIRED' });
  for (const [tries, ms] of [
    [1, 6_000],
    [2, 330_000],
  ] as const) {
    await vi.waitFor(() => expect(desk.lines.filter((line) => line.includes('could not be delivered yet'))).toHaveLength(tries), patience);
    desk.clock.advance(ms);
  }
  await vi.waitFor(() => expect(received).toHaveLength(3), patience);
  await vi.waitFor(async () => expect(await waiting(desk.store)).toEqual([]), patience);
  expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  expect(new Set(received.map(({ headers }) => headers['webhook-timestamp'])).size).toBe(3);
  expect(received.map(({ url }) => url)).toEqual(['/hook', '/hook', '/hook']);
});

test('whoever answers 410 is not told again', async () => {
  statuses.push(410);
  const desk = await bench();
  const manager = await desk.manager([files], told(hook()));
  await consentTo(manager, 'files', straightBack);
  provider.revoke();
  desk.clock.advance(100_000);
  await expect(manager.get(at)).rejects.toMatchObject({ code: 'CONNECTION_REQUIRED' });
  await vi.waitFor(() => expect(JSON.stringify(desk.lines)).toContain('nobody at that address wants it'), patience);
  await vi.waitFor(async () => expect(await waiting(desk.store)).toEqual([]), patience);
});

/** A connection that broke, and is to be told of. */
async function broken(...endpoints: WebhookEndpoint[]) {
  const desk = await bench();
  const manager = await desk.manager([files], told(...endpoints));
  await consentTo(manager, 'files', straightBack);
  provider.revoke();
  desk.clock.advance(100_000);
  await expect(manager.get(at)).rejects.toMatchObject({ code: 'CONNECTION_REQUIRED' });
  const lines = (text: string) => desk.lines.filter((line) => line.includes(text));
  return {
    desk,
    lines,
    later: (tries: number) => vi.waitFor(() => expect(lines('could not be delivered yet')).toHaveLength(tries), patience),
  };
}

test('a webhook is given up after ten tries, and no path of its address is in the log, which may hold a secret', async () => {
  statuses.push(...Array<number>(20).fill(503));
  const { desk, lines, later } = await broken(hook({ url: `${origin}/hook/canary-path?key=canary-key` }));
  for (let tries = 1; tries <= 9; tries++) {
    await later(tries);
    desk.clock.advance(100_000_000);
  }
  await vi.waitFor(() => expect(lines('is given up')).toHaveLength(1), patience);
  await vi.waitFor(async () => expect(await waiting(desk.store)).toEqual([]), patience);
  desk.clock.advance(1_000_000_000);
  expect(received).toHaveLength(10);
  expect(lines(origin).length).toBeGreaterThan(0);
  expect(lines('canary-')).toEqual([]);
});

test('a receiver that says when to come again is left alone until then', async () => {
  statuses.push(503);
  retryAfter = '3600';
  const { desk, later } = await broken(hook());
  await later(1);
  const wait = /"waitMs":(\d+)/.exec(desk.lines.find((line) => line.includes('could not be delivered yet')) ?? '')?.[1];
  expect(Number(wait)).toBe(3_600_000);
});

test('a webhook whose receiver is configured no more is dropped', async () => {
  statuses.push(503);
  const endpoints = [hook()];
  const desk = await bench();
  const manager = await desk.manager([files], { webhooks: () => endpoints, staleAfterMs: Number.MAX_SAFE_INTEGER });
  await consentTo(manager, 'files', straightBack);
  provider.revoke();
  desk.clock.advance(100_000);
  await expect(manager.get(at)).rejects.toMatchObject({ code: 'CONNECTION_REQUIRED' });
  await vi.waitFor(() => expect(JSON.stringify(desk.lines)).toContain('could not be delivered yet'), patience);
  endpoints.splice(0, 1, hook({ url: `${origin}/another` }));
  desk.clock.advance(100_000_000);
  await vi.waitFor(async () => expect(await waiting(desk.store)).toEqual([]), patience);
  expect(received.map(({ url }) => url)).toEqual(['/hook']);
});
