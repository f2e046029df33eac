import { describe, expect, test } from 'vitest';
import { openBlocks } from '../../../src/credentials/kill-switch/blocks.ts';
import { type BlockedThing, blockRecord } from '../../../src/credentials/store/keys.ts';
import type { SealedRecords } from '../../../src/credentials/vault/sealed-records.ts';
import { bench } from '../support/manager.ts';

const thing: BlockedThing = { kind: 'provider', provider: 'files' };
const { key } = blockRecord(thing);
const change = [{ key, version: 1, sequence: 1 }] as never;
const block = { thing, why: 'leaked', since: 0 };

/** A store whose reads answer when the test says so, with what was there when they were asked. */
async function heldReads() {
  const { store } = await bench();
  const waiting: (() => void)[] = [];
  let holding = false;
  const records: SealedRecords = {
    async read(name) {
      const entry = await store.read(name.key);
      if (holding) await new Promise<void>((resolve) => waiting.push(resolve));
      return entry;
    },
    swap: (name, expected, text, options) => store.compareAndSwap(name.key, expected, text, options),
    take: (name) => store.take(name.key),
  };
  const blocks = await openBlocks(store, records);
  return {
    blocks,
    /** Looks at the record now, and learns the answer when the returned function is called. */
    async lookSlowly(): Promise<() => Promise<void>> {
      holding = true;
      const looking = blocks.follow(change);
      while (waiting.length === 0) await new Promise((resolve) => setImmediate(resolve));
      holding = false;
      return async () => {
        waiting.splice(0).forEach((go) => {
          go();
        });
        await looking;
      };
    },
  };
}

describe('a look that was under way', () => {
  test('when a block was lifted does not bring it back', async () => {
    const { blocks, lookSlowly } = await heldReads();
    await blocks.set(block);
    const answer = await lookSlowly();
    expect(await blocks.lift(thing)).toBe(true);
    await answer();
    expect(blocks.all).toEqual([]);
  });

  test('when a block was set does not undo it', async () => {
    const { blocks, lookSlowly } = await heldReads();
    const answer = await lookSlowly();
    await blocks.set(block);
    await answer();
    expect(blocks.all).toEqual([block]);
  });

  test('when nothing happened is learned from', async () => {
    const { blocks, lookSlowly } = await heldReads();
    await blocks.set(block);
    await blocks.lift(thing);
    await blocks.set({ ...block, why: 'again' });
    await (await lookSlowly())();
    expect(blocks.all).toMatchObject([{ why: 'again' }]);
    await blocks.follow('all');
    expect(blocks.all).toHaveLength(1);
  });
});
