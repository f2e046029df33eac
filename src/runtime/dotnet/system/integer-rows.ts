import { member, type Row } from '../define.ts';
import { argument, argumentNull, badFormat, overflow } from '../failures.ts';
import { formatInteger } from '../format/number-format.ts';
import { type ParsedInteger, parseInteger, styles } from '../format/parse-number.ts';
import type { RuntimeType } from '../runtime-type.ts';
import { Box, type Ref } from '../values.ts';
import { Type } from './Type.ts';

/** What tells one integer type from another; `N` is how its values look in JavaScript. */
export interface IntegerType<N extends number | bigint> {
  /** The C# keyword. */
  readonly keyword: string;
  readonly type: RuntimeType;
  readonly bits: 8 | 16 | 32 | 64;
  readonly min: bigint;
  readonly max: bigint;
  readonly from: (value: bigint) => N;
  /** `an Int32`, as .NET writes it in the text of an OverflowException. */
  readonly named: string;
  /** System.TypeCode. */
  readonly typeCode: number;
}

type Text = string | null;

/** Range of a parsed number: hexadecimal digits are the bits of the value. */
function narrow<N extends number | bigint>(of: IntegerType<N>, parsed: ParsedInteger, style: number): ParsedInteger {
  if (parsed.kind !== 'value') return parsed;
  const hex = (style & styles.hexSpecifier) !== 0;
  if (hex && parsed.value >= 1n << BigInt(of.bits)) return { kind: 'overflow' };
  const value = hex && of.min < 0n ? BigInt.asIntN(of.bits, parsed.value) : parsed.value;
  return value < of.min || value > of.max ? { kind: 'overflow' } : { kind: 'value', value };
}

/** `T.Parse(text, style)`. */
export function parseTo<N extends number | bigint>(of: IntegerType<N>, text: Text, style: number): N {
  if (text === null) argumentNull('s');
  const parsed = narrow(of, parseInteger(text, style), style);
  switch (parsed.kind) {
    case 'value':
      return of.from(parsed.value);
    case 'overflow':
      return overflow(`Value was either too large or too small for ${of.named}.`);
    default:
      return badFormat();
  }
}

/** `T.TryParse(text, style, out result)`. */
export function tryParseTo<N extends number | bigint>(of: IntegerType<N>, text: Text, style: number, result: Ref<N>): boolean {
  const parsed = text === null ? undefined : narrow(of, parseInteger(text, style), style);
  const found = parsed?.kind === 'value';
  result.value = of.from(found ? parsed.value : 0n);
  return found;
}

/** The types that are narrow enough for .NET to compare them by subtraction. */
const subtracted = new Set(['System.Byte', 'System.SByte', 'System.Int16', 'System.UInt16']);

function compareIntegers<N extends number | bigint>(of: IntegerType<N>, a: N, b: N): number {
  if (subtracted.has(of.type.name)) return Number(a) - Number(b);
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The value inside an object, if it has exactly the type. */
function unboxed<N extends number | bigint>(of: IntegerType<N>, value: unknown): N | undefined {
  if (of.type.name === 'System.Int32') return typeof value === 'number' ? (value as N) : undefined;
  return value instanceof Box && value.type.name === of.type.name ? (value.value as N) : undefined;
}

function compareToObject<N extends number | bigint>(of: IntegerType<N>, value: N, other: unknown): number {
  if (other === null) return 1;
  const found = unboxed(of, other);
  return found === undefined
    ? argument(`Object must be of type ${of.type.name.replace('System.', '')}.`)
    : compareIntegers(of, value, found);
}

/** The members that all integer types have. */
export function integerRows<N extends number | bigint>(of: IntegerType<N>) {
  const { keyword } = of;
  return {
    maxValue: constantRow(`const ${keyword} MaxValue = ${of.max}`, of.from(of.max), 'The largest value.'),
    minValue: constantRow(`const ${keyword} MinValue = ${of.min}`, of.from(of.min), 'The smallest value.'),
    parse: member(
      `static ${keyword} Parse(string s)`,
      (text: Text) => parseTo(of, text, styles.integer),
      'Reads the number that a text is.',
    ),
    parseStyle: member(
      `static ${keyword} Parse(string s, NumberStyles style)`,
      (text: Text, style: number) => parseTo(of, text, style),
      'Reads the number that a text is.',
    ),
    parseCulture: member(
      `static ${keyword} Parse(string s, IFormatProvider provider)`,
      (text: Text, _provider: unknown) => parseTo(of, text, styles.integer),
      'Reads the number that a text is.',
    ),
    parseStyleCulture: member(
      `static ${keyword} Parse(string s, NumberStyles style, IFormatProvider provider)`,
      (text: Text, style: number, _provider: unknown) => parseTo(of, text, style),
      'Reads the number that a text is.',
    ),
    tryParse: member(
      `static bool TryParse(string s, out ${keyword} result)`,
      (text: Text, result: Ref<N>) => tryParseTo(of, text, styles.integer, result),
      'Reads the number that a text is, if it is one.',
    ),
    tryParseStyle: member(
      `static bool TryParse(string s, NumberStyles style, IFormatProvider provider, out ${keyword} result)`,
      (text: Text, style: number, _provider: unknown, result: Ref<N>) => tryParseTo(of, text, style, result),
      'Reads the number that a text is, if it is one.',
    ),
    compareTo: member(
      `int CompareTo(${keyword} value)`,
      (value: N, other: N) => compareIntegers(of, value, other),
      'Orders this number and another.',
    ),
    compareToObject: member(
      'int CompareTo(object value)',
      (value: N, other: unknown) => compareToObject(of, value, other),
      'Orders this number and another.',
    ),
    equals: member(`bool Equals(${keyword} obj)`, (value: N, other: N) => value === other, 'Whether both numbers are the same.'),
    equalsObject: member(
      'bool Equals(object obj)',
      (value: N, other: unknown) => unboxed(of, other) === value,
      'Whether a value is the same number of the same type.',
    ),
    getHashCode: member(
      'int GetHashCode()',
      (value: N) => Number(BigInt.asIntN(32, BigInt(value) ^ (of.bits === 64 ? BigInt(value) >> 32n : 0n))),
      'A number that equal values share.',
    ),
    toString: member('string ToString()', (value: N) => String(value), 'The number in decimal digits.'),
    toStringFormat: member(
      'string ToString(string format)',
      (value: N, format: Text) => formatInteger(value, of.bits, format),
      'The number in a format.',
    ),
    toStringCulture: member(
      'string ToString(IFormatProvider provider)',
      (value: N, _provider: unknown) => String(value),
      'The number in decimal digits.',
    ),
    toStringFormatCulture: member(
      'string ToString(string format, IFormatProvider provider)',
      (value: N, format: Text, _provider: unknown) => formatInteger(value, of.bits, format),
      'The number in a format.',
    ),
    getType: member('Type GetType()', (_value: N) => new Type(of.type), 'The type of the number.'),
    getTypeCode: member('TypeCode GetTypeCode()', (_value: N) => of.typeCode, 'The TypeCode of the number.'),
  };
}

const constantRow = <V>(signature: string, value: V, doc: string): Row<V> => ({
  signature,
  run: value,
  doc,
  host: false,
  typeArgs: false,
  form: 'constant',
});
