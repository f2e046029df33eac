import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, inject, test } from 'vitest';
import { countSealed } from '../../../src/credentials/key-rotation/census.ts';
import { resealAll } from '../../../src/credentials/key-rotation/reseal.ts';
import {
  blockRecord,
  connectionRecord,
  connectionResource,
  nameOfKey,
  originRecord,
  orphanRecord,
  providerResource,
  type RecordName,
  revocationRecord,
  toldRecord,
  webhookRecord,
} from '../../../src/credentials/store/keys.ts';
import { openLibsqlStore } from '../../../src/credentials/store/libsql.ts';
import { openRedisStore } from '../../../src/credentials/store/redis.ts';
import type { Store } from '../../../src/credentials/store/store.ts';
import { systemTimers } from '../../../src/credentials/timers.ts';
import { keyRingOf } from '../../../src/credentials/vault/key-ring.ts';
import { sealRecords } from '../../../src/credentials/vault/sealed-records.ts';
import { createVault, sealedWith } from '../../../src/credentials/vault/vault.ts';
import { testRing } from '../support/vault.ts';

const folder = mkdtempSync(join(tmpdir(), 'fedpass-reseal-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const redisUrl = inject('redisUrl');
const stores: readonly (readonly [string, (() => Promise<Store>) | undefined])[] = [
  ['libsql', () => openLibsqlStore(join(folder, `${randomUUID()}.db`))],
  ['redis', redisUrl === null ? undefined : () => openRedisStore(redisUrl, { namespace: randomUUID() })],
];

const id = { provider: 'Files/ü', connection: 'a b' };
const connection = connectionRecord(id);
const names: readonly RecordName[] = [
  originRecord,
  connection,
  connectionResource(id),
  providerResource(id.provider),
  orphanRecord(id),
  revocationRecord('r1'),
  toldRecord(id),
  webhookRecord('w1'),
  blockRecord({ kind: 'connection', ...id }),
  blockRecord({ kind: 'user', user: 'digest' }),
];
const ready = JSON.stringify({ state: { phase: 'ready' } });
const refreshing = (deadline: number) => JSON.stringify({ state: { phase: 'refreshing', intent: { deadline } } });

const both = await testRing('old', 'new');
const [young, old] = await both.all();
if (young === undefined || old === undefined) throw new Error('two keys');
const before = keyRingOf('the ring before', [old]);
const noWait = { wait: async () => undefined };

test.each(names)('the key $key leads back to its name', (name) => expect(nameOfKey(name.key)).toEqual(name));

describe.each(stores)('keys rotate on %s', (_name, open) => {
  /** A store with everything sealed by the old key. */
  async function filled(): Promise<Store> {
    if (open === undefined) throw new Error('skipped');
    const store = await open();
    const records = sealRecords(store, createVault(before));
    for (const name of names) await records.swap(name, 0, ready);
    return store;
  }
  const run = test.skipIf(open === undefined);

  run('every record opens with the new key alone, one version later', async () => {
    const store = await filled();
    expect(await resealAll({ store, ring: both, timers: noWait })).toEqual({
      resealed: names.length,
      current: 0,
      busy: 0,
      unreadable: [],
    });
    const after = sealRecords(store, createVault(keyRingOf('the new key', [young])));
    for (const name of names) expect(await after.read(name)).toEqual({ value: ready, version: 2 });
    expect(await resealAll({ store, ring: both, timers: noWait })).toMatchObject({ resealed: 0, current: names.length });
    await store.close();
  });

  run('what was saved meanwhile is not written over', async () => {
    const store = await filled();
    const records = sealRecords(store, createVault(before));
    let raced = false;
    const racing: Store = {
      ...store,
      async compareAndSwap(key, expected, value, options) {
        if (key === connection.key && !raced) {
          raced = true;
          await records.swap(connection, 1, JSON.stringify({ state: { phase: 'ready', grant: 'fresh' } }));
        }
        return store.compareAndSwap(key, expected, value, options);
      },
    };
    await resealAll({ store: racing, ring: both, timers: noWait });
    const { value, version } = await sealRecords(store, createVault(both)).read(connection);
    expect(value).toContain('fresh');
    expect(version).toBe(3);
    expect(sealedWith((await store.read(connection.key)).value ?? '')).toBe('new');
    await store.close();
  });

  run('a renewal under way is left to end', async () => {
    const store = await filled();
    const records = sealRecords(store, createVault(both));
    await sealRecords(store, createVault(before)).swap(connection, 1, refreshing((await store.now()) + 60_000));
    let looks = 0;
    const timers = {
      wait: async () => {
        if (++looks === 2) await records.swap(connection, 2, ready);
      },
    };
    expect(await resealAll({ store, ring: both, timers })).toMatchObject({ resealed: names.length - 1, current: 1, busy: 0 });
    expect(looks).toBe(2);
    await store.close();
  });

  run('one that never ends is reported, and one whose process died is sealed anew', async () => {
    const store = await filled();
    const other = sealRecords(store, createVault(before));
    await other.swap(connection, 1, refreshing((await store.now()) + 3_600_000));
    const dead = connectionRecord({ provider: 'p', connection: 'dead' });
    await other.swap(dead, 0, refreshing((await store.now()) - 60_000));
    expect(await resealAll({ store, ring: both, timers: noWait })).toMatchObject({ resealed: names.length, busy: 1 });
    await store.close();
  });

  run('what no key opens stays as it is, and is named', async () => {
    const store = await filled();
    await store.compareAndSwap(orphanRecord(id).key, 1, 'not sealed');
    const { unreadable, resealed } = await resealAll({ store, ring: both, timers: systemTimers });
    expect(unreadable).toEqual([expect.stringContaining('orphan record')]);
    expect(resealed).toBe(names.length - 1);
    expect((await store.read(orphanRecord(id).key)).value).toBe('not sealed');
    await store.close();
  });

  run('the census tells which key seals how many', async () => {
    const store = await filled();
    await sealRecords(store, createVault(both)).swap(revocationRecord('r2'), 0, ready);
    await sealRecords(store, createVault(await testRing('stranger'))).swap(revocationRecord('r3'), 0, ready);
    expect(await countSealed(store, both)).toEqual({
      keys: [
        { kid: 'new', created: young.created, current: true, records: 1 },
        { kid: 'old', created: old.created, current: false, records: names.length },
      ],
      strangers: 1,
    });
    await store.close();
  });
});
