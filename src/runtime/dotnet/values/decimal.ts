import { equalTo, hashKey, type Structural } from '../equals.ts';
import { argument, overflow } from '../failures.ts';
import { divideRounding, significantDouble } from '../format/digits.ts';
import { type Formattable, formatText } from '../format/format-value.ts';
import { formatDecimal } from '../format/number-format.ts';
import { runtimeType } from '../runtime-type.ts';
import { NetException } from '../values.ts';

const maximum = (1n << 96n) - 1n;
const maxScale = 28;

/** Powers of ten up to the largest scale. */
const powersOfTen = Array.from({ length: maxScale + 1 }, (_, exponent) => 10n ** BigInt(exponent));
const powerOfTen = (exponent: number): bigint => powersOfTen[exponent] ?? 10n ** BigInt(exponent);

const magnitude = (value: bigint): bigint => (value < 0n ? -value : value);
const tooLarge = (): never => overflow('Value was either too large or too small for a Decimal.');

/** How a midpoint is rounded; the values of System.MidpointRounding. */
export type Midpoint = 'even' | 'awayFromZero' | 'toZero' | 'down' | 'up';

/** `numerator / denominator` for a positive denominator. */
function divide(numerator: bigint, denominator: bigint, mode: Midpoint): bigint {
  const negative = numerator < 0n;
  const size = magnitude(numerator);
  if (mode === 'even') return negative ? -divideRounding(size, denominator) : divideRounding(size, denominator);
  const quotient = size / denominator;
  const rest = size % denominator;
  const raise =
    mode === 'awayFromZero' ? rest * 2n >= denominator : rest !== 0n && (mode === 'down' ? negative : mode === 'up' ? !negative : false);
  const result = raise ? quotient + 1n : quotient;
  return negative ? -result : result;
}

/** System.Decimal: a 96-bit integer divided by a power of ten, which is kept: 1.10 stays 1.10. */
export class Decimal implements Structural, Formattable {
  readonly mantissa: bigint;
  readonly scale: number;

  private constructor(mantissa: bigint, scale: number) {
    this.mantissa = mantissa;
    this.scale = scale;
  }

  static readonly zero = new Decimal(0n, 0);
  static readonly one = new Decimal(1n, 0);
  static readonly minusOne = new Decimal(-1n, 0);
  static readonly maxValue = new Decimal(maximum, 0);
  static readonly minValue = new Decimal(-maximum, 0);

  /** `mantissa` × 10^-`scale`; digits that do not fit are rounded half to even. */
  static of(mantissa: bigint, scale: number): Decimal {
    let value = mantissa;
    let places = scale;
    if (places < 0) {
      value *= powerOfTen(-places);
      places = 0;
    }
    if (places <= maxScale && magnitude(value) <= maximum) return new Decimal(value, places);
    let drop = Math.max(places - maxScale, String(magnitude(value)).length - 30, 0);
    for (; drop <= places; drop++) {
      const rounded = divide(value, powerOfTen(drop), 'even');
      if (magnitude(rounded) <= maximum) return new Decimal(rounded, places - drop);
    }
    return tooLarge();
  }

  static fromInteger(value: number | bigint): Decimal {
    return Decimal.of(BigInt(value), 0);
  }

  /** From a double with 15 or a float with 7 significant digits, as .NET converts. */
  static fromDouble(value: number, significant: 15 | 7 = 15): Decimal {
    if (!Number.isFinite(value) || Math.abs(value) >= 7.922816251426434e28) return tooLarge();
    const { digits, scale, negative } = significantDouble(value, significant);
    const mantissa = BigInt(digits === '' ? 0 : digits);
    const result = Decimal.of(negative ? -mantissa : mantissa, digits.length - scale);
    return result.mantissa === 0n ? Decimal.zero : result;
  }

  /** From literal text of digits with an optional sign and point: `-1.50`. */
  static literal(text: string): Decimal {
    const point = text.indexOf('.');
    return Decimal.of(BigInt(text.replace('.', '')), point < 0 ? 0 : text.length - point - 1);
  }

  toNumber(): number {
    const size = magnitude(this.mantissa);
    const low = Number(size & ((1n << 64n) - 1n));
    const result = (low + Number(size >> 64n) * 2 ** 64) / Number(`1e${this.scale}`);
    return this.mantissa < 0n ? -result : result;
  }

  /** The integer part. */
  toBigInt(): bigint {
    return this.mantissa / powerOfTen(this.scale);
  }

  negate(): Decimal {
    return new Decimal(-this.mantissa, this.scale);
  }

  abs(): Decimal {
    return this.mantissa < 0n ? this.negate() : this;
  }

  add(other: Decimal): Decimal {
    const scale = Math.max(this.scale, other.scale);
    return Decimal.of(this.#at(scale) + other.#at(scale), scale);
  }

  subtract(other: Decimal): Decimal {
    return this.add(other.negate());
  }

  multiply(other: Decimal): Decimal {
    return Decimal.of(this.mantissa * other.mantissa, this.scale + other.scale);
  }

  divide(other: Decimal): Decimal {
    if (other.mantissa === 0n) throw new NetException('System.DivideByZeroException', 'Attempted to divide by zero.');
    const scale = this.scale - other.scale;
    if (this.mantissa % other.mantissa === 0n) return Decimal.of(this.mantissa / other.mantissa, scale);
    const divisor = magnitude(other.mantissa);
    const dividend = other.mantissa < 0n ? -this.mantissa : this.mantissa;
    for (let places = maxScale; places >= 0; places--) {
      const power = places - scale;
      const quotient =
        power >= 0 ? divide(dividend * 10n ** BigInt(power), divisor, 'even') : divide(dividend, divisor * 10n ** BigInt(-power), 'even');
      if (magnitude(quotient) <= maximum) return new Decimal(quotient, places).normalize();
    }
    return tooLarge();
  }

  remainder(other: Decimal): Decimal {
    if (other.mantissa === 0n) throw new NetException('System.DivideByZeroException', 'Attempted to divide by zero.');
    const scale = Math.max(this.scale, other.scale);
    const left = this.#at(scale);
    const right = other.#at(scale);
    return magnitude(left) < magnitude(right) ? this : Decimal.of(left % right, scale);
  }

  /** Rounds to `decimals` places. */
  round(decimals: number, mode: Midpoint): Decimal {
    if (decimals >= this.scale) return this;
    return new Decimal(divide(this.mantissa, 10n ** BigInt(this.scale - decimals), mode), decimals);
  }

  /** Without trailing zeros behind the point. */
  normalize(): Decimal {
    let { mantissa, scale } = this;
    while (scale > 0 && mantissa % 10n === 0n) {
      mantissa /= 10n;
      scale--;
    }
    return scale === this.scale ? this : new Decimal(mantissa, scale);
  }

  compareTo(other: unknown): number {
    return other instanceof Decimal ? this.compare(other) : argument('Object must be of type Decimal.');
  }

  compare(other: Decimal): number {
    const scale = Math.max(this.scale, other.scale);
    const left = this.#at(scale);
    const right = other.#at(scale);
    return left < right ? -1 : left > right ? 1 : 0;
  }

  equals(other: Decimal): boolean {
    return this.compare(other) === 0;
  }

  toString(format: string | null = null): string {
    return formatDecimal(this.mantissa, this.scale, format);
  }

  [formatText](format: string | null): string {
    return this.toString(format);
  }

  [equalTo](other: unknown): boolean {
    return other instanceof Decimal && this.equals(other);
  }

  [hashKey](): string {
    const { mantissa, scale } = this.normalize();
    return `${mantissa}e-${scale}`;
  }

  /** The words of the number without trailing zeros, combined with scale and sign. */
  hashCode(): number {
    const { mantissa, scale } = this.normalize();
    if (mantissa === 0n) return 0;
    const size = magnitude(mantissa);
    const word = (at: bigint): number => Number((size >> at) & 0xffffffffn);
    return word(0n) ^ word(32n) ^ word(64n) ^ (scale << 16) ^ (mantissa < 0n ? 0x80000000 : 0);
  }

  #at(scale: number): bigint {
    return scale === this.scale ? this.mantissa : this.mantissa * powerOfTen(scale - this.scale);
  }
}

export const DECIMAL = runtimeType('System.Decimal', Decimal.zero);
