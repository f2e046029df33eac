import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, describe, expect, inject, it, test } from 'vitest';
import { memoryCounter } from '../../../src/gateway/services/memory-counter.ts';
import { openRedisCounter } from '../../../src/gateway/services/redis-counter.ts';
import type { Counter, CountWindow } from '../../../src/runtime/ports/counter.ts';
import { runProcesses } from '../../support/processes.ts';

const redisUrl = inject('redisUrl');
const hour = 3_600_000;

/** What every counter must do. Windows are long enough that none ends while the test runs. */
function contract(open: () => Promise<Counter>): void {
  const windows: readonly (readonly [string, CountWindow])[] = [
    ['a sliding window', { kind: 'sliding', ms: hour }],
    ['a fixed window', { kind: 'fixed', ms: 1_000 * hour * 24 * 365, start: 0 }],
    ['a lifetime', { kind: 'lifetime' }],
  ];
  describe.each(windows)('%s', (_name, window) => {
    const request = (amount: number, limit = 3) => ({ key: randomUUID(), window, amount, limit });

    it('grants up to the limit, and counts nothing of what it refuses', async () => {
      const counter = await open();
      const one = request(1);
      for (const total of [1, 2, 3]) expect(await counter.take(one)).toMatchObject({ granted: true, total });
      expect(await counter.take(one)).toMatchObject({ granted: false, total: 3 });
      expect(await counter.take({ ...one, limit: 4 })).toMatchObject({ granted: true, total: 4 });
    });

    it('counts amounts, and 0 only looks', async () => {
      const counter = await open();
      const two = request(2, 5);
      expect(await counter.take({ ...two, amount: 0 })).toMatchObject({ granted: true, total: 0 });
      await counter.take(two);
      await counter.take(two);
      expect(await counter.take(two)).toMatchObject({ granted: false, total: 4 });
      expect(await counter.take({ ...two, amount: 0 })).toMatchObject({ total: 4 });
      expect(await counter.take({ ...two, amount: 1 })).toMatchObject({ granted: true, total: 5 });
    });

    it('adds beyond the limit', async () => {
      const counter = await open();
      const one = request(1, 1);
      await counter.add(one);
      expect(await counter.add(one)).toMatchObject({ granted: true, total: 2 });
      expect(await counter.take(one)).toMatchObject({ granted: false, total: 2 });
    });

    it('keeps keys apart', async () => {
      const counter = await open();
      await counter.take(request(3));
      expect(await counter.take(request(3))).toMatchObject({ granted: true, total: 3 });
    });

    it('says when something is given back', async () => {
      const counter = await open();
      const { retryAfterMs } = await counter.take(request(1));
      if (window.kind === 'lifetime') expect(retryAfterMs).toBeUndefined();
      else {
        expect(retryAfterMs).toBeGreaterThan(0);
        expect(retryAfterMs).toBeLessThanOrEqual(window.ms);
      }
    });
  });
}

describe('in memory', () => {
  contract(async () => memoryCounter({ now: Date.now, elapsed: () => 0 }));

  it('lets a sliding window go bit by bit, and a fixed one at once', async () => {
    let now = 10_000;
    const counter = memoryCounter({ now: () => now, elapsed: () => now });
    const sliding = { key: 's', window: { kind: 'sliding', ms: 1_000 }, amount: 1, limit: 2 } as const;
    const fixed = { ...sliding, key: 'f', window: { kind: 'fixed', ms: 1_000, start: 500 } } as const;
    await counter.take(sliding);
    await counter.take(fixed);
    now = 10_400;
    await counter.take(sliding);
    expect(await counter.take(sliding)).toEqual({ granted: false, total: 2, retryAfterMs: 600 });
    expect(await counter.take(fixed)).toEqual({ granted: true, total: 2, retryAfterMs: 100 });
    now = 10_500;
    expect(await counter.take(fixed)).toEqual({ granted: true, total: 1, retryAfterMs: 1_000 });
    now = 11_000;
    expect(await counter.take(sliding)).toEqual({ granted: true, total: 2, retryAfterMs: 400 });
  });
});

describe.skipIf(redisUrl === null)('on Redis', () => {
  const opened: { close(): Promise<void> }[] = [];
  afterAll(async () => {
    for (const each of opened) await each.close();
  });
  contract(async () => {
    let made = 0;
    const counter = await openRedisCounter(redisUrl ?? '', 'counter', { namespace: randomUUID(), unique: () => String(made++) });
    opened.push(counter);
    return counter;
  });

  test('two processes together are granted as much as one', async () => {
    const args = [redisUrl ?? '', randomUUID(), '300', '250'];
    const printed = await runProcesses(join(import.meta.dirname, 'counter-process.ts'), [args, args]);
    const [one, two] = printed.map((text) => JSON.parse(text) as [number, number]);
    expect([(one?.[0] ?? 0) + (two?.[0] ?? 0), (one?.[1] ?? 0) + (two?.[1] ?? 0)]).toEqual([250, 250]);
    expect(Math.min(one?.[0] ?? 0, two?.[0] ?? 0)).toBeLessThan(250);
  });

  it('is refused where there is no Redis, without the password', async () => {
    const opening = openRedisCounter('redis://:hunter2@127.0.0.1:1', 'counter redis://127.0.0.1:1', { unique: () => '' });
    await expect(opening).rejects.toThrow(/^the counter redis:\/\/127\.0\.0\.1:1 cannot be reached/);
  });
});
