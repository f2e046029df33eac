import { member } from '../define.ts';
import { argument, overflow } from '../failures.ts';
import { NetException, type Ref } from '../values.ts';

const negatedMinimum = (): never => overflow('Negating the minimum value of a twos complement number is invalid.');

const absolute =
  (min: number) =>
  (value: number): number =>
    value === min ? negatedMinimum() : Math.abs(value);

const sign = (value: number | bigint): number => (value > 0 ? 1 : value < 0 ? -1 : 0);
const larger = (a: number, b: number): number => (a > b ? a : b);
const smaller = (a: number, b: number): number => (a < b ? a : b);
const largerLong = (a: bigint, b: bigint): bigint => (a > b ? a : b);
const smallerLong = (a: bigint, b: bigint): bigint => (a < b ? a : b);

function clamp<N extends number | bigint>(value: N, low: N, high: N): N {
  if (low > high) argument(`'${low}' cannot be greater than ${high}.`);
  return value < low ? low : value > high ? high : value;
}

const byZero = (): never => {
  throw new NetException('System.DivideByZeroException', 'Attempted to divide by zero.');
};

function divRem(a: number, b: number, rest: Ref<number>): number {
  if (b === 0) return byZero();
  rest.value = (a % b) | 0;
  return Math.trunc(a / b) | 0;
}

function divRemLong(a: bigint, b: bigint, rest: Ref<bigint>): bigint {
  if (b === 0n) return byZero();
  rest.value = a % b;
  return BigInt.asIntN(64, a / b);
}

const longMinimum = -(2n ** 63n);

/** Math on whole numbers: Abs, Max, Min, Sign, Clamp and divisions. */
export const integerPairRows = {
  abs: member('static int Abs(int value)', absolute(-2147483648), 'The number without its sign.'),
  absInt64: member(
    'static long Abs(long value)',
    (value: bigint) => (value === longMinimum ? negatedMinimum() : value < 0n ? -value : value),
    'The number without its sign.',
  ),
  absInt16: member('static short Abs(short value)', absolute(-32768), 'The number without its sign.'),
  absSByte: member('static sbyte Abs(sbyte value)', absolute(-128), 'The number without its sign.'),
  max: member('static int Max(int val1, int val2)', larger, 'The larger number.'),
  maxUInt32: member('static uint Max(uint val1, uint val2)', larger, 'The larger number.'),
  maxInt64: member('static long Max(long val1, long val2)', largerLong, 'The larger number.'),
  maxUInt64: member('static ulong Max(ulong val1, ulong val2)', largerLong, 'The larger number.'),
  maxByte: member('static byte Max(byte val1, byte val2)', larger, 'The larger number.'),
  maxSByte: member('static sbyte Max(sbyte val1, sbyte val2)', larger, 'The larger number.'),
  maxInt16: member('static short Max(short val1, short val2)', larger, 'The larger number.'),
  maxUInt16: member('static ushort Max(ushort val1, ushort val2)', larger, 'The larger number.'),
  min: member('static int Min(int val1, int val2)', smaller, 'The smaller number.'),
  minUInt32: member('static uint Min(uint val1, uint val2)', smaller, 'The smaller number.'),
  minInt64: member('static long Min(long val1, long val2)', smallerLong, 'The smaller number.'),
  minUInt64: member('static ulong Min(ulong val1, ulong val2)', smallerLong, 'The smaller number.'),
  minByte: member('static byte Min(byte val1, byte val2)', smaller, 'The smaller number.'),
  minSByte: member('static sbyte Min(sbyte val1, sbyte val2)', smaller, 'The smaller number.'),
  minInt16: member('static short Min(short val1, short val2)', smaller, 'The smaller number.'),
  minUInt16: member('static ushort Min(ushort val1, ushort val2)', smaller, 'The smaller number.'),
  sign: member('static int Sign(int value)', (value: number) => sign(value), 'Minus one, zero or one.'),
  signInt64: member('static int Sign(long value)', (value: bigint) => sign(value), 'Minus one, zero or one.'),
  signInt16: member('static int Sign(short value)', (value: number) => sign(value), 'Minus one, zero or one.'),
  signSByte: member('static int Sign(sbyte value)', (value: number) => sign(value), 'Minus one, zero or one.'),
  clamp: member(
    'static int Clamp(int value, int min, int max)',
    (value: number, low: number, high: number) => clamp(value, low, high),
    'The number, moved into a range.',
  ),
  clampInt64: member(
    'static long Clamp(long value, long min, long max)',
    (value: bigint, low: bigint, high: bigint) => clamp(value, low, high),
    'The number, moved into a range.',
  ),
  clampDouble: member(
    'static double Clamp(double value, double min, double max)',
    (value: number, low: number, high: number) => clamp(value, low, high),
    'The number, moved into a range.',
  ),
  divRem: member('static int DivRem(int a, int b, out int result)', divRem, 'A quotient and what the division leaves.'),
  divRemInt64: member('static long DivRem(long a, long b, out long result)', divRemLong, 'A quotient and what the division leaves.'),
  bigMul: member('static long BigMul(int a, int b)', (a: number, b: number) => BigInt(a) * BigInt(b), 'The product in 64 bits.'),
};
