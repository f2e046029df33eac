import { expect, test } from 'vitest';
import { readKeys, withNewKey, writeKeys } from '../../../src/credentials/vault/key-text.ts';
import { openLiveRing } from '../../../src/credentials/vault/live-ring.ts';
import { createVault } from '../../../src/credentials/vault/vault.ts';
import { testClock } from '../support/clock.ts';
import { random } from '../support/random.ts';

const as = { kind: 'connection', provider: 'a', connection: 'b', version: 1 };

async function source() {
  const clock = testClock();
  const first = await withNewKey(undefined, { random, clock });
  const state = { keys: first, text: writeKeys(first), reads: 0 };
  const add = async (): Promise<void> => {
    state.keys = await withNewKey(state.keys, { random, clock });
    state.text = writeKeys(state.keys);
  };
  const text = async (): Promise<string> => {
    state.reads++;
    return state.text;
  };
  return { clock, state, add, open: () => openLiveRing({ name: 'the source', text }, clock) };
}

test('a record of another process that has the new key already opens at once', async () => {
  const { open, add } = await source();
  const behind = await open();
  await add();
  const sealed = await createVault(await open()).seal(as, 'x');
  expect(await createVault(behind).open(as, sealed)).toBe('x');
});

test('new records take the new key within two seconds, and the source is not read for each', async () => {
  const { open, add, clock, state } = await source();
  const ring = await open();
  const { kid } = await ring.current();
  await add();
  expect((await ring.current()).kid).toBe(kid);
  expect(state.reads).toBe(1);
  clock.advance(2_000);
  expect((await ring.current()).kid).toBe(state.keys.keys.at(-1)?.kid);
  expect((await ring.all()).map((key) => key.kid)).toContain(kid);
});

test.each([
  ['damaged', async () => '{'],
  ['gone', () => Promise.reject(new Error('gone'))],
])('a source that is %s later leaves the keys that are known', async (_what, later) => {
  const { clock, state } = await source();
  let text = async (): Promise<string> => state.text;
  const ring = await openLiveRing({ name: 'the source', text: () => text() }, clock);
  const { kid } = await ring.current();
  text = later;
  clock.advance(2_000);
  expect((await ring.current()).kid).toBe(kid);
  expect(await ring.find('other')).toBeUndefined();
});

test('a source that is damaged at first is refused', async () => {
  await expect(openLiveRing({ name: 'the source', text: async () => '{}' }, testClock())).rejects.toMatchObject({
    code: 'vault/bad-key-file',
  });
});

test('a clock that was put back does not make the new key the older one', async () => {
  const clock = testClock();
  const first = await withNewKey(undefined, { random, clock });
  clock.setWall(clock.now() - 86_400_000);
  const {
    keys: [one, two],
  } = await withNewKey(first, { random, clock });
  expect(Date.parse(two?.created ?? '')).toBeGreaterThan(Date.parse(one?.created ?? ''));
  expect(readKeys(writeKeys(await withNewKey(first, { random, clock })))?.keys).toHaveLength(2);
});
