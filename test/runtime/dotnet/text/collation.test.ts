import fc from 'fast-check';
import { expect, test } from 'vitest';
import { invariantCompare } from '../../../../src/runtime/dotnet/text/collation.ts';

test.each([
  ['apple', 'Banana', -1],
  ['a', 'A', -1],
  ['A', 'b', -1],
  ['ab', 'aB', -1],
  ['aB', 'ac', -1],
  ['résumé', 'resume', 1],
  ['résumé', 'resumf', -1],
  ['strasse', 'straße', -1],
  ['straße', 'strassf', -1],
  ['z', 'ä', 1],
  ['a-b', 'ab', -1],
  ['file10', 'file9', -1],
  ['_', 'a', -1],
  ['1', 'a', -1],
  ['', 'a', -1],
  ['ж', 'z', 1],
])('%s and %s', (a, b, order) => {
  expect(invariantCompare(a, b, false)).toBe(order);
  expect(invariantCompare(b, a, false)).toBe(-order);
});

test('case does not count when it is ignored', () => {
  expect(invariantCompare('ÀbC', 'àBc', true)).toBe(0);
  expect(invariantCompare('abc', 'ABC', true)).toBe(0);
});

test('plain texts are ordered alike by the short and the long way', () => {
  // A combining mark at the end of both sends them the long way and changes nothing.
  const plain = fc.stringMatching(/^[ -~]*$/);
  fc.assert(
    fc.property(plain, plain, fc.boolean(), (a, b, ignoreCase) => {
      expect(invariantCompare(`${a}é`, `${b}é`, ignoreCase)).toBe(invariantCompare(`${a}e`, `${b}e`, ignoreCase));
    }),
  );
});

test('it is an order', () => {
  const text = fc.stringMatching(/^[a-cA-C_é1-]{0,4}$/);
  fc.assert(
    fc.property(text, text, text, (a, b, c) => {
      expect(invariantCompare(a, b, false)).toBe(-invariantCompare(b, a, false) + 0);
      if (invariantCompare(a, b, false) <= 0 && invariantCompare(b, c, false) <= 0)
        expect(invariantCompare(a, c, false)).toBeLessThanOrEqual(0);
    }),
  );
});
