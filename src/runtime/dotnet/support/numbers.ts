import { NetException } from '../values.ts';

/**
 * Arithmetic whose answer JavaScript would not give: whole division, conversions from reals, and everything `checked`.
 * What fits plain operators is written out in handlers.
 */
function overflow(): never {
  throw new NetException('System.OverflowException', 'Arithmetic operation resulted in an overflow.');
}

function byZero(): never {
  throw new NetException('System.DivideByZeroException', 'Attempted to divide by zero.');
}

export function divideInt(a: number, b: number): number {
  if (b === 0) byZero();
  if (b === -1 && a === -2147483648) overflow();
  return (a / b) | 0;
}

export function remainderInt(a: number, b: number): number {
  if (b === 0) byZero();
  if (b === -1 && a === -2147483648) overflow();
  return (a % b) | 0;
}

export const divideUint = (a: number, b: number): number => (b === 0 ? byZero() : Math.floor(a / b));

export const remainderUint = (a: number, b: number): number => (b === 0 ? byZero() : a % b);

export function divideLong(a: bigint, b: bigint): bigint {
  if (b === 0n) byZero();
  if (b === -1n && a === -9223372036854775808n) overflow();
  return a / b;
}

export function remainderLong(a: bigint, b: bigint): bigint {
  if (b === 0n) byZero();
  if (b === -1n && a === -9223372036854775808n) overflow();
  return a % b;
}

export const divideUlong = (a: bigint, b: bigint): bigint => (b === 0n ? byZero() : a / b);

export const remainderUlong = (a: bigint, b: bigint): bigint => (b === 0n ? byZero() : a % b);

/** The range check of `checked` code: from a number or bigint to the type's form. */
const checkedNumber =
  (least: number, greatest: number) =>
  (value: number | bigint): number => {
    const number = Number(value);
    if (!(number >= least && number <= greatest)) overflow();
    return number;
  };

const checkedBig =
  (least: bigint, greatest: bigint) =>
  (value: number | bigint): bigint => {
    const big = BigInt(value);
    if (big < least || big > greatest) overflow();
    return big;
  };

export const checkedSbyte = checkedNumber(-128, 127);
export const checkedByte = checkedNumber(0, 255);
export const checkedShort = checkedNumber(-32768, 32767);
export const checkedUshort = checkedNumber(0, 65535);
export const checkedChar = checkedNumber(0, 65535);
export const checkedInt = checkedNumber(-2147483648, 2147483647);
export const checkedUint = checkedNumber(0, 4294967295);
export const checkedLong = checkedBig(-9223372036854775808n, 9223372036854775807n);
export const checkedUlong = checkedBig(0n, 18446744073709551615n);

/** `(int)real` unchecked: toward zero; what does not fit gives the least int, as processors do. */
export function realToInt(value: number): number {
  const whole = Math.trunc(value);
  return whole >= -2147483648 && whole <= 2147483647 ? whole | 0 : -2147483648;
}

/** `(uint)real` unchecked: the low bits of the number as a long. */
export const realToUint = (value: number): number => Number(BigInt.asUintN(32, realToLong(value)));

/** `(long)real` unchecked. */
export function realToLong(value: number): bigint {
  const whole = Math.trunc(value);
  return whole >= -(2 ** 63) && whole < 2 ** 63 ? BigInt(whole) : -9223372036854775808n;
}

/** `(ulong)real` unchecked. */
export function realToUlong(value: number): bigint {
  const whole = Math.trunc(value);
  if (whole >= 0 && whole < 2 ** 64) return BigInt(whole);
  return BigInt.asUintN(64, realToLong(value));
}

const realToNumber =
  (least: number, greatest: number) =>
  (value: number): number => {
    const whole = Math.trunc(value);
    if (!(whole >= least && whole <= greatest)) overflow();
    return whole + 0;
  };

const realToBig =
  (least: number, greatest: number) =>
  (value: number): bigint => {
    const whole = Math.trunc(value);
    if (!(whole >= least && whole < greatest)) overflow();
    return BigInt(whole);
  };

export const realToCheckedSbyte = realToNumber(-128, 127);
export const realToCheckedByte = realToNumber(0, 255);
export const realToCheckedShort = realToNumber(-32768, 32767);
export const realToCheckedUshort = realToNumber(0, 65535);
export const realToCheckedChar = realToNumber(0, 65535);
export const realToCheckedInt = realToNumber(-2147483648, 2147483647);
export const realToCheckedUint = realToNumber(0, 4294967295);
export const realToCheckedLong = realToBig(-(2 ** 63), 2 ** 63);
export const realToCheckedUlong = realToBig(0, 2 ** 64);
