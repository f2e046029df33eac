import { afterAll, expect, test } from 'vitest';
import { checkProviders } from '../../../src/credentials/providers/check-settings.ts';
import { asGateway, bench, consentTo } from '../support/manager.ts';
import { rotatingProvider, straightBack } from '../support/rotating-provider.ts';
import { clientCredentialsProvider, codeProvider, connectionSettings, gatewayMay } from '../support/settings.ts';
import { startTokenEndpoint } from '../support/token-endpoint.ts';

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
