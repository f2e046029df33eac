import { member } from '../define.ts';
import { overflow } from '../failures.ts';
import { Decimal } from '../values/decimal.ts';
import { byteType } from './Byte.ts';
import { shortType } from './Int16.ts';
import { intType } from './Int32.ts';
import { longType } from './Int64.ts';
import type { IntegerType } from './integer-rows.ts';
import { sbyteType } from './SByte.ts';
import { ushortType } from './UInt16.ts';
import { uintType } from './UInt32.ts';
import { ulongType } from './UInt64.ts';

/** The integer part as an integer type; OverflowException when it does not fit. */
export function decimalToInteger<N extends number | bigint>(value: Decimal, of: IntegerType<N>): N {
  const whole = value.toBigInt();
  if (whole < of.min || whole > of.max) overflow(`Value was either too large or too small for ${of.named}.`);
  return of.from(whole);
}

function toChar(value: Decimal): number {
  const whole = value.toBigInt();
  if (whole < 0n || whole > 0xffffn) overflow('Value was either too large or too small for a character.');
  return Number(whole);
}

const fromInteger = (value: number | bigint): Decimal => Decimal.fromInteger(value);

/** Conversions between decimal and the other number types, as operators, static `ToX` methods and constructors. */
export const conversionRows = {
  fromInt32: member('static implicit operator decimal(int value)', (value: number) => fromInteger(value), 'A whole number as decimal.'),
  fromUInt32: member('static implicit operator decimal(uint value)', (value: number) => fromInteger(value), 'A whole number as decimal.'),
  fromInt64: member('static implicit operator decimal(long value)', (value: bigint) => fromInteger(value), 'A whole number as decimal.'),
  fromUInt64: member('static implicit operator decimal(ulong value)', (value: bigint) => fromInteger(value), 'A whole number as decimal.'),
  fromByte: member('static implicit operator decimal(byte value)', (value: number) => fromInteger(value), 'A whole number as decimal.'),
  fromSByte: member('static implicit operator decimal(sbyte value)', (value: number) => fromInteger(value), 'A whole number as decimal.'),
  fromInt16: member('static implicit operator decimal(short value)', (value: number) => fromInteger(value), 'A whole number as decimal.'),
  fromUInt16: member('static implicit operator decimal(ushort value)', (value: number) => fromInteger(value), 'A whole number as decimal.'),
  fromChar: member(
    'static implicit operator decimal(char value)',
    (value: number) => fromInteger(value),
    'The code of a character as decimal.',
  ),
  fromDouble: member(
    'static explicit operator decimal(double value)',
    (value: number) => Decimal.fromDouble(value),
    'A double, rounded to 15 digits.',
  ),
  fromSingle: member(
    'static explicit operator decimal(float value)',
    (value: number) => Decimal.fromDouble(value, 7),
    'A float, rounded to 7 digits.',
  ),
  asByte: member(
    'static explicit operator byte(decimal value)',
    (value: Decimal) => decimalToInteger(value, byteType),
    'The integer part.',
  ),
  asSByte: member(
    'static explicit operator sbyte(decimal value)',
    (value: Decimal) => decimalToInteger(value, sbyteType),
    'The integer part.',
  ),
  asInt16: member(
    'static explicit operator short(decimal value)',
    (value: Decimal) => decimalToInteger(value, shortType),
    'The integer part.',
  ),
  asUInt16: member(
    'static explicit operator ushort(decimal value)',
    (value: Decimal) => decimalToInteger(value, ushortType),
    'The integer part.',
  ),
  asInt32: member('static explicit operator int(decimal value)', (value: Decimal) => decimalToInteger(value, intType), 'The integer part.'),
  asUInt32: member(
    'static explicit operator uint(decimal value)',
    (value: Decimal) => decimalToInteger(value, uintType),
    'The integer part.',
  ),
  asInt64: member(
    'static explicit operator long(decimal value)',
    (value: Decimal) => decimalToInteger(value, longType),
    'The integer part.',
  ),
  asUInt64: member(
    'static explicit operator ulong(decimal value)',
    (value: Decimal) => decimalToInteger(value, ulongType),
    'The integer part.',
  ),
  asChar: member('static explicit operator char(decimal value)', toChar, 'The character whose code is the integer part.'),
  asDouble: member('static explicit operator double(decimal value)', (value: Decimal) => value.toNumber(), 'The nearest double.'),
  asSingle: member(
    'static explicit operator float(decimal value)',
    (value: Decimal) => Math.fround(value.toNumber()),
    'The nearest float.',
  ),
  toByte: member('static byte ToByte(decimal value)', (value: Decimal) => decimalToInteger(value, byteType), 'The integer part.'),
  toInt16: member('static short ToInt16(decimal value)', (value: Decimal) => decimalToInteger(value, shortType), 'The integer part.'),
  toInt32: member('static int ToInt32(decimal d)', (value: Decimal) => decimalToInteger(value, intType), 'The integer part.'),
  toInt64: member('static long ToInt64(decimal d)', (value: Decimal) => decimalToInteger(value, longType), 'The integer part.'),
  toUInt32: member('static uint ToUInt32(decimal d)', (value: Decimal) => decimalToInteger(value, uintType), 'The integer part.'),
  toUInt64: member('static ulong ToUInt64(decimal d)', (value: Decimal) => decimalToInteger(value, ulongType), 'The integer part.'),
  toDouble: member('static double ToDouble(decimal d)', (value: Decimal) => value.toNumber(), 'The nearest double.'),
  toSingle: member('static float ToSingle(decimal d)', (value: Decimal) => Math.fround(value.toNumber()), 'The nearest float.'),
  newInt32: member('Decimal(int value)', (value: number) => fromInteger(value), 'A whole number as decimal.'),
  newInt64: member('Decimal(long value)', (value: bigint) => fromInteger(value), 'A whole number as decimal.'),
  newUInt32: member('Decimal(uint value)', (value: number) => fromInteger(value), 'A whole number as decimal.'),
  newUInt64: member('Decimal(ulong value)', (value: bigint) => fromInteger(value), 'A whole number as decimal.'),
  newDouble: member('Decimal(double value)', (value: number) => Decimal.fromDouble(value), 'A double, rounded to 15 digits.'),
  newSingle: member('Decimal(float value)', (value: number) => Decimal.fromDouble(value, 7), 'A float, rounded to 7 digits.'),
};
