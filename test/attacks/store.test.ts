import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { append, KEPT_ENTRIES } from '../../src/credentials/audit/chain.ts';
import { verifyChain } from '../../src/credentials/audit/verify.ts';
import { connectionRecord } from '../../src/credentials/store/keys.ts';
import { sealRecords } from '../../src/credentials/vault/sealed-records.ts';
import { createVault } from '../../src/credentials/vault/vault.ts';
import { holdingTransport } from '../credentials/support/disturbances.ts';
import { asGateway, bench, consentTo } from '../credentials/support/manager.ts';
import { rotatingProvider, straightBack } from '../credentials/support/rotating-provider.ts';
import { codeProvider, connectionSettings } from '../credentials/support/settings.ts';
import { stores } from '../credentials/support/stores.ts';
import { startTokenEndpoint } from '../credentials/support/token-endpoint.ts';
import { testRing } from '../credentials/support/vault.ts';

const endpoint = await startTokenEndpoint();
afterAll(() => endpoint.close());
let provider = rotatingProvider();
beforeEach(() => {
  provider = rotatingProvider();
  endpoint.answer(provider.answer);
});

const files = codeProvider(endpoint.origin, {
  connections: ['mine', 'yours'].map((id) => connectionSettings({ id })),
});
const key = (connection: string) => connectionRecord({ provider: 'files', connection }).key;
const HOUR = 3_600_000;

describe.each(stores)('on %s', (_store, open) => {
  test('a record swapped', async () => {
    const desk = await bench(open);
    const manager = await desk.manager([files]);
    for (const connection of ['mine', 'yours']) await consentTo(manager, 'files', straightBack, connection);
    const mine = (await manager.get(asGateway('files', 'mine'))).accessToken.reveal();
    // Whoever can write to the store puts the row of another connection in the place of his own.
    const { value = '' } = await desk.store.read(key('yours'));
    const { version } = await desk.store.read(key('mine'));
    expect(await desk.store.compareAndSwap(key('mine'), version, value)).toMatchObject({ kind: 'done' });
    const other = await desk.manager([files]);
    await expect(other.get(asGateway('files', 'mine'))).rejects.toMatchObject({
      code: 'CONNECTION_UNAVAILABLE',
      detail: expect.stringContaining('cannot be opened'),
    });
    expect((await other.get(asGateway('files', 'yours'))).accessToken.reveal()).not.toBe(mine);
    expect(JSON.stringify(desk.lines)).not.toContain('canary');
  });

  test('a record rolled back', async () => {
    const desk = await bench(open);
    const vault = createVault(await testRing('k1'));
    const manager = await desk.manager([files], { vault });
    await consentTo(manager, 'files', straightBack, 'mine');
    const old = (await desk.store.read(key('mine'))).value ?? '';
    desk.clock.advance(HOUR);
    await manager.get(asGateway('files', 'mine'));
    const { version } = await desk.store.read(key('mine'));
    // Its text alone does not open under a later version.
    await desk.store.compareAndSwap(key('mine'), version, old);
    const other = await desk.manager([files], { vault });
    await expect(other.get(asGateway('files', 'mine'))).rejects.toMatchObject({ code: 'CONNECTION_UNAVAILABLE' });
    // The whole row, version and all, is below the one that the audit log anchors.
    const tools = { store: desk.store, records: sealRecords(desk.store, vault), capacity: KEPT_ENTRIES };
    const on = { provider: 'files', connection: 'mine' };
    await append(tools, { what: 'disconnected', who: { kind: 'gateway' }, on: 'files/mine', connection: on }, desk.clock.now());
    const restored = {
      ...desk.store,
      read: async (name: string) => (name === key('mine') ? { value: old, version: 1 } : desk.store.read(name)),
    };
    expect((await verifyChain({ ...tools, store: restored })).problems.join()).toContain('went back from version');
  });

  /** A connection whose refresh token is on its way to the provider, and whose answer waits. */
  async function refreshing() {
    const desk = await bench(open);
    const { transport, back } = holdingTransport();
    const manager = await desk.manager([files], { transport });
    await consentTo(manager, 'files', straightBack, 'mine');
    desk.clock.advance(HOUR);
    const late = manager.get(asGateway('files', 'mine')).then(
      (token) => token.accessToken.reveal(),
      (error: { readonly code: string }) => error.code,
    );
    await back.reached;
    return { desk, manager, late, answer: back.open, other: await desk.manager([files]) };
  }

  test('delete during a refresh', async () => {
    const { manager, other, late, answer } = await refreshing();
    expect(await other.disconnect({ provider: 'files', connection: 'mine' })).toBe(true);
    answer();
    expect(await late).toBe('CONNECTION_REQUIRED');
    for (const one of [manager, other]) {
      expect(one.peek(asGateway('files', 'mine'))).toBeUndefined();
      expect(await one.show('files', 'mine')).toMatchObject({ state: { phase: 'unauthorized' } });
    }
  });

  test('re-consent during a refresh', async () => {
    const { manager, other, late, answer } = await refreshing();
    await consentTo(other, 'files', straightBack, 'mine');
    const fresh = (await other.get(asGateway('files', 'mine'))).accessToken.reveal();
    answer();
    expect(await late).toBe(fresh);
    expect((await manager.get(asGateway('files', 'mine'))).accessToken.reveal()).toBe(fresh);
    expect(await other.show('files', 'mine')).toMatchObject({ state: { phase: 'ready' }, consentEpoch: 2 });
  });
});
