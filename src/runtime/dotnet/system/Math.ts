import { constant, dotnetType, member } from '../define.ts';
import { outOfRange } from '../failures.ts';
import { Decimal } from '../values/decimal.ts';
import { midpointOf, roundDouble, roundDoubleTo } from '../values/rounding.ts';
import { NetException } from '../values.ts';
import { integerPairRows } from './math-rows.ts';

function round(value: number, digits: number, mode: number): number {
  if (digits < 0 || digits > 15) outOfRange('digits', 'Rounding digits must be between 0 and 15, inclusive.');
  return roundDoubleTo(value, digits, midpointOf(mode));
}

function roundDecimal(value: Decimal, digits: number, mode: number): Decimal {
  if (digits < 0 || digits > 28) outOfRange('decimals', 'Decimal can only round to between 0 and 28 digits of precision.');
  return value.round(digits, midpointOf(mode));
}

function sign(value: number): number {
  if (Number.isNaN(value))
    throw new NetException('System.ArithmeticException', 'Function does not accept floating point Not-a-Number values.');
  return value > 0 ? 1 : value < 0 ? -1 : 0;
}

/** The sign of zero decides between equals, and NaN wins. */
const maximum = (a: number, b: number): number => Math.max(a, b);
const minimum = (a: number, b: number): number => Math.min(a, b);

function logarithm(value: number, base: number): number {
  if (Number.isNaN(value)) return value;
  if (Number.isNaN(base)) return base;
  if (base === 1) return Number.NaN;
  if (value !== 1 && (base === 0 || base === Number.POSITIVE_INFINITY)) return Number.NaN;
  return Math.log(value) / Math.log(base);
}

/** IEEE 754 remainder: the quotient is rounded to even. */
function ieeeRemainder(x: number, y: number): number {
  if (Number.isNaN(x) || Number.isNaN(y) || y === 0 || !Number.isFinite(x)) return Number.NaN;
  if (!Number.isFinite(y)) return x;
  const rest = x % y;
  const other = rest - Math.abs(y) * Math.sign(x);
  if (Math.abs(other) === Math.abs(rest)) return roundDouble(x / y, 'even') === roundDouble((x - rest) / y, 'even') ? rest : other;
  const result = Math.abs(other) < Math.abs(rest) ? other : rest;
  return result === 0 && x < 0 ? -0 : result;
}

const toEven = 0;

export const Math_ = dotnetType('static class System.Math', 'Mathematical functions and constants.', {
  pi: constant('const double PI = 3.14159265358979323846', Math.PI, 'The ratio of a circle to its diameter.'),
  e: constant('const double E = 2.7182818284590452354', Math.E, 'The base of natural logarithms.'),
  ...integerPairRows,
  absDouble: member('static double Abs(double value)', (value: number) => Math.abs(value), 'The number without its sign.'),
  absSingle: member('static float Abs(float value)', (value: number) => Math.abs(value), 'The number without its sign.'),
  absDecimal: member('static decimal Abs(decimal value)', (value: Decimal) => value.abs(), 'The number without its sign.'),
  maxDouble: member('static double Max(double val1, double val2)', maximum, 'The larger number.'),
  maxSingle: member('static float Max(float val1, float val2)', maximum, 'The larger number.'),
  maxDecimal: member(
    'static decimal Max(decimal val1, decimal val2)',
    (a: Decimal, b: Decimal) => (a.compare(b) >= 0 ? a : b),
    'The larger number.',
  ),
  minDouble: member('static double Min(double val1, double val2)', minimum, 'The smaller number.'),
  minSingle: member('static float Min(float val1, float val2)', minimum, 'The smaller number.'),
  minDecimal: member(
    'static decimal Min(decimal val1, decimal val2)',
    (a: Decimal, b: Decimal) => (a.compare(b) < 0 ? a : b),
    'The smaller number.',
  ),
  round: member(
    'static double Round(double a)',
    (value: number) => roundDouble(value, 'even'),
    'The nearest whole number, midpoints to even.',
  ),
  roundTo: member(
    'static double Round(double value, int digits)',
    (value: number, digits: number) => round(value, digits, toEven),
    'The number with so many decimals, midpoints to even.',
  ),
  roundMode: member(
    'static double Round(double value, MidpointRounding mode)',
    (value: number, mode: number) => roundDouble(value, midpointOf(mode)),
    'The nearest whole number.',
  ),
  roundToMode: member('static double Round(double value, int digits, MidpointRounding mode)', round, 'The number with so many decimals.'),
  roundDecimal: member(
    'static decimal Round(decimal d)',
    (value: Decimal) => value.round(0, 'even'),
    'The nearest whole number, midpoints to even.',
  ),
  roundDecimalTo: member(
    'static decimal Round(decimal d, int decimals)',
    (value: Decimal, digits: number) => roundDecimal(value, digits, toEven),
    'The number with so many decimals, midpoints to even.',
  ),
  roundDecimalMode: member(
    'static decimal Round(decimal d, MidpointRounding mode)',
    (value: Decimal, mode: number) => value.round(0, midpointOf(mode)),
    'The nearest whole number.',
  ),
  roundDecimalToMode: member(
    'static decimal Round(decimal d, int decimals, MidpointRounding mode)',
    roundDecimal,
    'The number with so many decimals.',
  ),
  floor: member('static double Floor(double d)', (value: number) => Math.floor(value), 'The next whole number below.'),
  floorDecimal: member('static decimal Floor(decimal d)', (value: Decimal) => value.round(0, 'down'), 'The next whole number below.'),
  ceiling: member('static double Ceiling(double a)', (value: number) => Math.ceil(value), 'The next whole number above.'),
  ceilingDecimal: member('static decimal Ceiling(decimal d)', (value: Decimal) => value.round(0, 'up'), 'The next whole number above.'),
  truncate: member('static double Truncate(double d)', (value: number) => Math.trunc(value), 'The number without its fraction.'),
  truncateDecimal: member(
    'static decimal Truncate(decimal d)',
    (value: Decimal) => value.round(0, 'toZero'),
    'The number without its fraction.',
  ),
  signDouble: member('static int Sign(double value)', sign, 'Minus one, zero or one.'),
  signSingle: member('static int Sign(float value)', sign, 'Minus one, zero or one.'),
  signDecimal: member('static int Sign(decimal value)', (value: Decimal) => value.compare(Decimal.zero), 'Minus one, zero or one.'),
  clampDecimal: member(
    'static decimal Clamp(decimal value, decimal min, decimal max)',
    (value: Decimal, low: Decimal, high: Decimal) => (value.compare(low) < 0 ? low : value.compare(high) > 0 ? high : value),
    'The number, moved into a range.',
  ),
  pow: member('static double Pow(double x, double y)', power, 'A power.'),
  sqrt: member('static double Sqrt(double d)', (value: number) => Math.sqrt(value), 'The square root.'),
  cbrt: member('static double Cbrt(double d)', (value: number) => Math.cbrt(value), 'The cube root.'),
  exp: member('static double Exp(double d)', (value: number) => Math.exp(value), 'A power of e.'),
  log: member('static double Log(double d)', (value: number) => Math.log(value), 'The natural logarithm.'),
  logBase: member('static double Log(double a, double newBase)', logarithm, 'The logarithm to a base.'),
  log10: member('static double Log10(double d)', (value: number) => Math.log10(value), 'The logarithm to base 10.'),
  log2: member('static double Log2(double x)', (value: number) => Math.log2(value), 'The logarithm to base 2.'),
  sin: member('static double Sin(double a)', (value: number) => Math.sin(value), 'The sine of an angle in radians.'),
  cos: member('static double Cos(double d)', (value: number) => Math.cos(value), 'The cosine of an angle in radians.'),
  tan: member('static double Tan(double a)', (value: number) => Math.tan(value), 'The tangent of an angle in radians.'),
  asin: member('static double Asin(double d)', (value: number) => Math.asin(value), 'The angle of a sine.'),
  acos: member('static double Acos(double d)', (value: number) => Math.acos(value), 'The angle of a cosine.'),
  atan: member('static double Atan(double d)', (value: number) => Math.atan(value), 'The angle of a tangent.'),
  atan2: member('static double Atan2(double y, double x)', (y: number, x: number) => Math.atan2(y, x), 'The angle of a point.'),
  sinh: member('static double Sinh(double value)', (value: number) => Math.sinh(value), 'The hyperbolic sine.'),
  cosh: member('static double Cosh(double value)', (value: number) => Math.cosh(value), 'The hyperbolic cosine.'),
  tanh: member('static double Tanh(double value)', (value: number) => Math.tanh(value), 'The hyperbolic tangent.'),
  ieeeRemainder: member(
    'static double IEEERemainder(double x, double y)',
    ieeeRemainder,
    'The remainder of a division rounded to the nearest whole number.',
  ),
});

/** Unlike JavaScript, 1 to any power is 1, and -1 to an infinite power too. */
function power(x: number, y: number): number {
  return x === 1 || (x === -1 && Math.abs(y) === Number.POSITIVE_INFINITY) ? 1 : x ** y;
}
