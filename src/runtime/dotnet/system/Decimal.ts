import { constant, dotnetType, member } from '../define.ts';
import { equals } from '../equals.ts';
import { argument, argumentNull, outOfRange } from '../failures.ts';
import { styles } from '../format/parse-number.ts';
import { hash } from '../hash.ts';
import { INT32 } from '../types.ts';
import { DECIMAL, Decimal } from '../values/decimal.ts';
import { fromBits, fromParts, toBits } from '../values/decimal-bits.ts';
import { parseDecimal, readDecimal } from '../values/decimal-text.ts';
import { midpointOf } from '../values/rounding.ts';
import { array, Box, NetException, type Ref } from '../values.ts';
import { conversionRows } from './decimal-conversions.ts';
import { Type } from './Type.ts';

type Text = string | null;

function tryParse(text: Text, style: number, result: Ref<Decimal>): boolean {
  result.value = Decimal.zero;
  if (text === null) return false;
  try {
    const value = readDecimal(text, style);
    if (value !== undefined) result.value = value;
    return value !== undefined;
  } catch (error) {
    if (error instanceof NetException) return false;
    throw error;
  }
}

function round(value: Decimal, decimals: number, mode: number): Decimal {
  if (decimals < 0 || decimals > 28) outOfRange('decimals', 'Decimal can only round to between 0 and 28 digits of precision.');
  return value.round(decimals, midpointOf(mode));
}

const toEven = 0;

function compareToObject(value: Decimal, other: unknown): number {
  if (other === null) return 1;
  return other instanceof Box && other.value instanceof Decimal ? value.compare(other.value) : argument('Object must be of type Decimal.');
}

export const Decimal_ = dotnetType(
  'struct System.Decimal : IComparable, IFormattable, IComparable<decimal>, IEquatable<decimal>',
  'A decimal number of 28 digits that keeps its scale.',
  {
    ...conversionRows,
    fromParts: member('Decimal(int lo, int mid, int hi, bool isNegative, byte scale)', fromParts, 'A number of its bits.'),
    fromBits: member(
      'Decimal(int[] bits)',
      (bits: readonly number[] | null) => fromBits(bits ?? argumentNull('bits')),
      'A number of its bits.',
    ),
    zero: constant('const decimal Zero = 0m', Decimal.zero, 'Zero.'),
    one: constant('const decimal One = 1m', Decimal.one, 'One.'),
    minusOne: constant('const decimal MinusOne = -1m', Decimal.minusOne, 'Minus one.'),
    maxValue: constant('const decimal MaxValue = 79228162514264337593543950335m', Decimal.maxValue, 'The largest value.'),
    minValue: constant('const decimal MinValue = -79228162514264337593543950335m', Decimal.minValue, 'The smallest value.'),
    parse: member('static decimal Parse(string s)', (text: Text) => parseDecimal(text, styles.number), 'Reads the number that a text is.'),
    parseStyle: member('static decimal Parse(string s, NumberStyles style)', parseDecimal, 'Reads the number that a text is.'),
    parseCulture: member(
      'static decimal Parse(string s, IFormatProvider provider)',
      (text: Text, _provider: unknown) => parseDecimal(text, styles.number),
      'Reads the number that a text is.',
    ),
    parseStyleCulture: member(
      'static decimal Parse(string s, NumberStyles style, IFormatProvider provider)',
      (text: Text, style: number, _provider: unknown) => parseDecimal(text, style),
      'Reads the number that a text is.',
    ),
    tryParse: member(
      'static bool TryParse(string s, out decimal result)',
      (text: Text, result: Ref<Decimal>) => tryParse(text, styles.number, result),
      'Reads the number that a text is, if it is one.',
    ),
    tryParseStyle: member(
      'static bool TryParse(string s, NumberStyles style, IFormatProvider provider, out decimal result)',
      (text: Text, style: number, _provider: unknown, result: Ref<Decimal>) => tryParse(text, style, result),
      'Reads the number that a text is, if it is one.',
    ),
    add: member('static decimal Add(decimal d1, decimal d2)', (a: Decimal, b: Decimal) => a.add(b), 'The sum.'),
    subtract: member('static decimal Subtract(decimal d1, decimal d2)', (a: Decimal, b: Decimal) => a.subtract(b), 'The difference.'),
    multiply: member('static decimal Multiply(decimal d1, decimal d2)', (a: Decimal, b: Decimal) => a.multiply(b), 'The product.'),
    divide: member('static decimal Divide(decimal d1, decimal d2)', (a: Decimal, b: Decimal) => a.divide(b), 'The quotient.'),
    remainder: member(
      'static decimal Remainder(decimal d1, decimal d2)',
      (a: Decimal, b: Decimal) => a.remainder(b),
      'What a division leaves.',
    ),
    negate: member('static decimal Negate(decimal d)', (value: Decimal) => value.negate(), 'The number with the other sign.'),
    floor: member('static decimal Floor(decimal d)', (value: Decimal) => value.round(0, 'down'), 'The next whole number below.'),
    ceiling: member('static decimal Ceiling(decimal d)', (value: Decimal) => value.round(0, 'up'), 'The next whole number above.'),
    truncate: member(
      'static decimal Truncate(decimal d)',
      (value: Decimal) => value.round(0, 'toZero'),
      'The number without its fraction.',
    ),
    round: member(
      'static decimal Round(decimal d)',
      (value: Decimal) => value.round(0, 'even'),
      'The nearest whole number, midpoints to even.',
    ),
    roundTo: member(
      'static decimal Round(decimal d, int decimals)',
      (value: Decimal, decimals: number) => round(value, decimals, toEven),
      'The number with so many decimals, midpoints to even.',
    ),
    roundMode: member(
      'static decimal Round(decimal d, MidpointRounding mode)',
      (value: Decimal, mode: number) => round(value, 0, mode),
      'The nearest whole number.',
    ),
    roundToMode: member('static decimal Round(decimal d, int decimals, MidpointRounding mode)', round, 'The number with so many decimals.'),
    compare: member('static int Compare(decimal d1, decimal d2)', (a: Decimal, b: Decimal) => a.compare(b), 'Orders two numbers.'),
    equalsStatic: member(
      'static bool Equals(decimal d1, decimal d2)',
      (a: Decimal, b: Decimal) => a.equals(b),
      'Whether two numbers are the same.',
    ),
    getBits: member('static int[] GetBits(decimal d)', (value: Decimal) => array(INT32, toBits(value)), 'The bits of a number.'),
    plus: member('static decimal operator +(decimal d)', (value: Decimal) => value, 'The number itself.'),
    minus: member('static decimal operator -(decimal d)', (value: Decimal) => value.negate(), 'The number with the other sign.'),
    increment: member('static decimal operator ++(decimal d)', (value: Decimal) => value.add(Decimal.one), 'One more.'),
    decrement: member('static decimal operator --(decimal d)', (value: Decimal) => value.subtract(Decimal.one), 'One less.'),
    addition: member('static decimal operator +(decimal d1, decimal d2)', (a: Decimal, b: Decimal) => a.add(b), 'The sum.'),
    subtraction: member('static decimal operator -(decimal d1, decimal d2)', (a: Decimal, b: Decimal) => a.subtract(b), 'The difference.'),
    multiplication: member('static decimal operator *(decimal d1, decimal d2)', (a: Decimal, b: Decimal) => a.multiply(b), 'The product.'),
    division: member('static decimal operator /(decimal d1, decimal d2)', (a: Decimal, b: Decimal) => a.divide(b), 'The quotient.'),
    modulus: member(
      'static decimal operator %(decimal d1, decimal d2)',
      (a: Decimal, b: Decimal) => a.remainder(b),
      'What a division leaves.',
    ),
    equal: member(
      'static bool operator ==(decimal d1, decimal d2)',
      (a: Decimal, b: Decimal) => a.equals(b),
      'Whether two numbers are the same.',
    ),
    notEqual: member(
      'static bool operator !=(decimal d1, decimal d2)',
      (a: Decimal, b: Decimal) => !a.equals(b),
      'Whether two numbers differ.',
    ),
    less: member(
      'static bool operator <(decimal d1, decimal d2)',
      (a: Decimal, b: Decimal) => a.compare(b) < 0,
      'Whether the first number is smaller.',
    ),
    lessOrEqual: member(
      'static bool operator <=(decimal d1, decimal d2)',
      (a: Decimal, b: Decimal) => a.compare(b) <= 0,
      'Whether the first number is not larger.',
    ),
    greater: member(
      'static bool operator >(decimal d1, decimal d2)',
      (a: Decimal, b: Decimal) => a.compare(b) > 0,
      'Whether the first number is larger.',
    ),
    greaterOrEqual: member(
      'static bool operator >=(decimal d1, decimal d2)',
      (a: Decimal, b: Decimal) => a.compare(b) >= 0,
      'Whether the first number is not smaller.',
    ),
    compareTo: member(
      'int CompareTo(decimal value)',
      (value: Decimal, other: Decimal) => value.compare(other),
      'Orders this number and another.',
    ),
    compareToObject: member('int CompareTo(object value)', compareToObject, 'Orders this number and another.'),
    equals: member(
      'bool Equals(decimal value)',
      (value: Decimal, other: Decimal) => value.equals(other),
      'Whether both numbers are the same.',
    ),
    equalsObject: member(
      'bool Equals(object value)',
      (value: Decimal, other: unknown) => other instanceof Box && equals(value, other.value),
      'Whether a value is the same decimal.',
    ),
    getHashCode: member('int GetHashCode()', (value: Decimal) => hash(value), 'A number that equal values share.'),
    toString: member('string ToString()', (value: Decimal) => value.toString(), 'The number with all its decimals.'),
    toStringFormat: member(
      'string ToString(string format)',
      (value: Decimal, format: Text) => value.toString(format),
      'The number in a format.',
    ),
    toStringCulture: member(
      'string ToString(IFormatProvider provider)',
      (value: Decimal, _provider: unknown) => value.toString(),
      'The number with all its decimals.',
    ),
    toStringFormatCulture: member(
      'string ToString(string format, IFormatProvider provider)',
      (value: Decimal, format: Text, _provider: unknown) => value.toString(format),
      'The number in a format.',
    ),
    getType: member('Type GetType()', (_value: Decimal) => new Type(DECIMAL), 'The type decimal.'),
    getTypeCode: member('TypeCode GetTypeCode()', (_value: Decimal) => 15, 'TypeCode.Decimal.'),
  },
);
