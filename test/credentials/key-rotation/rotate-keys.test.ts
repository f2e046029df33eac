import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, inject, test, vi } from 'vitest';
import { rotateByAge } from '../../../src/credentials/key-rotation/automatic.ts';
import { type Rotated, type RotationTools, rotateKeys } from '../../../src/credentials/key-rotation/rotate-keys.ts';
import { connectionRecord, rotationLease } from '../../../src/credentials/store/keys.ts';
import { openLibsqlStore } from '../../../src/credentials/store/libsql.ts';
import { openRedisStore } from '../../../src/credentials/store/redis.ts';
import type { Store } from '../../../src/credentials/store/store.ts';
import { systemTimers, type Timers } from '../../../src/credentials/timers.ts';
import { keyRingOf } from '../../../src/credentials/vault/key-ring.ts';
import { sealRecords } from '../../../src/credentials/vault/sealed-records.ts';
import { createVault, sealedWith } from '../../../src/credentials/vault/vault.ts';
import { testClock } from '../support/clock.ts';
import { random } from '../support/random.ts';
import { gate } from '../support/rotating-provider.ts';
import { testRing } from '../support/vault.ts';

const folder = mkdtempSync(join(tmpdir(), 'fedpass-rotate-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const redisUrl = inject('redisUrl');
const stores: readonly [string, () => Promise<Store>][] = [
  ['libsql', () => openLibsqlStore(join(folder, `${randomUUID()}.db`))],
  ...(redisUrl === null ? [] : [['redis', () => openRedisStore(redisUrl, { namespace: randomUUID() })] as [string, () => Promise<Store>]]),
];
const name = connectionRecord({ provider: 'files', connection: 'org' });
const clock = testClock();

describe.each(stores)('rotating keys on %s', (_, open) => {
  async function desk() {
    const store = await open();
    afterAll(() => store.close());
    const ring = await testRing('old', 'new');
    const [young, old] = await ring.all();
    if (young === undefined || old === undefined) throw new Error('no keys');
    let keys = [old];
    await sealRecords(store, createVault(keyRingOf('r', keys))).swap(name, 0, '{"state":{"phase":"ready"}}');
    const tools = (over: Partial<RotationTools> = {}): RotationTools => ({
      store,
      timers: systemTimers,
      clock,
      owner: randomUUID(),
      actor: { kind: 'gateway' },
      openRing: async () => keyRingOf('r', keys),
      async addKey() {
        keys = [old, young];
        return young.kid;
      },
      ...over,
    });
    return { store, tools, sealedBy: async () => sealedWith((await store.read(name.key)).value ?? '') };
  }

  test('adds a key, seals the store with it, and lets the next one in', async () => {
    const { store, tools, sealedBy } = await desk();
    expect(await sealedBy()).toBe('old');
    expect(await rotateKeys(tools())).toMatchObject({ kid: 'new', added: true, resealed: 1, unreadable: [] });
    expect(await sealedBy()).toBe('new');
    expect(await store.acquireLease(rotationLease, 'next', 1_000)).toBeDefined();
  });

  test('is done by one at a time, who keeps the lease as long as it takes', async () => {
    const { store, tools } = await desk();
    const door = gate();
    const renewed = vi.fn(store.renewLease);
    // Time flies: whoever waits has waited.
    const timers: Timers = { wait: () => new Promise((resolve) => setImmediate(resolve)) };
    const slow = tools({
      timers,
      store: { ...store, renewLease: renewed },
      async addKey() {
        await door.pass();
        return undefined;
      },
    });
    const first = rotateKeys(slow);
    await door.reached;
    expect(await rotateKeys(tools())).toBe('taken');
    await vi.waitFor(() => expect(renewed.mock.calls.length).toBeGreaterThan(2), { timeout: 10_000 });
    expect(renewed.mock.calls[0]?.[0]).toBe(rotationLease);
    door.open();
    expect(await first).toMatchObject({ added: false });
  });
});

test('a gateway rotates when the youngest key is too old, and an error ends nothing', async () => {
  const [key] = await (await testRing('k')).all();
  if (key === undefined) throw new Error('no key');
  const at = testClock(key.created);
  const waits: { readonly ms: number; readonly go: () => void }[] = [];
  const timers: Timers = {
    wait: (ms, { signal } = {}) =>
      new Promise((resolve) => {
        waits.push({ ms, go: resolve });
        signal?.addEventListener('abort', () => resolve());
      }),
  };
  const lines: string[] = [];
  const log = {
    debug: () => undefined,
    info: (_f: object, m: string) => void lines.push(m),
    warn: () => undefined,
    error: (_f: object, m: string) => void lines.push(m),
  };
  const done: Rotated = { kid: 'k2', added: true, resealed: 1, current: 0, busy: 0, unreadable: [] };
  const rotate = vi
    .fn<() => Promise<Rotated | 'taken'>>()
    .mockRejectedValueOnce(new Error('away'))
    .mockResolvedValueOnce('taken')
    .mockResolvedValue(done);
  const rotation = rotateByAge({ ring: keyRingOf('r', [key]), rotateEveryMs: 1_000, timers, clock: at, random, log, rotate });
  const look = async (): Promise<void> => {
    const seen = waits.length;
    waits.at(-1)?.go();
    await vi.waitFor(() => expect(waits.length).toBe(seen + 1));
  };
  await look();
  expect(rotate).not.toHaveBeenCalled();
  at.advance(1_000);
  await look();
  await look();
  await look();
  expect(rotate).toHaveBeenCalledTimes(3);
  expect(lines).toEqual([expect.stringContaining('could not be rotated'), expect.stringContaining('were rotated')]);
  await rotation.stop();
});
