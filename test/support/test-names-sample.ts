import { describe, test as other, test } from 'vitest';

const rows = [['first', 1] as const, ['second', 2] as const];
const stores = ['one', 'two'].map((name) => name);
const run = test.skipIf(stores.length === 0);

/** What `testsIn` reads: not a test file, and never run. */
export function sample(): void {
  describe('a block', () => {
    test('a test', () => undefined);
    // test('in a comment', () => undefined);
    test.skip('left out', () => undefined);
    test.todo('to be done');
    describe.each(stores)('on %s', () => {
      other('each store', () => undefined);
    });
  });
  test.each(rows)('a row %s', () => undefined);
  run('another name for it', () => undefined);
  String("test('in a text', () => undefined)");
}
