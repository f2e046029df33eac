import { afterAll, beforeEach, describe, expect, inject, test } from 'vitest';
import type { ProviderSettings } from '../../../src/credentials/settings.ts';
import { openRedisStore } from '../../../src/credentials/store/redis.ts';
import type { Store } from '../../../src/credentials/store/store.ts';
import { Secret } from '../../../src/runtime/ports/credential-source.ts';
import { asGateway, bench, consentTo } from '../support/manager.ts';
import { gate, rotatingProvider, straightBack } from '../support/rotating-provider.ts';
import { clientCredentialsProvider, codeProvider, connectionSettings } from '../support/settings.ts';
import { type Answer, json, startTokenEndpoint, text } from '../support/token-endpoint.ts';

const endpoint = await startTokenEndpoint();
afterAll(() => endpoint.close());
beforeEach(() => {
  endpoint.seen.length = 0;
});

const redisUrl = inject('redisUrl');
let count = 0;
const stores: [string, (() => Promise<Store>) | undefined][] = [
  ['libsql', undefined],
  ...(redisUrl === null
    ? []
    : [['redis', () => openRedisStore(redisUrl, { namespace: `gate-${process.pid}-${++count}` })] as [string, () => Promise<Store>]]),
];

const names = ['a', 'b', 'c', 'd', 'e', 'f'];
const parameters = { clientId: 'crm-client', clientSecret: new Secret('canary-client-secret') };
const crm = clientCredentialsProvider(endpoint.url, { connections: names.map((id) => connectionSettings({ id, parameters })) });
const token = json({ access_token: 'canary-token', token_type: 'Bearer', expires_in: 3_600 });
const down = expect.objectContaining({ code: 'PROVIDER_DOWN' });

/** The end of one call, as a caller sees it. */
const ended = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: unknown) => error);

describe('the breaker of a provider', () => {
  test.each<[string, Answer]>([
    ['5xx', text('', 500)],
    ['connections that break', (response) => response.destroy()],
  ])('opens on %s in a row, and closes when the provider answers again', async (_, trouble) => {
    endpoint.answer(trouble);
    const desk = await bench();
    const manager = await desk.manager([crm]);
    for (const name of names.slice(0, 5)) expect(await ended(manager.get(asGateway('crm', name)))).toEqual(down);
    expect(endpoint.seen).toHaveLength(5);
    const refused = await ended(manager.get(asGateway('crm', 'f')));
    expect(refused).toMatchObject({ code: 'PROVIDER_DOWN', retryAfterMs: 10_000, detail: expect.stringContaining('did not answer') });
    expect(endpoint.seen).toHaveLength(5);
    endpoint.answer(token);
    desk.clock.advance(10_000);
    expect((await manager.get(asGateway('crm', 'f'))).generation).toBe(1);
    desk.clock.advance(30_000);
    expect((await manager.get(asGateway('crm', 'a'))).generation).toBe(1);
  });

  test('one broken user never trips the others', async () => {
    const provider = rotatingProvider(10);
    const broken = 'canary-of-the-broken';
    endpoint.answer(provider.answer);
    const files = codeProvider(endpoint.origin, { connections: ['broken', 'well'].map((id) => connectionSettings({ id })) });
    const desk = await bench();
    const manager = await desk.manager([files], { staleAfterMs: Number.MAX_SAFE_INTEGER });
    endpoint.answer(json({ access_token: 'canary', token_type: 'Bearer', expires_in: 10, refresh_token: broken }));
    await consentTo(manager, 'files', straightBack, 'broken');
    endpoint.answer(provider.answer);
    await consentTo(manager, 'files', straightBack, 'well');
    // A server error for this one user's token alone: some providers answer so to what they revoked.
    endpoint.answer((response, seen) => (seen.form.get('refresh_token') === broken ? text('', 500) : provider.answer)(response, seen));
    for (let turn = 0; turn < 20; turn++) {
      desk.clock.advance(61_000);
      expect(await ended(manager.get(asGateway('files', 'broken')))).toEqual(down);
    }
    expect((await manager.get(asGateway('files', 'well'))).generation).toBe(2);
    expect(endpoint.seen.filter(({ form }) => form.get('refresh_token') === broken)).toHaveLength(20);
  });

  test('what a provider says about connections is no failure of its own', async () => {
    const desk = await bench();
    const manager = await desk.manager([crm]);
    for (const code of ['invalid_grant', 'invalid_client', 'unauthorized_client', 'invalid_scope', 'access_denied']) {
      endpoint.answer(json({ error: code }, 400));
      const name = names[endpoint.seen.length] ?? '';
      expect(await ended(manager.get(asGateway('crm', name)))).not.toHaveProperty('generation');
    }
    endpoint.answer(token);
    expect((await manager.get(asGateway('crm', 'f'))).generation).toBe(1);
  });

  test('the troubles of one provider are not those of another at the same server', async () => {
    endpoint.answer(text('', 500));
    const manager = await (await bench()).manager([crm, { ...crm, id: 'other' }]);
    for (const name of names.slice(0, 5)) await ended(manager.get(asGateway('crm', name)));
    endpoint.answer(token);
    expect((await manager.get(asGateway('other', 'f'))).generation).toBe(1);
  });
});

test('no more token calls to one provider at a time than configured; the others wait in line', async () => {
  const doors = names.map(() => gate());
  let inside = 0;
  let most = 0;
  endpoint.answer(async (response, seen) => {
    most = Math.max(most, ++inside);
    await doors[endpoint.seen.length - 1]?.pass();
    inside--;
    token(response, seen);
  });
  const manager = await (await bench()).manager([crm], { limits: { callsAtOnce: 2, pollMs: 5 } });
  const all = Promise.all(names.map((name) => manager.get(asGateway('crm', name))));
  await Promise.all(doors.slice(0, 2).map(({ reached }) => reached));
  for (const door of doors) {
    door.open();
    await door.reached;
  }
  expect(await all).toHaveLength(6);
  expect(most).toBe(2);
});

test('who finds no place in time is told when to come again', async () => {
  const door = gate();
  endpoint.answer(async (response, seen) => {
    await door.pass();
    token(response, seen);
  });
  const manager = await (await bench()).manager([crm], { limits: { callsAtOnce: 1, waitMs: 20, pollMs: 5 } });
  const first = manager.get(asGateway('crm', 'a'));
  await door.reached;
  expect(await ended(manager.get(asGateway('crm', 'b')))).toMatchObject({ code: 'PROVIDER_DOWN', retryAfterMs: 1_000 });
  door.open();
  expect((await first).generation).toBe(1);
});

describe.each(stores)('a Retry-After on %s', (_, open) => {
  const twoProcesses = async (provider: ProviderSettings) => {
    const desk = await bench(open);
    return [await desk.manager([provider]), await desk.manager([provider])] as const;
  };

  test('of a 503 holds for the provider, in every process', async () => {
    endpoint.answer(json({}, 503, { 'retry-after': '600' }));
    const [one, two] = await twoProcesses(crm);
    expect(await ended(one.get(asGateway('crm', 'a')))).toMatchObject({ code: 'PROVIDER_DOWN', retryAfterMs: 600_000 });
    for (const [manager, name] of [
      [one, 'b'],
      [two, 'a'],
      [two, 'c'],
    ] as const) {
      const error = (await ended(manager.get(asGateway('crm', name)))) as { code: string; retryAfterMs: number };
      expect(error.code).toBe('PROVIDER_DOWN');
      expect(error.retryAfterMs).toBeGreaterThan(500_000);
      expect(error.retryAfterMs).toBeLessThanOrEqual(600_000);
    }
    expect(endpoint.seen).toHaveLength(1);
  });

  test('of a 429 holds for the connection in every process, and for all once a second one is told so', async () => {
    endpoint.answer(json({}, 429, { 'retry-after': '600' }));
    const [one, two] = await twoProcesses(crm);
    await ended(one.get(asGateway('crm', 'a')));
    expect(await ended(two.get(asGateway('crm', 'a')))).toEqual(down);
    expect(endpoint.seen).toHaveLength(1);
    endpoint.answer(token);
    expect((await two.get(asGateway('crm', 'b'))).generation).toBe(1);
    endpoint.answer(json({}, 429, { 'retry-after': '600' }));
    await ended(one.get(asGateway('crm', 'c')));
    expect(endpoint.seen).toHaveLength(3);
    for (const manager of [one, two]) expect(await ended(manager.get(asGateway('crm', 'd')))).toEqual(down);
    expect(endpoint.seen).toHaveLength(3);
  });

  test('a token that is still good is served meanwhile', async () => {
    endpoint.answer(json({ access_token: 'canary-token', token_type: 'Bearer', expires_in: 600, refresh_token: 'canary-refresh' }));
    const desk = await bench(open);
    const files = codeProvider(endpoint.origin);
    const one = await desk.manager([files], { staleAfterMs: Number.MAX_SAFE_INTEGER });
    await consentTo(one, 'files', straightBack);
    endpoint.answer(json({}, 503, { 'retry-after': '600' }));
    desk.clock.advance(500_000);
    const two = await desk.manager([files]);
    for (const manager of [one, two]) expect((await manager.get(asGateway('files'))).generation).toBe(1);
    expect(endpoint.seen).toHaveLength(2);
  });
});
