import { overflow } from '../../failures.ts';
import { styles } from '../../format/parse-number.ts';
import { Decimal } from '../../values/decimal.ts';
import { parseDecimal } from '../../values/decimal-text.ts';
import { roundDouble } from '../../values/rounding.ts';
import { parseBoolean } from '../Boolean.ts';
import { byteType } from '../Byte.ts';
import { doubleType } from '../Double.ts';
import { type FloatingType, parseFloating } from '../floating-rows.ts';
import { shortType } from '../Int16.ts';
import { intType } from '../Int32.ts';
import { longType } from '../Int64.ts';
import { type IntegerType, parseTo } from '../integer-rows.ts';
import { sbyteType } from '../SByte.ts';
import { singleType } from '../Single.ts';
import { ushortType } from '../UInt16.ts';
import { uintType } from '../UInt32.ts';
import { ulongType } from '../UInt64.ts';
import { type Conversion, cannot } from './conversion.ts';

const shortName = (name: string): string => name.replace('System.', '');

/** Fractions are rounded half to even; what does not fit is an OverflowException. */
function integerConversion<N extends number | bigint>(of: IntegerType<N>): Conversion<N> {
  const tooLarge = (): never => overflow(`Value was either too large or too small for ${of.named}.`);
  const target = shortName(of.type.name);
  const checked = (value: bigint): N => (value < of.min || value > of.max ? tooLarge() : of.from(value));
  const fromDouble = (value: number): N => {
    const rounded = roundDouble(value, 'even');
    return Number.isFinite(rounded) ? checked(BigInt(rounded)) : tooLarge();
  };
  return {
    target,
    fromBoolean: (value) => of.from(value ? 1n : 0n),
    fromChar: (value) => checked(BigInt(value)),
    fromInteger: (value) => checked(BigInt(value)),
    fromSingle: fromDouble,
    fromDouble,
    fromDecimal: (value) => checked(value.round(0, 'even').toBigInt()),
    fromDateTime: cannot('DateTime', target),
    fromText: (value) => (value === null ? of.from(0n) : parseTo(of, value, styles.integer)),
    none: of.from(0n),
  };
}

function floatingConversion(of: FloatingType): Conversion<number> {
  const target = shortName(of.type.name);
  return {
    target,
    fromBoolean: Number,
    fromChar: cannot('Char', target),
    fromInteger: (value) => of.round(Number(value)),
    fromSingle: (value) => value,
    fromDouble: of.round,
    fromDecimal: (value) => of.round(value.toNumber()),
    fromDateTime: cannot('DateTime', target),
    fromText: (value) => (value === null ? 0 : parseFloating(of, value, styles.floatAndThousands)),
    none: 0,
  };
}

export const toSByte = integerConversion(sbyteType);
export const toByte = integerConversion(byteType);
export const toInt16 = integerConversion(shortType);
export const toUInt16 = integerConversion(ushortType);
export const toInt32 = integerConversion(intType);
export const toUInt32 = integerConversion(uintType);
export const toInt64 = integerConversion(longType);
export const toUInt64 = integerConversion(ulongType);
export const toSingle = floatingConversion(singleType);
export const toDouble = floatingConversion(doubleType);

export const toDecimal: Conversion<Decimal> = {
  target: 'Decimal',
  fromBoolean: (value) => (value ? Decimal.one : Decimal.zero),
  fromChar: cannot('Char', 'Decimal'),
  fromInteger: (value) => Decimal.fromInteger(value),
  fromSingle: (value) => Decimal.fromDouble(value, 7),
  fromDouble: (value) => Decimal.fromDouble(value),
  fromDecimal: (value) => value,
  fromDateTime: cannot('DateTime', 'Decimal'),
  fromText: (value) => (value === null ? Decimal.zero : parseDecimal(value, styles.number)),
  none: Decimal.zero,
};

export const toBoolean: Conversion<boolean> = {
  target: 'Boolean',
  fromBoolean: (value) => value,
  fromChar: cannot('Char', 'Boolean'),
  fromInteger: (value) => value !== 0 && value !== 0n,
  fromSingle: (value) => value !== 0,
  fromDouble: (value) => value !== 0,
  fromDecimal: (value) => value.mantissa !== 0n,
  fromDateTime: cannot('DateTime', 'Boolean'),
  fromText: (value) => (value === null ? false : parseBoolean(value)),
  none: false,
};
