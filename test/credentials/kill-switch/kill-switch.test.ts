import { afterAll, describe, expect, inject, test, vi } from 'vitest';
import type { BlockedThing } from '../../../src/credentials/store/keys.ts';
import { openRedisStore } from '../../../src/credentials/store/redis.ts';
import type { Store } from '../../../src/credentials/store/store.ts';
import { holdingTransport } from '../support/disturbances.ts';
import { asGateway, bench, consentTo } from '../support/manager.ts';
import { rotatingProvider, straightBack } from '../support/rotating-provider.ts';
import { codeProvider } from '../support/settings.ts';
import { startTokenEndpoint } from '../support/token-endpoint.ts';

const endpoint = await startTokenEndpoint();
afterAll(() => endpoint.close());
const files = codeProvider(endpoint.origin);
const at = asGateway('files');
const redisUrl = inject('redisUrl');
let count = 0;
const stores: [string, (() => Promise<Store>) | undefined][] = [
  ['libsql', undefined],
  ...(redisUrl === null
    ? []
    : [['redis', () => openRedisStore(redisUrl, { namespace: `kill-${process.pid}-${++count}` })] as [string, () => Promise<Store>]]),
];
const things: [string, BlockedThing][] = [
  ['its provider', { kind: 'provider', provider: 'FILES' }],
  ['itself', { kind: 'connection', provider: 'files', connection: 'ORG' }],
];

describe.each(stores)('the kill switch on %s', (_, open) => {
  test.each(things)('stops a connection by %s in every process, without any message', async (_name, thing) => {
    endpoint.answer(rotatingProvider().answer);
    const desk = await bench(open);
    const deaf: Store = { ...desk.store, subscribe: () => () => undefined };
    const [one, two] = [await desk.manager([files]), await desk.manager([files], { store: deaf })];
    await consentTo(one, 'files', straightBack);
    await Promise.all([one.get(at), two.get(at)]);
    expect(two.peek(at)).toBeDefined();
    await one.block(thing, 'leaked');
    expect(one.peek(at)).toBeUndefined();
    await expect(one.get(at)).rejects.toMatchObject({ code: 'CONNECTION_UNAVAILABLE', detail: expect.stringContaining('leaked') });
    // The watch looks twice a second; how long that takes on a busy machine is not this test's business.
    await vi.waitFor(() => expect(two.peek(at)).toBeUndefined(), { timeout: 10_000 });
    await expect(two.get(at)).rejects.toMatchObject({ code: 'CONNECTION_UNAVAILABLE' });
    const three = await desk.manager([files]);
    expect(three.blocks()).toMatchObject([{ thing, why: 'leaked' }]);
    await expect(three.get(at)).rejects.toMatchObject({ code: 'CONNECTION_UNAVAILABLE' });
    expect(await two.unblock(thing)).toBe(true);
    expect(await two.unblock(thing)).toBe(false);
    expect((await two.get(at)).generation).toBe(1);
    await vi.waitFor(async () => expect((await one.get(at)).generation).toBe(1), { timeout: 10_000 });
  });

  test('whoever waits for a renewal when it is blocked gets nothing', async () => {
    endpoint.answer(rotatingProvider().answer);
    const desk = await bench(open);
    const { transport, back } = holdingTransport();
    const one = await desk.manager([files], { transport });
    await consentTo(one, 'files', straightBack);
    desk.clock.advance(3_600_000);
    const waiting = one.get(at).catch((error: unknown) => error);
    await back.reached;
    await one.block({ kind: 'connection', provider: 'files', connection: 'org' }, 'leaked');
    back.open();
    expect(await waiting).toMatchObject({ code: 'CONNECTION_UNAVAILABLE' });
    expect(await one.show('files', 'org')).toMatchObject({ state: { phase: 'ready' }, generation: 2 });
  });
});
