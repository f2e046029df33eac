import { describe, expect, test } from 'vitest';
import {
  doubleText,
  formatDecimal,
  formatDouble,
  formatInteger,
  formatSingle,
  singleText,
} from '../../../../src/runtime/dotnet/format/number-format.ts';
import { Decimal } from '../../../../src/runtime/dotnet/values/decimal.ts';
import { outcome } from '../outcome.ts';

describe('text of a double', () => {
  test.each([
    [0, '0'],
    [-0, '-0'],
    [1, '1'],
    [0.1, '0.1'],
    [0.1 + 0.2, '0.30000000000000004'],
    [1e15, '1000000000000000'],
    [1e16, '10000000000000000'],
    [1e17, '1E+17'],
    [123456789012345680, '1.2345678901234568E+17'],
    [0.0001, '0.0001'],
    [0.00001, '1E-05'],
    [1.25e-9, '1.25E-09'],
    [Number.MAX_VALUE, '1.7976931348623157E+308'],
    [Number.MIN_VALUE, '5E-324'],
    [Number.NaN, 'NaN'],
    [Number.POSITIVE_INFINITY, 'Infinity'],
    [Number.NEGATIVE_INFINITY, '-Infinity'],
  ])('%d is %s', (value, text) => {
    expect(doubleText(value)).toBe(text);
  });
});

describe('text of a float', () => {
  test.each([
    [Math.fround(0.1), '0.1'],
    [Math.fround(12345678.9), '12345679'],
    [4294967296, '4.2949673E+09'],
    [1e10, '1E+10'],
    [Math.fround(3.4028235e38), '3.4028235E+38'],
  ])('%d is %s', (value, text) => {
    expect(singleText(value)).toBe(text);
  });
});

describe('formats of an int', () => {
  test.each([
    [5, 'D3', '005'],
    [-5, 'D6', '-000005'],
    [255, 'x8', '000000ff'],
    [-1, 'X', 'FFFFFFFF'],
    [1234567, 'N0', '1,234,567'],
    [1234567, 'G3', '1.23E+06'],
    [1234567, 'P1', '123,456,700.0 %'],
    [-5, 'C2', '(¤5.00)'],
    [1234, 'e3', '1.234e+003'],
    [5, '00000', '00005'],
    [1234567, '#,##0.00', '1,234,567.00'],
    [1234567, '0,.0', '1234.6'],
    [0, '#', ''],
    [0, '#.##', ''],
    [-5, '+0;-0;0', '-5'],
    [0, 'a;b;zero', 'zero'],
    [5, "'v'0", 'v5'],
    [5, '\\#0', '#5'],
    [12, '0.0#%', '1200.0%'],
    [5, 'Q', '!FormatException'],
    [5, 'R', '!FormatException'],
  ])('%d as %s is %s', (value, format, text) => {
    expect(outcome(() => formatInteger(value, 32, format))).toBe(text);
  });

  test('hexadecimal digits follow the width of the type', () => {
    expect([8, 16, 32, 64].map((bits) => formatInteger(-1, bits, 'x'))).toEqual(['ff', 'ffff', 'ffffffff', 'ffffffffffffffff']);
  });
});

describe('formats of a double', () => {
  test.each([
    [0.5, 'F0', '0'],
    [1.5, 'F0', '2'],
    [2.5, 'F0', '2'],
    [2.25, 'F1', '2.2'],
    [99.995, 'F2', '100.00'],
    [-1234.567, 'N0', '-1,235'],
    [-1234.567, 'G3', '-1.23E+03'],
    [1e15, 'G3', '1E+15'],
    [0.000123, 'G3', '0.000123'],
    [-1234.567, 'e3', '-1.235e+003'],
    [0.5, 'E2', '5.00E-001'],
    [1e10, 'R', '10000000000'],
    [0.5, "'v'0", 'v1'],
    [0.5, '#.##', '.5'],
    [-1234.567, '0.00e+00', '-1.23e+03'],
    [1e15, '0.0#%', '100000000000000000.0%'],
    [1.005, 'F2', '1.00'],
    [1e15, 'D6', '!FormatException'],
    [1, 'X', '!FormatException'],
  ])('%d as %s is %s', (value, format, text) => {
    expect(outcome(() => formatDouble(value, format))).toBe(text);
  });

  test('a float is rounded to its own digits', () => {
    expect(formatSingle(Math.fround(0.1), 'F3')).toBe('0.100');
  });
});

describe('formats of a decimal', () => {
  const format = (text: string, pattern: string | null): string => {
    const { mantissa, scale } = Decimal.literal(text);
    return formatDecimal(mantissa, scale, pattern);
  };
  test.each([
    ['1.10', null, '1.10'],
    ['0.00', null, '0.00'],
    ['0.0000001', null, '0.0000001'],
    ['-0.005', 'C2', '(¤0.01)'],
    ['12.50', 'N0', '13'],
    ['12.50', 'G3', '12.5'],
    ['12.50', 'E2', '1.25E+001'],
    ['12.50', '00000', '00013'],
    ['2.5', 'F0', '3'],
    ['12.50', 'x8', '!FormatException'],
  ])('%s as %s is %s', (value, pattern, text) => {
    expect(outcome(() => format(value, pattern))).toBe(text);
  });
});
