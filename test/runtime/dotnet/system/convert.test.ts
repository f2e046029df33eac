import { describe, expect, test } from 'vitest';
import { enumType } from '../../../../src/runtime/dotnet/enum-type.ts';
import { Boolean_ } from '../../../../src/runtime/dotnet/system/Boolean.ts';
import { Byte_ } from '../../../../src/runtime/dotnet/system/Byte.ts';
import { Convert_ as C } from '../../../../src/runtime/dotnet/system/Convert.ts';
import { DayOfWeek_ } from '../../../../src/runtime/dotnet/system/DayOfWeek.ts';
import { Double_ } from '../../../../src/runtime/dotnet/system/Double.ts';
import { Int32_ } from '../../../../src/runtime/dotnet/system/Int32.ts';
import { Int64_ } from '../../../../src/runtime/dotnet/system/Int64.ts';
import { CHAR, DOUBLE, INT64 } from '../../../../src/runtime/dotnet/types.ts';
import { DECIMAL, Decimal } from '../../../../src/runtime/dotnet/values/decimal.ts';
import { Box, type Ref } from '../../../../src/runtime/dotnet/values.ts';
import { outcome } from '../outcome.ts';
import { stillHost } from '../still-host.ts';

const host = stillHost();
const double = (value: number): Box => new Box(DOUBLE, value);
const hexNumber = 515;
const allowExponent = 128;
const allowDecimalPoint = 32;

describe('Convert', () => {
  test.each<[string, () => unknown, unknown]>([
    ['ToInt32(" 42 ")', () => C.toInt32FromText(' 42 '), 42],
    ['ToInt32("4.2")', () => C.toInt32FromText('4.2'), '!FormatException'],
    ['ToInt32(null)', () => C.toInt32FromText(null), 0],
    ['ToInt32(2.5)', () => C.toInt32FromDouble(2.5), 2],
    ['ToInt32(3.5)', () => C.toInt32FromDouble(3.5), 4],
    ['ToInt32(1e10)', () => C.toInt32FromDouble(1e10), '!OverflowException'],
    ['ToInt32("ff", 16)', () => C.toInt32FromBase('ff', 16), 255],
    ['ToInt32("ffffffff", 16)', () => C.toInt32FromBase('ffffffff', 16), -1],
    ['ToInt32("12", 3)', () => C.toInt32FromBase('12', 3), '!ArgumentException'],
    ['ToUInt32(-1)', () => C.toUInt32FromInt32(-1), '!OverflowException'],
    ['ToBoolean("yes")', () => C.toBooleanFromText('yes'), '!FormatException'],
    ['ToBoolean(0.1)', () => C.toBooleanFromDouble(0.1), true],
    ['ToBoolean(null)', () => C.toBoolean(null), false],
    ["ToDouble((object)'7')", () => C.toDouble(new Box(CHAR, 55)), '!InvalidCastException'],
    ["ToInt32((object)'7')", () => C.toInt32(new Box(CHAR, 55)), 55],
    ['ToInt64((object)-0.5)', () => C.toInt64(double(-0.5)), 0n],
    ['ToByte((object)13.5)', () => C.toByte(double(13.5)), 14],
    ['ToInt32((object)DayOfWeek.Friday)', () => C.toInt32(new Box(DayOfWeek_[enumType], 5)), 5],
    ['ToDouble((object)2.5m)', () => C.toDouble(new Box(DECIMAL, Decimal.literal('2.5'))), 2.5],
    ['ToString((object)null)', () => C.toString(null), ''],
    ['ToString((object)99999999999L)', () => C.toString(new Box(INT64, 99999999999n)), '99999999999'],
    ['ToString(255, 16)', () => C.toStringInt32Base(255, 16), 'ff'],
    ['ToString(-1, 2)', () => C.toStringInt32Base(-1, 2), '1'.repeat(32)],
    ['ToChar("AB")', () => C.toCharFromText('AB'), '!FormatException'],
    ['ToDateTime("nope")', () => C.toDateTimeFromText(host, 'nope'), '!FormatException'],
    ['FromBase64String("AQID")', () => [...C.fromBase64String(host, 'AQID')], [1, 2, 3]],
    ['FromBase64String(" AQ== ")', () => [...C.fromBase64String(host, ' AQ== ')], [1]],
    ['FromBase64String("AQ=")', () => C.fromBase64String(host, 'AQ='), '!FormatException'],
    ['FromBase64String("A*==")', () => C.fromBase64String(host, 'A*=='), '!FormatException'],
    ['FromBase64String("AQIDA")', () => C.fromBase64String(host, 'AQIDA'), '!FormatException'],
    ['ToBase64String', () => C.toBase64String(host, Uint8Array.of(1, 2, 3, 4)), 'AQIDBA=='],
  ])('%s', (_name, run, expected) => {
    expect(outcome(run)).toEqual(expected);
  });

  test('lines of base64 have 76 characters', () => {
    const lines = C.toBase64StringOptions(host, new Uint8Array(100), 1).split('\r\n');
    expect(lines.map((line) => line.length)).toEqual([76, 60]);
  });
});

describe('Parse', () => {
  test.each<[string, () => unknown, unknown]>([
    ['int " 42\\t"', () => Int32_.parse(' 42\t'), 42],
    ['int "1,000"', () => Int32_.parse('1,000'), '!FormatException'],
    ['int null', () => Int32_.parse(null), '!ArgumentNullException'],
    ['int "2147483648"', () => Int32_.parse('2147483648'), '!OverflowException'],
    ['int "FFFFFFFF" as hex', () => Int32_.parseStyle('FFFFFFFF', hexNumber), -1],
    ['int "5.5" with a point', () => Int32_.parseStyle('5.5', allowDecimalPoint), '!OverflowException'],
    ['int "1e2" with an exponent', () => Int32_.parseStyle('1e2', allowExponent), 100],
    ['int "٤"', () => Int32_.parse('٤'), '!FormatException'],
    ['long "9223372036854775808"', () => Int64_.parse('9223372036854775808'), '!OverflowException'],
    ['byte "-1"', () => Byte_.parse('-1'), '!OverflowException'],
    ['double "1,234.5"', () => Double_.parse('1,234.5'), 1234.5],
    ['double "."', () => Double_.parse('.'), '!FormatException'],
    ['double "-Infinity"', () => Double_.parse('-Infinity'), Number.NEGATIVE_INFINITY],
    ['bool " TRUE "', () => Boolean_.parse(' TRUE '), true],
    ['bool "1"', () => Boolean_.parse('1'), '!FormatException'],
  ])('%s', (_name, run, expected) => {
    expect(outcome(run)).toBe(expected);
  });

  test.each([
    ['12', true, 12],
    ['zz', false, 0],
    ['', false, 0],
    ['99999999999', false, 0],
  ])('TryParse(%s)', (text, found, value) => {
    const result: Ref<number> = { value: -1 };
    expect(Int32_.tryParse(text, result)).toBe(found);
    expect(result.value).toBe(value);
  });
});
