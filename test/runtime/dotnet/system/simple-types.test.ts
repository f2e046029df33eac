import { describe, expect, test } from 'vitest';
import { enumType } from '../../../../src/runtime/dotnet/enum-type.ts';
import { isException } from '../../../../src/runtime/dotnet/exceptions.ts';
import { RegexOptions_ } from '../../../../src/runtime/dotnet/regex/RegexOptions.ts';
import { Char_ } from '../../../../src/runtime/dotnet/system/Char.ts';
import { DayOfWeek_ } from '../../../../src/runtime/dotnet/system/DayOfWeek.ts';
import { Enum_ } from '../../../../src/runtime/dotnet/system/Enum.ts';
import { ArgumentException_ } from '../../../../src/runtime/dotnet/system/exceptions/argument.ts';
import { Guid_ } from '../../../../src/runtime/dotnet/system/Guid.ts';
import { Math_ } from '../../../../src/runtime/dotnet/system/Math.ts';
import { Random_ } from '../../../../src/runtime/dotnet/system/Random.ts';
import { Type } from '../../../../src/runtime/dotnet/system/Type.ts';
import { Version_ } from '../../../../src/runtime/dotnet/system/Version.ts';
import { toText } from '../../../../src/runtime/dotnet/to-text.ts';
import { Decimal } from '../../../../src/runtime/dotnet/values/decimal.ts';
import { Box } from '../../../../src/runtime/dotnet/values.ts';
import { outcome } from '../outcome.ts';
import { stillHost } from '../still-host.ts';

const code = (c: string): number => c.charCodeAt(0);

describe('Char', () => {
  test.each<[string, unknown, unknown]>([
    ['IsDigit of an Arabic digit', Char_.isDigit(code('٥')), true],
    ['IsNumber of a fraction', Char_.isNumber(code('½')), true],
    ['IsLetter of an underscore', Char_.isLetter(code('_')), false],
    ['IsWhiteSpace of a no-break space', Char_.isWhiteSpace(0xa0), true],
    ['IsWhiteSpace of a zero-width space', Char_.isWhiteSpace(0x200b), false],
    ['IsPunctuation of a plus', Char_.isPunctuation(code('+')), false],
    ['ToUpper of é', Char_.toUpper(code('é')), code('É')],
    ['ToUpperInvariant of a dotless i', Char_.toUpperInvariant(code('ı')), code('ı')],
    ['GetNumericValue of a digit', Char_.getNumericValue(code('7')), 7],
    ['GetNumericValue of a fraction', Char_.getNumericValue(code('½')), 0.5],
    ['GetNumericValue of a Devanagari digit', Char_.getNumericValue(code('९')), 9],
    ['GetNumericValue of a letter', Char_.getNumericValue(code('a')), -1],
    ['GetUnicodeCategory', Char_.getUnicodeCategory(code('a')), 1],
    ['ConvertToUtf32', Char_.convertToUtf32('😀', 0), 128512],
  ])('%s', (_name, value, expected) => {
    expect(value).toBe(expected);
  });
});

describe('Math', () => {
  test.each<[string, () => unknown, unknown]>([
    ['Round(2.5)', () => Math_.round(2.5), 2],
    ['Round(-0.4)', () => Math_.round(-0.4), -0],
    ['Round(2.675, 2)', () => Math_.roundTo(2.675, 2), 2.68],
    ['Round(2.5, away from zero)', () => Math_.roundMode(-2.5, 1), -3],
    ['Round(1, 16)', () => Math_.roundTo(1, 16), '!ArgumentOutOfRangeException'],
    ['Max(1, NaN)', () => Math_.maxDouble(1, Number.NaN), Number.NaN],
    ['Max of equal decimals', () => String(Math_.maxDecimal(Decimal.literal('1.0'), Decimal.literal('1.00'))), '1.0'],
    ['Sign(NaN)', () => Math_.signDouble(Number.NaN), '!ArithmeticException'],
    ['Abs(int.MinValue)', () => Math_.abs(-2147483648), '!OverflowException'],
    ['BigMul', () => Math_.bigMul(2147483647, 2), 4294967294n],
    ['Log(8, 2)', () => Math_.logBase(8, 2), 3],
    ['Pow(1, NaN)', () => Math_.pow(1, Number.NaN), 1],
    ['Clamp(5, 7, 3)', () => Math_.clamp(5, 7, 3), '!ArgumentException'],
  ])('%s', (_name, run, expected) => {
    expect(outcome(run)).toBe(expected);
  });
});

describe('Guid', () => {
  const text = '0f8fad5b-d9cb-469f-a165-70867728950e';
  test.each<[string, () => unknown, unknown]>([
    ['any case', () => Guid_.parse(text.toUpperCase()).toString(), text],
    ['braces', () => Guid_.parse(`{${text}}`).toString(), text],
    ['no dashes', () => Guid_.parse(text.replaceAll('-', '')).toString('B'), `{${text}}`],
    ['too short', () => Guid_.parse('0f8fad5b'), '!FormatException'],
    ['format X', () => Guid_.parse(text).toString('X'), '{0x0f8fad5b,0xd9cb,0x469f,{0xa1,0x65,0x70,0x86,0x77,0x28,0x95,0x0e}}'],
    ['bytes', () => Array.from(Guid_.toByteArray(Guid_.parse(text)).slice(0, 8)), [0x5b, 0xad, 0x8f, 0x0f, 0xcb, 0xd9, 0x9f, 0x46]],
    ['bytes and back', () => Guid_.fromBytes(Guid_.toByteArray(Guid_.parse(text))).toString(), text],
    ['a new one has version 4', () => Guid_.newGuid(stillHost()).toString(), '00000000-0000-4000-8000-000000000000'],
  ])('%s', (_name, run, expected) => {
    expect(outcome(run)).toEqual(expected);
  });
});

test('a seeded Random repeats the sequence of .NET', () => {
  const random = Random_.createSeed(42);
  expect([1, 2, 3, 4, 5].map(() => Random_.nextBelow(random, 100))).toEqual([66, 14, 12, 52, 16]);
});

describe('Enum', () => {
  const day = new Type(DayOfWeek_[enumType]);
  test.each<[string, () => unknown, unknown]>([
    ['Parse', () => toText(Enum_.parse(day, 'Friday')), 'Friday'],
    ['Parse of a number', () => toText(Enum_.parse(day, '42')), '42'],
    ['Parse of nothing', () => Enum_.parse(day, ' '), '!ArgumentException'],
    ['Parse of an unknown name', () => Enum_.parse(day, 'friday'), '!ArgumentException'],
    ['Parse ignoring case', () => toText(Enum_.parseCase(day, 'friday', true)), 'Friday'],
    ['flags have a text', () => toText(3, RegexOptions_[enumType]), 'IgnoreCase, Multiline'],
    ['flags without a name', () => toText(1 << 20, RegexOptions_[enumType]), String(1 << 20)],
    ['HasFlag', () => Enum_.hasFlag(new Box(RegexOptions_[enumType], 3), new Box(RegexOptions_[enumType], 2)), true],
    ['format D', () => Enum_.toStringFormat(new Box(DayOfWeek_[enumType], 5), 'D'), '5'],
  ])('%s', (_name, run, expected) => {
    expect(outcome(run)).toBe(expected);
  });
});

test('versions', () => {
  expect(Version_.minor(Version_.fromText('2.5.1'))).toBe(5);
  expect(outcome(() => Version_.parse('1.x'))).toBe('!FormatException');
  expect(outcome(() => Version_.parse('1'))).toBe('!ArgumentException');
  expect(Version_.less(Version_.parse('1.9'), Version_.parse('1.10'))).toBe(true);
});

test('exceptions are caught by what they derive from', () => {
  const name = 'System.ArgumentNullException';
  const bases = ['System.ArgumentNullException', 'System.ArgumentException', 'System.SystemException', 'System.Exception'];
  expect(bases.map((base) => isException(name, base))).toEqual([true, true, true, true]);
  expect(isException(name, 'System.FormatException')).toBe(false);
  expect(isException('Newtonsoft.Json.JsonReaderException', 'Newtonsoft.Json.JsonException')).toBe(true);
});

test('an ArgumentException names its parameter', () => {
  const made = ArgumentException_.createParam('no good', 'x');
  expect([made.message, ArgumentException_.paramName(made)]).toEqual(["no good (Parameter 'x')", 'x']);
});
