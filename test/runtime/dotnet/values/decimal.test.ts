import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { styles } from '../../../../src/runtime/dotnet/format/parse-number.ts';
import { Decimal } from '../../../../src/runtime/dotnet/values/decimal.ts';
import { parseDecimal } from '../../../../src/runtime/dotnet/values/decimal-text.ts';
import { outcome } from '../outcome.ts';

const d = (text: string): Decimal => Decimal.literal(text);

describe('arithmetic keeps the scale', () => {
  test.each([
    ['0.1', '+', '0.2', '0.3'],
    ['1.10', '+', '1', '2.10'],
    ['7', '-', '2.50', '4.50'],
    ['2.50', '*', '2', '5.00'],
    ['1', '/', '4', '0.25'],
    ['1.00', '/', '2', '0.50'],
    ['-3', '/', '7', '-0.4285714285714285714285714286'],
    ['1', '/', '3', '0.3333333333333333333333333333'],
    ['28.75', '/', '3', '9.583333333333333333333333333'],
    ['50', '/', '0.25', '200'],
    ['10.5', '%', '3', '1.5'],
    ['2.50', '%', '-3', '2.50'],
    ['5', '%', '2.00', '1.00'],
    ['79228162514264337593543950335', '+', '1', '!OverflowException'],
    ['1', '/', '0', '!DivideByZeroException'],
  ])('%s %s %s is %s', (a, operator, b, expected) => {
    const run = (): string => {
      switch (operator) {
        case '+':
          return d(a).add(d(b)).toString();
        case '-':
          return d(a).subtract(d(b)).toString();
        case '*':
          return d(a).multiply(d(b)).toString();
        case '/':
          return d(a).divide(d(b)).toString();
        default:
          return d(a).remainder(d(b)).toString();
      }
    };
    expect(outcome(run)).toBe(expected);
  });
});

test.each([
  ['2.5', 0, 'even', '2'],
  ['3.5', 0, 'even', '4'],
  ['-2.5', 0, 'awayFromZero', '-3'],
  ['9.995', 2, 'even', '10.00'],
  ['2.345', 2, 'awayFromZero', '2.35'],
  ['-2.1', 0, 'down', '-3'],
  ['2.1', 0, 'up', '3'],
  ['1.50', 5, 'even', '1.50'],
] as const)('%s rounded to %i places, %s, is %s', (value, places, mode, expected) => {
  expect(d(value).round(places, mode).toString()).toBe(expected);
});

test.each([
  ['1.50', '1.50'],
  ['1,234.50', '1234.50'],
  ['-.5', '-0.5'],
  ['5.', '5'],
  ['1e3', '!FormatException'],
  ['(3)', '!FormatException'],
  ['79228162514264337593543950336', '!OverflowException'],
])('reading %s gives %s', (text, expected) => {
  expect(outcome(() => parseDecimal(text, styles.number).toString())).toBe(expected);
});

test('doubles come in with fifteen digits', () => {
  expect(Decimal.fromDouble(0.1 + 0.2).toString()).toBe('0.3');
  expect(Decimal.fromDouble(1e20).toString()).toBe('100000000000000000000');
  expect(outcome(() => Decimal.fromDouble(1e29))).toBe('!OverflowException');
});

test('equal numbers of different scale are equal and share a key', () => {
  expect(d('1.0').equals(d('1.00'))).toBe(true);
});

test('sums of small numbers are exact', () => {
  const number = fc.tuple(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), fc.integer({ min: 0, max: 6 }));
  fc.assert(
    fc.property(number, number, ([a, scaleA], [b, scaleB]) => {
      const scale = Math.max(scaleA, scaleB);
      const exact = a * 10n ** BigInt(scale - scaleA) + b * 10n ** BigInt(scale - scaleB);
      expect(Decimal.of(a, scaleA).add(Decimal.of(b, scaleB))).toEqual(Decimal.of(exact, scale));
    }),
  );
});

test('a quotient times its divisor gives the dividend back, to the last digits', () => {
  const number = fc.bigInt({ min: -(10n ** 10n), max: 10n ** 10n });
  fc.assert(
    fc.property(
      number,
      number.filter((value) => value !== 0n),
      (a, b) => {
        const back = Decimal.of(a, 2).divide(Decimal.of(b, 3)).multiply(Decimal.of(b, 3)).subtract(Decimal.of(a, 2));
        expect(Math.abs(back.toNumber())).toBeLessThan(1e-9);
      },
    ),
  );
});
