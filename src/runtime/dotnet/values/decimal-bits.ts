import { argument, outOfRange } from '../failures.ts';
import { Decimal } from './decimal.ts';

const word = (1n << 32n) - 1n;
const signed = (bits: bigint): number => Number(BigInt.asIntN(32, bits));

/** `decimal.GetBits`: low, middle and high 32 bits, then sign and scale. */
export function toBits(value: Decimal): number[] {
  const size = value.mantissa < 0n ? -value.mantissa : value.mantissa;
  const flags = (BigInt(value.scale) << 16n) | (value.mantissa < 0n ? 1n << 31n : 0n);
  return [signed(size & word), signed((size >> 32n) & word), signed(size >> 64n), signed(flags)];
}

/** `new decimal(lo, mid, hi, isNegative, scale)`. */
export function fromParts(low: number, middle: number, high: number, negative: boolean, scale: number): Decimal {
  if (scale > 28) outOfRange('scale', "Decimal's scale value must be between 0 and 28, inclusive.");
  const size = BigInt(low >>> 0) | (BigInt(middle >>> 0) << 32n) | (BigInt(high >>> 0) << 64n);
  return Decimal.of(negative ? -size : size, scale);
}

/** `new decimal(bits)`. */
export function fromBits(bits: readonly number[]): Decimal {
  const [low, middle, high, flags] = bits;
  if (bits.length !== 4 || low === undefined || middle === undefined || high === undefined || flags === undefined)
    return argument('Decimal byte array constructor requires an array of length four containing valid decimal bytes.');
  return fromParts(low, middle, high, flags < 0, (flags >> 16) & 0xff);
}
