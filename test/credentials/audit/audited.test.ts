import { afterAll, expect, test } from 'vitest';
import { KEPT_ENTRIES } from '../../../src/credentials/audit/chain.ts';
import { openJournal } from '../../../src/credentials/audit/journal.ts';
import { listEntries, verifyChain } from '../../../src/credentials/audit/verify.ts';
import { type Store, StoreError } from '../../../src/credentials/store/store.ts';
import { sealRecords } from '../../../src/credentials/vault/sealed-records.ts';
import { openVault } from '../model/process.ts';
import { asGateway, bench, consentTo } from '../support/manager.ts';
import { rotatingProvider, straightBack } from '../support/rotating-provider.ts';
import { codeProvider } from '../support/settings.ts';
import { json, startTokenEndpoint } from '../support/token-endpoint.ts';

const endpoint = await startTokenEndpoint();
afterAll(() => endpoint.close());

const HOUR = 3_600_000;
const id = { provider: 'files', connection: 'org' };

test('what is done to a connection is taken down, by whom and in order, and no secret with it', async () => {
  endpoint.answer(rotatingProvider().answer);
  const desk = await bench();
  const manager = await desk.manager([codeProvider(endpoint.origin)], { vault: openVault, actor: { kind: 'command-line', user: 'me' } });
  await consentTo(manager, 'files', straightBack);
  endpoint.answer(json({ error: 'invalid_grant' }, 400));
  desk.clock.advance(HOUR);
  await expect(manager.get(asGateway('files'))).rejects.toMatchObject({ code: 'CONNECTION_REQUIRED' });
  endpoint.answer(rotatingProvider().answer);
  await consentTo(manager, 'files', straightBack);
  await manager.block({ kind: 'connection', ...id }, 'a drill');
  expect(await manager.unblock({ kind: 'connection', ...id })).toBe(true);
  expect(await manager.disconnect(id)).toBe(true);
  expect(await manager.disconnect(id)).toBe(false);
  await manager.stop();

  const tools = { store: desk.store, records: sealRecords(desk.store, openVault), capacity: KEPT_ENTRIES };
  const entries = await listEntries(tools, 100);
  expect(entries.map(({ what, who, on, detail }) => [what, who.kind, on, detail])).toEqual([
    ['consent-begun', 'browser', 'files/org', undefined],
    ['consent-waiting', 'browser', 'files/org', undefined],
    ['consent-finished', 'browser', 'files/org', undefined],
    ['connection-broken', 'gateway', 'files/org', 'refused'],
    ['consent-begun', 'browser', 'files/org', undefined],
    ['consent-waiting', 'browser', 'files/org', undefined],
    ['consent-finished', 'browser', 'files/org', undefined],
    ['blocked', 'command-line', 'files/org', 'a drill'],
    ['unblocked', 'command-line', 'files/org', undefined],
    ['disconnected', 'command-line', 'files/org', undefined],
  ]);
  expect(await verifyChain(tools)).toMatchObject({ last: 10, problems: [] });
  expect(entries[2]?.anchor?.version).toBeGreaterThan(0);
  // Every sealed text of this store can be read here, so what must not be in an entry would be seen.
  expect(JSON.stringify(entries)).not.toMatch(/access-|refresh-|link=|state=/);
});

test('a store that is away delays nobody, and what did not fit is told of', async () => {
  const desk = await bench();
  let away = true;
  const store: Store = {
    ...desk.store,
    read: async (key) => {
      if (away) throw new StoreError('store/unreachable', 'away');
      return desk.store.read(key);
    },
  };
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  // It waits between its tries until the store is back.
  const timers = {
    wait: async (ms: number) => {
      if (ms > 1_000) return new Promise<void>(() => undefined);
      away = false;
    },
  };
  const tools = { store, records: sealRecords(store, openVault), capacity: 100, clock: desk.clock, log, timers, mostWaiting: 10 };
  const journal = openJournal(tools);
  for (let n = 0; n < 13; n++) journal.note({ what: 'blocked', who: { kind: 'gateway' }, on: `thing ${n}` });
  expect(await journal.flush(60_000)).toBe(0);
  const entries = await listEntries(tools, 100);
  const told = Array.from({ length: 10 }, (_, n) => `thing ${n}`);
  expect(entries.map(({ what, on, detail }) => (what === 'entries-lost' ? `${detail} lost` : on))).toEqual([...told, '3 lost']);
});
