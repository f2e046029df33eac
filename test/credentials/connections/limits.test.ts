import { afterAll, describe, expect, inject, test } from 'vitest';
import { checkProviders } from '../../../src/credentials/providers/check-settings.ts';
import { openRedisStore } from '../../../src/credentials/store/redis.ts';
import type { Store } from '../../../src/credentials/store/store.ts';
import { asGateway, bench, consentTo } from '../support/manager.ts';
import { rotatingProvider, straightBack } from '../support/rotating-provider.ts';
import { clientCredentialsProvider, codeProvider, connectionSettings, gatewayMay } from '../support/settings.ts';
import { json, startTokenEndpoint } from '../support/token-endpoint.ts';

const endpoint = await startTokenEndpoint();
afterAll(() => endpoint.close());
const crm = clientCredentialsProvider('https://login.example.com/token');
const parameters = crm.connections[0]?.parameters ?? {};
const many = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));

test.each([
  ['providers', (count: number) => many(count, (i) => ({ ...crm, id: `p${i}` })), 1_000],
  [
    'connections',
    (count: number) => [{ ...crm, connections: many(count, (i) => connectionSettings({ id: `c${i}`, parameters })) }],
    10_000,
  ],
  [
    'access policies',
    (count: number) => [
      { ...crm, connections: [connectionSettings({ parameters, accessPolicies: many(count, (i) => ({ ...gatewayMay, name: `a${i}` })) })] },
    ],
    100,
  ],
] as const)('%s beyond the limit are refused, at the limit taken', (what, settings, most) => {
  expect(checkProviders(settings(most))).toEqual([]);
  expect(checkProviders(settings(most + 1))).toMatchObject([
    { code: 'credential-provider/too-many', text: expect.stringMatching(new RegExp(`${most + 1} ${what}.* at most ${most} `)) },
  ]);
});

test('250 authorizations a minute: above it CONNECTION_THROTTLED, and what is in memory is served all the same', async () => {
  endpoint.answer(rotatingProvider(10).answer);
  const desk = await bench();
  const files = codeProvider(endpoint.origin);
  const manager = await desk.manager([files], { limits: { perMinute: 3, pollMs: 5 }, staleAfterMs: Number.MAX_SAFE_INTEGER });
  const at = asGateway('files');
  await consentTo(manager, 'files', straightBack);
  for (let turn = 0; turn < 3; turn++) {
    await Promise.all(many(20, () => manager.get(at)));
    if (turn < 2) desk.clock.advance(10_000);
  }
  expect((await manager.get(at)).generation).toBe(3);
  desk.clock.advance(10_000);
  await expect(manager.get(at)).rejects.toMatchObject({ code: 'CONNECTION_THROTTLED', retryAfterMs: 30_000 });
  desk.clock.advance(30_000);
  expect((await manager.get(at)).generation).toBeGreaterThan(3);
});

const redisUrl = inject('redisUrl');
let namespaces = 0;
const stores: [string, (() => Promise<Store>) | undefined][] = [
  ['libsql', undefined],
  ...(redisUrl === null
    ? []
    : [
        ['redis', () => openRedisStore(redisUrl, { namespace: `limits-${process.pid}-${++namespaces}` })] as [string, () => Promise<Store>],
      ]),
];

describe.each(stores)('the authorizations of a minute on %s', (_, open) => {
  const short = json({ access_token: 'canary-token', token_type: 'Bearer', expires_in: 600 });
  const mine = clientCredentialsProvider(endpoint.url);

  test('are counted over all processes, and the last minutes of a token are served all the same', async () => {
    endpoint.answer(short);
    const desk = await bench(open);
    const limits = { perMinute: 5, pollMs: 5 };
    const [one, two] = [await desk.manager([mine], { limits }), await desk.manager([mine], { limits })];
    const codes: unknown[] = [];
    for (const manager of [one, two, one, two, one, two, one, two]) {
      const token = await manager.get(asGateway('crm')).catch((error: { code: string; retryAfterMs: number }) => error);
      codes.push('code' in token ? token.code : 'token');
      if ('code' in token) expect(token.retryAfterMs > 0 && token.retryAfterMs <= 60_000).toBe(true);
      else manager.invalidate({ provider: 'crm', connection: 'org', token });
    }
    expect(codes).toEqual([
      'token',
      'token',
      'token',
      'token',
      'token',
      'CONNECTION_THROTTLED',
      'CONNECTION_THROTTLED',
      'CONNECTION_THROTTLED',
    ]);
  });

  test('a live token in memory is served when there are no more', async () => {
    endpoint.answer(short);
    const desk = await bench(open);
    const limits = { perMinute: 1, pollMs: 5 };
    const [one, two] = [await desk.manager([mine], { limits }), await desk.manager([mine], { limits })];
    await one.get(asGateway('crm'));
    await expect(two.get(asGateway('crm'))).rejects.toMatchObject({ code: 'CONNECTION_THROTTLED' });
    expect(one.peek(asGateway('crm'))).toBeDefined();
    expect((await one.get(asGateway('crm'))).generation).toBe(1);
  });
});

test('in the last minutes of a token, whoever may fetch no other gets that one', async () => {
  endpoint.answer(json({ access_token: 'canary-token', token_type: 'Bearer', expires_in: 200 }));
  const desk = await bench();
  const manager = await desk.manager([clientCredentialsProvider(endpoint.url)], { limits: { perMinute: 1, pollMs: 5 } });
  const asked = async (): Promise<number> => (await manager.get(asGateway('crm'))).generation;
  expect(await asked()).toBe(1);
  desk.clock.advance(50_000);
  expect(manager.peek(asGateway('crm'))).toBeUndefined();
  expect(await asked()).toBe(1);
  desk.clock.advance(10_000);
  expect(await asked()).toBe(2);
});
