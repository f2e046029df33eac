import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Store } from '../../../src/credentials/store/store.ts';

/** Two clients of one empty store, as two processes would have them. */
export interface StorePair {
  readonly one: Store;
  readonly two: Store;
  close(): Promise<void>;
}

/** What every implementation of the store port must do. */
export function storeContract(name: string, open: () => Promise<StorePair>): void {
  describe(`store contract: ${name}`, () => {
    let pair: StorePair;
    let one: Store;
    let two: Store;
    let count = 0;
    /** A key no other test has. */
    const fresh = (kind = 'connection'): string => `${kind}/{github/${++count}}`;

    beforeAll(async () => {
      pair = await open();
      ({ one, two } = pair);
    });
    afterAll(() => pair.close());

    describe('entries', () => {
      test('a key never written reads as absent at version 0', async () => {
        expect(await one.read(fresh())).toEqual({ value: undefined, version: 0 });
      });

      test('versions count from 1, and the other client reads them', async () => {
        const key = fresh();
        expect(await one.compareAndSwap(key, 'absent', 'a')).toEqual({ kind: 'done', version: 1 });
        expect(await two.compareAndSwap(key, 1, 'b')).toEqual({ kind: 'done', version: 2 });
        expect(await one.read(key)).toEqual({ value: 'b', version: 2 });
      });

      test('a stale version never overwrites', async () => {
        const key = fresh();
        await one.compareAndSwap(key, 0, 'a');
        await one.compareAndSwap(key, 1, 'b');
        expect(await two.compareAndSwap(key, 1, 'stale')).toEqual({ kind: 'conflict', version: 2 });
        expect(await two.compareAndSwap(key, 3, 'future')).toEqual({ kind: 'conflict', version: 2 });
        expect(await two.compareAndSwap(key, 'absent', 'again')).toEqual({ kind: 'conflict', version: 2 });
        expect(await one.read(key)).toEqual({ value: 'b', version: 2 });
      });

      test('of 40 racing writers of one version exactly one wins', async () => {
        const key = fresh();
        await one.compareAndSwap(key, 'absent', 'start');
        const swaps = await Promise.all(Array.from({ length: 40 }, (_, i) => (i % 2 ? one : two).compareAndSwap(key, 1, `writer ${i}`)));
        const winners = swaps.flatMap((swap, i) => (swap.kind === 'done' ? [i] : []));
        expect(winners).toHaveLength(1);
        expect((await one.read(key)).value).toBe(`writer ${winners[0]}`);
      });

      test('text of any kind comes back as it was', async () => {
        const key = fresh();
        const value = '{"ü":"\\u0000 \u{1F600}\n"}'.repeat(1_000);
        await one.compareAndSwap(key, 'absent', value);
        expect((await two.read(key)).value).toBe(value);
      });

      test('a removed entry leaves its version: whoever slept meanwhile cannot write over the new beginning', async () => {
        const key = fresh();
        await one.compareAndSwap(key, 'absent', 'first life');
        expect(await one.delete(key)).toBe(true);
        const gone = await one.read(key);
        expect(gone).toEqual({ value: undefined, version: 2 });
        expect(await one.compareAndSwap(key, gone.version, 'second life')).toEqual({ kind: 'done', version: 3 });
        expect(await two.compareAndSwap(key, 1, 'from the first life')).toEqual({ kind: 'conflict', version: 3 });
        expect(await two.compareAndSwap(key, 2, 'from between')).toEqual({ kind: 'conflict', version: 3 });
      });

      test('delete with a version removes only that version', async () => {
        const key = fresh();
        await one.compareAndSwap(key, 'absent', 'a');
        expect(await one.delete(key, 7)).toBe(false);
        expect(await one.delete(key, 1)).toBe(true);
        expect(await one.delete(key)).toBe(false);
      });
    });

    describe('take', () => {
      test('of 20 takers one gets the value', async () => {
        const key = fresh('consent');
        await one.compareAndSwap(key, 'absent', 'once', { ttlMs: 60_000 });
        const taken = await Promise.all(Array.from({ length: 20 }, (_, i) => (i % 2 ? one : two).take(key)));
        expect(taken.filter((entry) => entry.value === 'once')).toHaveLength(1);
        expect(await one.read(key)).toEqual({ value: undefined, version: 0 });
      });

      test('of a lasting entry it leaves the version, like delete', async () => {
        const key = fresh();
        await one.compareAndSwap(key, 'absent', 'a');
        expect(await two.take(key)).toEqual({ value: 'a', version: 1 });
        expect(await one.read(key)).toEqual({ value: undefined, version: 2 });
      });

      test('of nothing is nothing', async () => {
        expect((await one.take(fresh())).value).toBeUndefined();
      });
    });

    describe('time to live', () => {
      test('an entry outlives its time by nothing', async () => {
        const key = fresh('consent');
        await one.compareAndSwap(key, 'absent', 'short', { ttlMs: 1 });
        await vi.waitFor(async () => expect(await two.read(key)).toEqual({ value: undefined, version: 0 }));
        expect((await two.take(key)).value).toBeUndefined();
        expect(await two.compareAndSwap(key, 'absent', 'next', { ttlMs: 60_000 })).toEqual({ kind: 'done', version: 1 });
      });

      test('it is in no list and no change log', async () => {
        const { last } = await one.changesSince('latest');
        const key = fresh('consent');
        await one.compareAndSwap(key, 'absent', 'a', { ttlMs: 60_000 });
        await one.take(key);
        expect(await one.changesSince(last)).toMatchObject({ changes: [], last });
        await one.compareAndSwap(key, 'absent', 'a', { ttlMs: 60_000 });
        expect((await one.list('consent/')).keys).toEqual([]);
      });
    });

    describe('lists', () => {
      test('keys of a prefix in byte order, page after page, without removed ones', async () => {
        const prefix = `list/${++count}/`;
        const keys = Array.from({ length: 1_100 }, (_, i) => `${prefix}${String(i).padStart(4, '0')}`);
        await Promise.all(keys.map((key, i) => (i % 2 ? one : two).compareAndSwap(key, 'absent', 'x')));
        await one.compareAndSwap(`list/${count}`, 'absent', 'not under the prefix');
        await one.compareAndSwap(`list/${count}0`, 'absent', 'nor this');
        await one.delete(keys[3] ?? '');
        const found: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await two.list(prefix, cursor);
          found.push(...page.keys);
          cursor = page.cursor;
        } while (cursor !== undefined);
        expect(found).toEqual(keys.filter((_, i) => i !== 3));
      });
    });

    describe('counts', () => {
      test('of 40 that two clients count at once, as many are granted as there may be', async () => {
        const key = fresh('count');
        const counted = await Promise.all(Array.from({ length: 40 }, (_, i) => (i % 2 ? one : two).count(key, 25, 60_000)));
        expect(counted.filter(({ granted }) => granted)).toHaveLength(25);
        for (const { leftMs } of counted) expect(leftMs > 0 && leftMs <= 60_000).toBe(true);
      });

      test('a window that is over begins anew, by the clock of the store', async () => {
        const key = fresh('count');
        expect(await one.count(key, 1, 1)).toMatchObject({ granted: true });
        await vi.waitFor(async () => expect(await two.count(key, 1, 60_000)).toMatchObject({ granted: true }));
        expect(await one.count(key, 1, 60_000)).toMatchObject({ granted: false });
      });

      test('what counts together is only what has the same key, and is no entry', async () => {
        const key = fresh('count');
        await one.count(key, 1, 60_000);
        expect(await one.count(fresh('count'), 1, 60_000)).toMatchObject({ granted: true });
        expect((await one.list('count/')).keys).toEqual([]);
      });
    });

    describe('leases', () => {
      test('of 20 racing owners one gets it; the next gets a later epoch', async () => {
        const key = fresh('renew');
        const epochs = await Promise.all(Array.from({ length: 20 }, (_, i) => (i % 2 ? one : two).acquireLease(key, `owner ${i}`, 60_000)));
        const got = epochs.filter((epoch) => epoch !== undefined);
        expect(got).toHaveLength(1);
        const first = got[0] ?? Number.NaN;
        expect(await one.releaseLease(key, first)).toBe(true);
        expect(await two.acquireLease(key, 'next', 60_000)).toBeGreaterThan(first);
      });

      test('an ended lease is free, by the clock of the store', async () => {
        const key = fresh('renew');
        const first = await one.acquireLease(key, 'one', 1);
        const second = await vi.waitFor(async () => {
          const epoch = await two.acquireLease(key, 'two', 60_000);
          expect(epoch).toBeDefined();
          return epoch;
        });
        expect(second).toBeGreaterThan(first ?? Number.NaN);
        expect(await one.renewLease(key, first ?? 0, 60_000)).toBe(false);
        expect(await one.releaseLease(key, first ?? 0)).toBe(false);
        expect(await one.acquireLease(key, 'one', 60_000)).toBeUndefined();
      });

      test('renewing keeps it', async () => {
        const key = fresh('renew');
        const epoch = (await one.acquireLease(key, 'one', 60_000)) ?? 0;
        expect(await one.renewLease(key, epoch, 120_000)).toBe(true);
        expect(await two.acquireLease(key, 'two', 60_000)).toBeUndefined();
      });

      test('a write fenced by an earlier epoch is refused, and by the latest is done', async () => {
        const key = fresh();
        const lease = fresh('renew');
        const stale = (await one.acquireLease(lease, 'one', 60_000)) ?? 0;
        await one.releaseLease(lease, stale);
        const latest = (await two.acquireLease(lease, 'two', 60_000)) ?? 0;
        expect(await one.compareAndSwap(key, 0, 'slept', { fence: { lease, epoch: stale } })).toEqual({ kind: 'fenced' });
        expect((await one.read(key)).value).toBeUndefined();
        expect(await two.compareAndSwap(key, 0, 'awake', { fence: { lease, epoch: latest } })).toEqual({ kind: 'done', version: 1 });
      });

      test('a fence of a lease never granted refuses', async () => {
        expect(await one.compareAndSwap(fresh(), 0, 'x', { fence: { lease: fresh('renew'), epoch: 1 } })).toEqual({ kind: 'fenced' });
      });
    });

    describe('changes', () => {
      test('writes and removals of both clients, in order, without gaps', async () => {
        const { last } = await one.changesSince('latest');
        const key = fresh();
        const other = fresh();
        await one.compareAndSwap(key, 'absent', 'a');
        await two.compareAndSwap(other, 'absent', 'b');
        await two.compareAndSwap(key, 1, 'c');
        await two.compareAndSwap(key, 1, 'refused');
        await one.delete(other);
        const { changes, last: end, truncated } = await two.changesSince(last);
        expect(changes).toEqual([
          { seq: last + 1, key, version: 1 },
          { seq: last + 2, key: other, version: 1 },
          { seq: last + 3, key, version: 2 },
          { seq: last + 4, key: other, version: 2 },
        ]);
        expect(end).toBe(last + 4);
        expect(truncated).toBe(false);
        expect(await one.changesSince(end)).toEqual({ changes: [], last: end, truncated: false });
      });

      test('a long log is read in parts', async () => {
        const { last } = await one.changesSince('latest');
        const key = fresh();
        for (let version = 0; version < 1_005; version++) await one.compareAndSwap(key, version, 'x');
        const first = await two.changesSince(last);
        expect(first.changes).toHaveLength(1_000);
        const rest = await two.changesSince(first.last);
        expect(rest.changes.map((change) => change.version)).toEqual([1_001, 1_002, 1_003, 1_004, 1_005]);
      });

      test('a number the log does not reach means: drop every copy', async () => {
        const { last } = await one.changesSince('latest');
        expect(await one.changesSince(last + 50)).toEqual({ changes: [], last, truncated: true });
      });

      test('a writer is woken by its own write', async () => {
        const wake = vi.fn();
        const stop = one.subscribe(wake);
        await one.compareAndSwap(fresh(), 'absent', 'x');
        await vi.waitFor(() => expect(wake).toHaveBeenCalled());
        stop();
      });
    });

    test('the clock goes on', async () => {
      const before = await one.now();
      expect(before).toBeGreaterThan(1_600_000_000_000);
      expect(await two.now()).toBeGreaterThanOrEqual(before);
    });

    test('a closed store refuses with one sentence', async () => {
      const own = await open();
      await own.one.close();
      await expect(own.one.read('x')).rejects.toMatchObject({ name: 'StoreError', code: 'store/closed' });
      await own.close();
    });
  });
}
