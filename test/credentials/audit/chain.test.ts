import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, inject, test } from 'vitest';
import { append, type ChainTools } from '../../../src/credentials/audit/chain.ts';
import type { AuditEvent } from '../../../src/credentials/audit/entry.ts';
import { listEntries, verifyChain } from '../../../src/credentials/audit/verify.ts';
import { auditHead, auditSlot, connectionRecord } from '../../../src/credentials/store/keys.ts';
import { openLibsqlStore } from '../../../src/credentials/store/libsql.ts';
import { openRedisStore } from '../../../src/credentials/store/redis.ts';
import { type Store, StoreError } from '../../../src/credentials/store/store.ts';
import { sealRecords } from '../../../src/credentials/vault/sealed-records.ts';
import { createVault } from '../../../src/credentials/vault/vault.ts';
import { testRing } from '../support/vault.ts';

const folder = mkdtempSync(join(tmpdir(), 'fedpass-audit-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const vault = createVault(await testRing('k1'));

const redisUrl = inject('redisUrl');
const stores: readonly (readonly [string, (() => Promise<Store>) | undefined])[] = [
  ['libsql', () => openLibsqlStore(join(folder, `${randomUUID()}.db`))],
  ['redis', redisUrl === null ? undefined : () => openRedisStore(redisUrl, { namespace: randomUUID() })],
];
const event = (on: string): AuditEvent => ({ what: 'blocked', who: { kind: 'gateway' }, on });
const CAPACITY = 8;

describe.each(stores)('the audit log on %s', (_name, open) => {
  async function chain(count = 0): Promise<ChainTools> {
    if (open === undefined) throw new Error('skipped');
    const store = await open();
    const tools = { store, records: sealRecords(store, vault), capacity: CAPACITY };
    for (let n = 1; n <= count; n++) await append(tools, event(`thing ${n}`), n);
    return tools;
  }
  const run = test.skipIf(open === undefined);

  run('an empty one is whole', async () => {
    expect(await verifyChain(await chain())).toEqual({ first: 0, last: 0, digest: '', problems: [] });
  });

  run('keeps the last entries, oldest first, and is whole after each', async () => {
    const tools = await chain();
    for (let n = 1; n <= 20; n++) {
      await append(tools, event(`thing ${n}`), n);
      expect(await verifyChain(tools)).toMatchObject({ first: Math.max(1, n - CAPACITY + 1), last: n, problems: [] });
    }
    expect((await listEntries(tools, 3)).map(({ on }) => on)).toEqual(['thing 18', 'thing 19', 'thing 20']);
    expect((await tools.store.list('audit/')).keys).toHaveLength(CAPACITY + 1);
  });

  run('several writers at once make one chain without gaps', async () => {
    const tools = { ...(await chain()), capacity: 100 };
    await Promise.all(
      [1, 2, 3].map(async (one) => {
        for (let n = 0; n < 10; n++) await append(tools, event(`${one}/${n}`), n);
      }),
    );
    expect(await verifyChain(tools)).toMatchObject({ first: 1, last: 30, problems: [] });
    expect(new Set((await listEntries(tools, 100)).map(({ on }) => on)).size).toBe(30);
  });

  run('an entry whose writer died before it moved the end is not lost', async () => {
    const tools = await chain(3);
    const dying: Store = {
      ...tools.store,
      compareAndSwap: async (key, ...rest) => {
        if (key === auditHead.key) throw new StoreError('store/timeout', 'gone');
        return tools.store.compareAndSwap(key, ...rest);
      },
    };
    await expect(append({ ...tools, store: dying, records: sealRecords(dying, vault) }, event('last words'), 4)).rejects.toThrow('gone');
    expect(await verifyChain(tools)).toMatchObject({ last: 4, problems: [] });
    await append(tools, event('after'), 5);
    expect((await listEntries(tools, 2)).map(({ on }) => on)).toEqual(['last words', 'after']);
    expect(await verifyChain(tools)).toMatchObject({ last: 5, problems: [] });
  });

  type Attack = (tools: ChainTools) => Promise<unknown>;
  const rewrite = async ({ store }: ChainTools, slot: number, value: string) => {
    const { version } = await store.read(auditSlot(slot).key);
    await store.compareAndSwap(auditSlot(slot).key, version, value);
  };
  const attacks: readonly (readonly [string, Attack, string])[] = [
    ['removed', ({ store }) => store.delete(auditSlot(3).key), 'entry 3 was removed'],
    ['the last removed', ({ store }) => store.delete(auditSlot(5).key), 'entry 5 was removed'],
    ['the end removed', ({ store }) => store.delete(auditHead.key), 'the end of the log was removed'],
    [
      'swapped',
      async (tools) => rewrite(tools, 3, (await tools.store.read(auditSlot(4).key)).value ?? ''),
      'entry 3 was changed, or another was put in its place',
    ],
    ['changed', (tools) => rewrite(tools, 3, '{}'), 'entry 3 was changed'],
    [
      'changed by somebody who has the key',
      async ({ records }) => {
        const { value, version } = await records.read(auditSlot(3));
        await records.swap(auditSlot(3), version, (value ?? '').replace('thing 3', 'thing X'));
      },
      'entry 4 does not follow the one before it',
    ],
    [
      'the last changed by somebody who has the key',
      async ({ records }) => {
        const { value, version } = await records.read(auditSlot(5));
        await records.swap(auditSlot(5), version, (value ?? '').replace('thing 5', 'thing X'));
      },
      'the end of the log is not its last entry',
    ],
  ];
  run.each(attacks)('%s: found', async (_what, attack, problem) => {
    const tools = await chain(5);
    await attack(tools);
    expect((await verifyChain(tools)).problems.join('\n')).toContain(problem);
  });

  run('a log made anew, or cut off, is found by an end that was noted', async () => {
    const tools = await chain(5);
    const { last, digest } = await verifyChain(tools);
    expect((await verifyChain(tools, { last, digest })).problems).toEqual([]);
    const anew = await chain(5);
    await append(anew, event('more'), 6);
    const other = await chain();
    for (let n = 1; n <= 6; n++) await append(other, event(`forged ${n}`), n);
    expect((await verifyChain(other, { last, digest })).problems).toEqual(['entry 5 is not the one that was noted']);
    expect((await verifyChain(await chain(3), { last, digest })).problems).toEqual(['the log ends at entry 3, and entry 5 was noted']);
  });

  run('a connection whose old row was put back is found by the version that an entry anchors', async () => {
    const tools = await chain();
    const id = { provider: 'a', connection: 'b' };
    for (let version = 0; version < 3; version++) await tools.records.swap(connectionRecord(id), version, 'x');
    await append(tools, { ...event('a/b'), connection: id }, 1);
    expect((await verifyChain(tools)).problems).toEqual([]);
    const restored: Store = {
      ...tools.store,
      read: async (key) => (key === connectionRecord(id).key ? { value: 'x', version: 2 } : tools.store.read(key)),
    };
    expect((await verifyChain({ ...tools, store: restored })).problems).toEqual(['`connection/{a/b}` went back from version 3 to 2']);
  });
});
