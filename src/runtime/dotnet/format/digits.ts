/**
 * A decimal number as text formatting sees it: 0.d₁d₂d₃… × 10^scale. Integers and decimals hold all their digits; binary
 * floating-point numbers hold the digits that were asked for, correctly rounded from the exact value.
 */
export interface Digits {
  readonly negative: boolean;
  /** Without leading zeros; empty for zero. */
  readonly digits: string;
  readonly scale: number;
  readonly kind: 'integer' | 'decimal' | 'float';
}

/** Digits of an integer. */
export function integerDigits(value: number | bigint): Digits {
  const negative = value < 0;
  const text = String(value).slice(negative ? 1 : 0);
  return text === '0'
    ? { negative: false, digits: '', scale: 0, kind: 'integer' }
    : { negative, digits: text, scale: text.length, kind: 'integer' };
}

/** Digits of `mantissa` × 10^-`scale`; trailing zeros stay, because a decimal keeps them. */
export function decimalDigits(mantissa: bigint, scale: number): Digits {
  const negative = mantissa < 0n;
  const text = String(negative ? -mantissa : mantissa);
  return text === '0'
    ? { negative: false, digits: '', scale: -scale, kind: 'decimal' }
    : { negative, digits: text, scale: text.length - scale, kind: 'decimal' };
}

const isNegative = (value: number): boolean => value < 0 || Object.is(value, -0);

function fromExponential(text: string, negative: boolean): Digits {
  const [mantissa = '', exponent = '0'] = text.split('e');
  const digits = mantissa.replace('.', '').replace(/0+$/, '');
  return { negative, digits, scale: digits === '' ? 0 : Number(exponent) + 1, kind: 'float' };
}

/** The shortest digits that read back as the same double. */
export const shortestDouble = (value: number): Digits => fromExponential(Math.abs(value).toExponential(), isNegative(value));

/** The shortest digits that read back as the same float. */
export function shortestSingle(value: number): Digits {
  const magnitude = Math.abs(value);
  for (let precision = 0; precision < 9; precision++) {
    const text = magnitude.toExponential(precision);
    if (Math.fround(Number(text)) === magnitude) return fromExponential(text, isNegative(value));
  }
  return fromExponential(magnitude.toExponential(8), isNegative(value));
}

/** A finite double as mantissa × 2^exponent. */
function binaryParts(magnitude: number): { mantissa: bigint; exponent: number } {
  let exponent = 0;
  let scaled = magnitude;
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    exponent--;
  }
  return { mantissa: BigInt(scaled), exponent };
}

/** `numerator / denominator`, ties to even. */
export function divideRounding(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  const twice = (numerator % denominator) * 2n;
  if (twice > denominator) return quotient + 1n;
  return twice === denominator && quotient % 2n === 1n ? quotient + 1n : quotient;
}

/** The exact value × 10^power, rounded to an integer, ties to even. */
function scaledInteger(magnitude: number, power: number): bigint {
  const { mantissa, exponent } = binaryParts(magnitude);
  let numerator = exponent > 0 ? mantissa << BigInt(exponent) : mantissa;
  let denominator = exponent < 0 ? 1n << BigInt(-exponent) : 1n;
  if (power >= 0) numerator *= 10n ** BigInt(power);
  else denominator *= 10n ** BigInt(-power);
  return divideRounding(numerator, denominator);
}

const roundedDigits = (integer: bigint, power: number, negative: boolean): Digits => {
  if (integer === 0n) return { negative, digits: '', scale: 0, kind: 'float' };
  const text = String(integer);
  return { negative, digits: text.replace(/0+$/, ''), scale: text.length - power, kind: 'float' };
};

/** A double correctly rounded to `decimals` digits after the point. */
export const fixedDouble = (value: number, decimals: number): Digits =>
  roundedDigits(scaledInteger(Math.abs(value), decimals), decimals, isNegative(value));

/** A double correctly rounded to `count` significant digits. */
export function significantDouble(value: number, count: number): Digits {
  const magnitude = Math.abs(value);
  if (magnitude === 0) return roundedDigits(0n, 0, isNegative(value));
  const power = count - shortestDouble(magnitude).scale;
  return roundedDigits(scaledInteger(magnitude, power), power, isNegative(value));
}

/** Rounds to `position` digits, half away from zero. Numbers that were already rounded exactly are only cut. */
export function roundDigits(number: Digits, position: number, exact: boolean): Digits {
  const at = Math.max(0, Math.min(position, number.digits.length));
  const next = at === position ? number.digits.charCodeAt(at) : Number.NaN;
  let digits = number.digits.slice(0, at);
  let scale = number.scale;
  if (!exact && next >= 0x35) {
    const raised = String(BigInt(`0${digits}`) + 1n).padStart(digits.length, '0');
    if (raised.length > digits.length) scale++;
    digits = raised;
  }
  digits = digits.replace(/0+$/, '');
  if (digits !== '') return { ...number, digits, scale };
  return { ...number, digits, scale: 0, negative: number.kind === 'float' && number.negative };
}
