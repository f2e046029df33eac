import type { Special } from './type.ts';

/** Implicit numeric conversions (C# standard §10.2.3). */
const widening: Readonly<Partial<Record<Special, readonly Special[]>>> = {
  sbyte: ['short', 'int', 'long', 'float', 'double', 'decimal'],
  byte: ['short', 'ushort', 'int', 'uint', 'long', 'ulong', 'float', 'double', 'decimal'],
  short: ['int', 'long', 'float', 'double', 'decimal'],
  ushort: ['int', 'uint', 'long', 'ulong', 'float', 'double', 'decimal'],
  int: ['long', 'float', 'double', 'decimal'],
  uint: ['long', 'ulong', 'float', 'double', 'decimal'],
  long: ['float', 'double', 'decimal'],
  ulong: ['float', 'double', 'decimal'],
  char: ['ushort', 'int', 'uint', 'long', 'ulong', 'float', 'double', 'decimal'],
  float: ['double'],
};

const ranges: Readonly<Partial<Record<Special, readonly [bigint, bigint]>>> = {
  sbyte: [-128n, 127n],
  byte: [0n, 255n],
  short: [-32768n, 32767n],
  ushort: [0n, 65535n],
  char: [0n, 65535n],
  int: [-2147483648n, 2147483647n],
  uint: [0n, 4294967295n],
  long: [-9223372036854775808n, 9223372036854775807n],
  ulong: [0n, 18446744073709551615n],
};

export const isIntegral = (special: Special | undefined): boolean => special !== undefined && ranges[special] !== undefined;

export const isNumeric = (special: Special | undefined): boolean =>
  isIntegral(special) || special === 'float' || special === 'double' || special === 'decimal';

/** Integers that JavaScript holds as bigint. */
export const isBig = (special: Special | undefined): boolean => special === 'long' || special === 'ulong';

export const isWidening = (from: Special, to: Special): boolean => widening[from]?.includes(to) ?? false;

/** Least and greatest value of an integral type, `char` included. */
export const rangeOf = (special: Special): readonly [bigint, bigint] | undefined => ranges[special];

export function inRange(value: bigint, special: Special): boolean {
  const range = ranges[special];
  return range !== undefined && value >= range[0] && value <= range[1];
}

/** `value` cut to the bits of an integral type, as an unchecked conversion does. */
export function wrap(value: bigint, special: Special): bigint {
  switch (special) {
    case 'sbyte':
      return BigInt.asIntN(8, value);
    case 'byte':
      return BigInt.asUintN(8, value);
    case 'short':
      return BigInt.asIntN(16, value);
    case 'ushort':
    case 'char':
      return BigInt.asUintN(16, value);
    case 'int':
      return BigInt.asIntN(32, value);
    case 'uint':
      return BigInt.asUintN(32, value);
    case 'ulong':
      return BigInt.asUintN(64, value);
    default:
      return BigInt.asIntN(64, value);
  }
}
