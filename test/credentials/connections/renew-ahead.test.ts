import { afterAll, beforeEach, describe, expect, inject, test, vi } from 'vitest';
import { needsKeepAlive } from '../../../src/credentials/connections/keep-alive.ts';
import type { Grant } from '../../../src/credentials/connections/state.ts';
import { openRedisStore } from '../../../src/credentials/store/redis.ts';
import type { Store } from '../../../src/credentials/store/store.ts';
import { asGateway, bench, consentTo } from '../support/manager.ts';
import { rotatingProvider, straightBack } from '../support/rotating-provider.ts';
import { codeProvider } from '../support/settings.ts';
import { startTokenEndpoint } from '../support/token-endpoint.ts';

const endpoint = await startTokenEndpoint();
afterAll(() => endpoint.close());
let provider = rotatingProvider(100);
beforeEach(() => {
  provider = rotatingProvider(100);
  endpoint.answer(provider.answer);
});
const files = codeProvider(endpoint.origin);
const at = asGateway('files');
/** The clock jumps, and the watch does not. */
const patient = { staleAfterMs: Number.MAX_SAFE_INTEGER };
const redisUrl = inject('redisUrl');
let count = 0;
const stores: [string, (() => Promise<Store>) | undefined][] = [
  ['libsql', undefined],
  ...(redisUrl === null
    ? []
    : [['redis', () => openRedisStore(redisUrl, { namespace: `ahead-${process.pid}-${++count}` })] as [string, () => Promise<Store>]]),
];

describe.each(stores)('R7 on %s: renewing ahead of need', (_, open) => {
  test('a token in use is renewed in the last fifth of its life, by one process, and nobody waits', async () => {
    const desk = await bench(open);
    const [one, two] = [await desk.manager([files], patient), await desk.manager([files], patient)];
    await consentTo(one, 'files', straightBack);
    await one.get(at);
    await two.get(at);
    desk.clock.advance(85_000);
    expect(one.peek(at)?.generation).toBe(1);
    expect(two.peek(at)?.generation).toBe(1);
    await vi.waitFor(() => expect(provider.sent).toHaveLength(1), { timeout: 10_000 });
    await vi.waitFor(async () => expect([(await one.get(at)).generation, (await two.get(at)).generation]).toEqual([2, 2]), {
      timeout: 10_000,
    });
    expect(provider.sent).toEqual(['canary-refresh-1']);
  });

  test('one that nobody uses is left alone', async () => {
    const desk = await bench(open);
    const used = codeProvider(endpoint.origin, { id: 'used' });
    const one = await desk.manager([files, used], patient);
    await consentTo(one, 'files', straightBack);
    await one.get(at);
    await consentTo(one, 'used', straightBack);
    await one.get(asGateway('used'));
    desk.clock.advance(85_000);
    one.peek(asGateway('used'));
    // The provider ends the family of the unused one with the second consent: what is renewed is the used one.
    await vi.waitFor(() => expect(provider.sent).toEqual(['canary-refresh-2']), { timeout: 10_000 });
    expect(await one.show('files', 'org')).toMatchObject({ generation: 1 });
  });
});

const DAY = 86_400_000;
const grant: Grant = {
  accessToken: 'a',
  claims: {},
  useUntil: 0,
  expiresAt: 0,
  generation: 1,
  refreshToken: 'r',
  lineage: 'l',
  savedBy: 's',
  issuedAt: 10 * DAY,
  consentedAt: 0,
};

test.each([
  [{ unusedDays: 90 }, 63, false],
  [{ unusedDays: 90 }, 64, true],
  [{ totalDays: 90 }, 64, false],
  [{}, 1_000, false],
])('keep-alive with %j on day %d: %s', (facts, day, expected) => {
  expect(needsKeepAlive(grant, { rotate: 'always', ...facts }, day * DAY)).toBe(expected);
});
