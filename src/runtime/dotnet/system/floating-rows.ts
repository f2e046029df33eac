import { compareNumbers } from '../compare.ts';
import { constant, member } from '../define.ts';
import { argument, argumentNull, badFormat } from '../failures.ts';
import { parseDouble, styles } from '../format/parse-number.ts';
import { doubleHash, singleHash } from '../hash.ts';
import type { RuntimeType } from '../runtime-type.ts';
import { Box, type Ref } from '../values.ts';
import { Type } from './Type.ts';

/** What tells float from double. */
export interface FloatingType {
  readonly keyword: 'float' | 'double';
  readonly type: RuntimeType;
  readonly typeCode: number;
  readonly max: number;
  readonly epsilon: number;
  /** To the precision of the type. */
  readonly round: (value: number) => number;
  readonly format: (value: number, format: string | null) => string;
}

type Text = string | null;

export function parseFloating(of: FloatingType, text: Text, style: number): number {
  if (text === null) argumentNull('s');
  return of.round(parseDouble(text, style) ?? badFormat());
}

function tryParse(of: FloatingType, text: Text, style: number, result: Ref<number>): boolean {
  const value = text === null ? undefined : parseDouble(text, style);
  result.value = value === undefined ? 0 : of.round(value);
  return value !== undefined;
}

const same = (a: number, b: number): boolean => a === b || (Number.isNaN(a) && Number.isNaN(b));

const unboxed = (of: FloatingType, value: unknown): number | undefined =>
  value instanceof Box && value.type.name === of.type.name ? Number(value.value) : undefined;

function compareToObject(of: FloatingType, value: number, other: unknown): number {
  if (other === null) return 1;
  const found = unboxed(of, other);
  return found === undefined ? argument(`Object must be of type ${of.type.name.replace('System.', '')}.`) : compareNumbers(value, found);
}

function equalsObject(of: FloatingType, value: number, other: unknown): boolean {
  const found = unboxed(of, other);
  return found !== undefined && same(value, found);
}

/** The members of float and double. */
export function floatingRows(of: FloatingType) {
  const { keyword } = of;
  const suffix = keyword === 'float' ? 'f' : '';
  return {
    maxValue: constant(`const ${keyword} MaxValue = ${of.max}${suffix}`, of.max, 'The largest finite value.'),
    minValue: constant(`const ${keyword} MinValue = ${-of.max}${suffix}`, -of.max, 'The smallest finite value.'),
    epsilon: constant(`const ${keyword} Epsilon = ${of.epsilon}${suffix}`, of.epsilon, 'The smallest value above zero.'),
    nan: constant(`const ${keyword} NaN = 0.0${suffix} / 0.0${suffix}`, Number.NaN, 'Not a number.'),
    positiveInfinity: constant(
      `const ${keyword} PositiveInfinity = 1.0${suffix} / 0.0${suffix}`,
      Number.POSITIVE_INFINITY,
      'Larger than every number.',
    ),
    negativeInfinity: constant(
      `const ${keyword} NegativeInfinity = -1.0${suffix} / 0.0${suffix}`,
      Number.NEGATIVE_INFINITY,
      'Smaller than every number.',
    ),
    isNaN: member(`static bool IsNaN(${keyword} d)`, (value: number) => Number.isNaN(value), 'Whether a value is not a number.'),
    isInfinity: member(
      `static bool IsInfinity(${keyword} d)`,
      (value: number) => Math.abs(value) === Number.POSITIVE_INFINITY,
      'Whether a value is infinite.',
    ),
    isPositiveInfinity: member(
      `static bool IsPositiveInfinity(${keyword} d)`,
      (value: number) => value === Number.POSITIVE_INFINITY,
      'Whether a value is larger than every number.',
    ),
    isNegativeInfinity: member(
      `static bool IsNegativeInfinity(${keyword} d)`,
      (value: number) => value === Number.NEGATIVE_INFINITY,
      'Whether a value is smaller than every number.',
    ),
    isFinite: member(
      `static bool IsFinite(${keyword} d)`,
      (value: number) => Number.isFinite(value),
      'Whether a value is a finite number.',
    ),
    isNegative: member(
      `static bool IsNegative(${keyword} d)`,
      (value: number) => value < 0 || Object.is(value, -0),
      'Whether a value has a minus sign.',
    ),
    parse: member(
      `static ${keyword} Parse(string s)`,
      (text: Text) => parseFloating(of, text, styles.floatAndThousands),
      'Reads the number that a text is.',
    ),
    parseStyle: member(
      `static ${keyword} Parse(string s, NumberStyles style)`,
      (text: Text, style: number) => parseFloating(of, text, style),
      'Reads the number that a text is.',
    ),
    parseCulture: member(
      `static ${keyword} Parse(string s, IFormatProvider provider)`,
      (text: Text, _provider: unknown) => parseFloating(of, text, styles.floatAndThousands),
      'Reads the number that a text is.',
    ),
    parseStyleCulture: member(
      `static ${keyword} Parse(string s, NumberStyles style, IFormatProvider provider)`,
      (text: Text, style: number, _provider: unknown) => parseFloating(of, text, style),
      'Reads the number that a text is.',
    ),
    tryParse: member(
      `static bool TryParse(string s, out ${keyword} result)`,
      (text: Text, result: Ref<number>) => tryParse(of, text, styles.floatAndThousands, result),
      'Reads the number that a text is, if it is one.',
    ),
    tryParseStyle: member(
      `static bool TryParse(string s, NumberStyles style, IFormatProvider provider, out ${keyword} result)`,
      (text: Text, style: number, _provider: unknown, result: Ref<number>) => tryParse(of, text, style, result),
      'Reads the number that a text is, if it is one.',
    ),
    compareTo: member(`int CompareTo(${keyword} value)`, compareNumbers, 'Orders this number and another; NaN comes first.'),
    compareToObject: member(
      'int CompareTo(object value)',
      (value: number, other: unknown) => compareToObject(of, value, other),
      'Orders this number and another; NaN comes first.',
    ),
    equals: member(`bool Equals(${keyword} obj)`, same, 'Whether both numbers are the same; NaN equals itself here.'),
    equalsObject: member(
      'bool Equals(object obj)',
      (value: number, other: unknown) => equalsObject(of, value, other),
      'Whether a value is the same number of the same type.',
    ),
    getHashCode: member(
      'int GetHashCode()',
      (value: number) => (keyword === 'float' ? singleHash : doubleHash)(value),
      'A number that equal values share.',
    ),
    toString: member('string ToString()', (value: number) => of.format(value, null), 'The shortest text that reads back as the number.'),
    toStringFormat: member(
      'string ToString(string format)',
      (value: number, format: Text) => of.format(value, format),
      'The number in a format.',
    ),
    toStringCulture: member(
      'string ToString(IFormatProvider provider)',
      (value: number, _provider: unknown) => of.format(value, null),
      'The shortest text that reads back as the number.',
    ),
    toStringFormatCulture: member(
      'string ToString(string format, IFormatProvider provider)',
      (value: number, format: Text, _provider: unknown) => of.format(value, format),
      'The number in a format.',
    ),
    getType: member('Type GetType()', (_value: number) => new Type(of.type), 'The type of the number.'),
    getTypeCode: member('TypeCode GetTypeCode()', (_value: number) => of.typeCode, 'The TypeCode of the number.'),
  };
}
