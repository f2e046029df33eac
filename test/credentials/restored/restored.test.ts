import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, inject, test, vi } from 'vitest';
import { KEPT_ENTRIES } from '../../../src/credentials/audit/chain.ts';
import { listEntries } from '../../../src/credentials/audit/verify.ts';
import { type Anchor, anchorFile, type Seen } from '../../../src/credentials/restored/anchor.ts';
import { restoredRecord } from '../../../src/credentials/store/keys.ts';
import { openRedisStore } from '../../../src/credentials/store/redis.ts';
import { type Changes, type Store, StoreError } from '../../../src/credentials/store/store.ts';
import { sealRecords } from '../../../src/credentials/vault/sealed-records.ts';
import { createVault } from '../../../src/credentials/vault/vault.ts';
import { asGateway, bench, consentTo } from '../support/manager.ts';
import { rotatingProvider, straightBack } from '../support/rotating-provider.ts';
import { codeProvider } from '../support/settings.ts';
import { startTokenEndpoint, text } from '../support/token-endpoint.ts';
import { testRing } from '../support/vault.ts';

const endpoint = await startTokenEndpoint();
afterAll(() => endpoint.close());
let provider = rotatingProvider();
beforeEach(() => {
  provider = rotatingProvider();
  endpoint.answer((response, seen) => provider.answer(response, seen));
});
const files = codeProvider(endpoint.origin);
const at = asGateway('files');
const redisUrl = inject('redisUrl');
let count = 0;
const stores: [string, (() => Promise<Store>) | undefined][] = [
  ['libsql', undefined],
  ...(redisUrl === null
    ? []
    : [['redis', () => openRedisStore(redisUrl, { namespace: `restored-${process.pid}-${++count}` })] as [string, () => Promise<Store>]]),
];

type Remembered = Anchor & { seen: Seen | undefined };

/** What was seen of the store, in memory. */
function remembered(seen?: Seen): Remembered {
  const self = {
    seen,
    read: async () => self.seen,
    async write(seen: Seen) {
      self.seen = seen;
    },
  };
  return self;
}

const alarms = (lines: readonly unknown[]): unknown[] =>
  lines.filter((line) => JSON.stringify(line).includes('was put back to an earlier state'));

/** As if the store had been seen further on: it has lost what came then. */
async function further(store: Store, anchor: { seen: Seen | undefined }): Promise<void> {
  if (anchor.seen !== undefined) anchor.seen = { ...anchor.seen, seq: (await store.changesSince('latest')).last + 1_000 };
}

describe.each(stores)('R6 on %s: a store that was put back', (_, open) => {
  async function connected() {
    const desk = await bench(open);
    const anchor = remembered();
    const vault = createVault(await testRing('k1'));
    const start = () => desk.manager([files], { anchor, vault });
    const before = await start();
    await consentTo(before, 'files', straightBack);
    expect((await before.get(at)).generation).toBe(1);
    await before.stop();
    return { desk, anchor, start, vault, records: sealRecords(desk.store, vault) };
  }

  test('is noticed at the start, and its connections are suspect until their provider proves them', async () => {
    const { desk, anchor, start, records } = await connected();
    await further(desk.store, anchor);
    const after = await start();
    expect(await after.show('files', 'org')).toMatchObject({ suspect: true, generation: 1 });
    expect(alarms(desk.lines)).toHaveLength(1);
    expect(after.peek(at)).toBeUndefined();
    expect((await after.get(at)).generation).toBe(2);
    expect(provider.sent).toEqual(['canary-refresh-1']);
    expect(await after.show('files', 'org')).toMatchObject({ suspect: false });
    expect((await after.get(at)).generation).toBe(2);
    await after.stop();
    const entries = await listEntries({ store: desk.store, records, capacity: KEPT_ENTRIES }, 100);
    expect(entries.filter(({ what }) => what === 'store-restored')).toMatchObject([{ on: 'store', detail: '1000 changes are missing' }]);
    const next = await start();
    expect(await next.show('files', 'org')).toMatchObject({ suspect: false });
  });

  test('breaks a connection whose refresh token the backup had used up, and serves it no more', async () => {
    const { desk, anchor, start } = await connected();
    provider.revoke();
    await further(desk.store, anchor);
    const after = await start();
    await expect(after.get(at)).rejects.toMatchObject({ code: 'CONNECTION_REQUIRED' });
  });

  test('serves no suspect token while the provider does not answer', async () => {
    const { desk, anchor, start } = await connected();
    await further(desk.store, anchor);
    const after = await start();
    endpoint.answer(text('', 500));
    await expect(after.get(at)).rejects.toMatchObject({ code: 'PROVIDER_DOWN' });
    expect(after.peek(at)).toBeUndefined();
  });

  test('makes connections suspect in every process that runs', async () => {
    const { desk, anchor, start } = await connected();
    const one = await start();
    await one.get(at);
    await further(desk.store, anchor);
    const two = await start();
    await vi.waitFor(async () => expect(await one.show('files', 'org')).toMatchObject({ suspect: true }), { timeout: 10_000 });
    expect(one.peek(at)).toBeUndefined();
    expect((await two.get(at)).generation).toBe(2);
  });

  test('a consent is a proof', async () => {
    const { desk, anchor, start } = await connected();
    await further(desk.store, anchor);
    const after = await start();
    await consentTo(after, 'files', straightBack);
    expect(await after.show('files', 'org')).toMatchObject({ suspect: false });
  });

  test('is noticed once, though another machine that noted how far it was starts much later', async () => {
    const { desk, anchor, start, vault } = await connected();
    await further(desk.store, anchor);
    const elsewhere = remembered(anchor.seen);
    const after = await start();
    expect((await after.get(at)).generation).toBe(2);
    desk.clock.advance(600_000);
    const late = await desk.manager([files], { anchor: elsewhere, vault });
    expect(await late.show('files', 'org')).toMatchObject({ suspect: false, generation: 2 });
    expect(alarms(desk.lines)).toHaveLength(1);
    expect(elsewhere.seen?.seq).toBe((await desk.store.changesSince('latest')).last);
  });

  test('is noticed again when it is put back again', async () => {
    const { desk, anchor, start } = await connected();
    await further(desk.store, anchor);
    const after = await start();
    expect((await after.get(at)).generation).toBe(2);
    await after.stop();
    desk.clock.advance(600_000);
    await further(desk.store, anchor);
    expect(await (await start()).show('files', 'org')).toMatchObject({ suspect: true });
    expect(alarms(desk.lines)).toHaveLength(2);
  });

  test.each<[string, (anchor: Remembered, last: number) => Remembered]>([
    ['a restart', (anchor) => anchor],
    ['a start after a crash, before it was noted how far the store is', ({ seen }, last) => remembered(seen && { ...seen, seq: last - 2 })],
    ['a note that was deleted, or a replica on a new machine', () => remembered()],
    ['another store in the place of this one', (_anchor, last) => remembered({ storeId: 'another', seq: last + 1_000 })],
  ])('%s is no alarm', async (_case, noted) => {
    const { desk, anchor, vault } = await connected();
    const { last } = await desk.store.changesSince('latest');
    const next = await desk.manager([files], { anchor: noted(anchor, last), vault });
    expect(await next.show('files', 'org')).toMatchObject({ suspect: false });
    expect((await next.get(at)).generation).toBe(1);
    expect(alarms(desk.lines)).toEqual([]);
  });

  test('processes that share the note, and one of them ends by a crash: no alarm', async () => {
    const { desk, anchor, start, vault } = await connected();
    const one = await start();
    const two = await desk.manager([files], { anchor, vault });
    await consentTo(one, 'files', straightBack);
    await one.stop();
    await consentTo(two, 'files', straightBack);
    const three = await start();
    expect(await three.show('files', 'org')).toMatchObject({ suspect: false });
    expect(alarms(desk.lines)).toEqual([]);
  });
});

test('a process that runs notices by itself that the log of changes ends earlier, though the store fails meanwhile', async () => {
  const desk = await bench();
  let back = 0;
  let failures = 0;
  const store: Store = {
    ...desk.store,
    async changesSince(seq): Promise<Changes> {
      const news = await desk.store.changesSince(seq);
      return back === 0 ? news : { changes: [], last: news.last - back, truncated: true };
    },
    async compareAndSwap(...args) {
      if (args[0] === restoredRecord.key && failures++ < 2) throw new StoreError('store/unreachable', 'away');
      return desk.store.compareAndSwap(...args);
    },
  };
  const manager = await desk.manager([files], { store });
  await consentTo(manager, 'files', straightBack);
  await manager.get(at);
  expect(await manager.show('files', 'org')).toMatchObject({ suspect: false });
  back = 5;
  await vi.waitFor(async () => expect(await manager.show('files', 'org')).toMatchObject({ suspect: true }), { timeout: 10_000 });
  expect(manager.peek(at)).toBeUndefined();
  expect(failures).toBe(3);
  expect(alarms(desk.lines)).toHaveLength(1);
});

test('what was seen lies in a file of its owner, and a damaged one tells nothing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fedpass-anchor-'));
  const file = join(folder, 'deeper', 'store-seen.json');
  const lines: string[] = [];
  const write = (_: object, line: string): void => void lines.push(line);
  const anchor = anchorFile(file, { debug: write, info: write, warn: write, error: write });
  expect(await anchor.read()).toBeUndefined();
  await anchor.write({ storeId: 's', seq: 7 });
  await anchor.write({ storeId: 's', seq: 8, restoredAt: 5 });
  expect(await anchor.read()).toEqual({ storeId: 's', seq: 8, restoredAt: 5 });
  await anchor.write({ storeId: 's', seq: 8 });
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ storeId: 's', seq: 8 });
  for (const damaged of ['', '{', '{"storeId":1,"seq":2}', '{"storeId":"s","seq":"2"}', 'null']) {
    writeFileSync(file, damaged);
    expect(await anchor.read()).toBeUndefined();
  }
  const nowhere = anchorFile(join(file, 'below-a-file'), { debug: write, info: write, warn: write, error: write });
  await nowhere.write({ storeId: 's', seq: 1 });
  await nowhere.write({ storeId: 's', seq: 2 });
  expect(readdirSync(join(folder, 'deeper'))).toEqual(['store-seen.json']);
  expect(lines).toEqual([expect.stringContaining('cannot be noted')]);
  rmSync(folder, { recursive: true, force: true });
});
