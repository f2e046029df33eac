import { compare, compareNumbers } from '../compare.ts';
import { equals } from '../equals.ts';
import { argument } from '../failures.ts';
import { type RuntimeType, runtimeType, typeText } from '../runtime-type.ts';
import { convertObject } from '../system/convert/conversion.ts';
import { toBoolean, toDecimal, toDouble, toInt64 } from '../system/convert/number-conversions.ts';
import { ordinalCompare } from '../text/comparison.ts';
import { toText } from '../to-text.ts';
import { typeOf } from '../type-of.ts';
import { DateTime } from '../values/date-time.ts';
import { DateTimeOffset } from '../values/date-time-offset.ts';
import { Decimal } from '../values/decimal.ts';
import { Box } from '../values.ts';
import { JTokenType_ as kinds } from './JTokenType.ts';

/** System.Numerics.BigInteger, which only integers too long for a `long` are. */
export const BIG_INTEGER: RuntimeType = runtimeType('System.Numerics.BigInteger', 0n);

export const isBigInteger = (value: unknown): value is Box & { readonly value: bigint } =>
  value instanceof Box && value.type.name === BIG_INTEGER.name;

const kindOfType: ReadonlyMap<string, number> = new Map<string, number>([
  ...['SByte', 'Byte', 'Int16', 'UInt16', 'Int32', 'UInt32', 'Int64', 'UInt64', 'Numerics.BigInteger'].map(
    (name) => [`System.${name}`, kinds.Integer] as const,
  ),
  ...['Single', 'Double', 'Decimal'].map((name) => [`System.${name}`, kinds.Float] as const),
  ['System.DateTime', kinds.Date],
  ['System.DateTimeOffset', kinds.Date],
  ['System.Boolean', kinds.Boolean],
  ['System.Guid', kinds.Guid],
  ['System.TimeSpan', kinds.TimeSpan],
  ['System.Uri', kinds.Uri],
]);

/** The kind of JSON value that an object of .NET is. A comment and raw JSON stay what they are when they hold text. */
export function kindOfValue(value: unknown, current: number | undefined): number {
  if (value === null || value === undefined) return kinds.Null;
  if (typeof value === 'string') return current === kinds.Comment || current === kinds.Raw ? current : kinds.String;
  if (value instanceof Uint8Array) return kinds.Bytes;
  const type = typeOf(value);
  if (type.enumNames !== undefined) return kinds.Integer;
  return kindOfType.get(type.name) ?? argument(`Could not determine JSON object type for type ${typeText(type)}.`);
}

const inner = (value: unknown): unknown => (value instanceof Box ? value.value : value);

const isOf = (value: unknown, ...names: readonly string[]): boolean => names.includes(typeOf(value).name);

/** Doubles that differ by rounding only are equal to Newtonsoft. */
function compareFloats(a: unknown, b: unknown): number {
  const x = convertObject(a, toDouble);
  const y = convertObject(b, toDouble);
  if (x === y) return 0;
  const epsilon = 2.220_446_049_250_313e-16;
  const tolerance = (Math.abs(x) + Math.abs(y) + 10) * epsilon;
  return Math.abs(x - y) < tolerance ? 0 : compareNumbers(x, y);
}

function compareBig(a: bigint, b: unknown): number {
  if (isBigInteger(b)) return compare(a, b.value);
  if (isOf(b, 'System.Single', 'System.Double', 'System.Decimal')) return compareNumbers(Number(a), convertObject(b, toDouble));
  return compare(a, convertObject(b, toInt64));
}

function compareIntegers(a: unknown, b: unknown): number {
  if (isBigInteger(a)) return compareBig(a.value, b);
  if (isBigInteger(b)) return -compareBig(b.value, a);
  if (isOf(a, 'System.UInt64', 'System.Decimal') || isOf(b, 'System.UInt64', 'System.Decimal'))
    return Decimal.prototype.compare.call(convertObject(a, toDecimal), convertObject(b, toDecimal));
  if (isOf(a, 'System.Single', 'System.Double') || isOf(b, 'System.Single', 'System.Double')) return compareFloats(a, b);
  return compare(convertObject(a, toInt64), convertObject(b, toInt64));
}

function compareReals(a: unknown, b: unknown): number {
  if (isBigInteger(a)) return compareBig(a.value, b);
  if (isBigInteger(b)) return -compareBig(b.value, a);
  if (isOf(a, 'System.UInt64', 'System.Decimal') || isOf(b, 'System.UInt64', 'System.Decimal'))
    return Decimal.prototype.compare.call(convertObject(a, toDecimal), convertObject(b, toDecimal));
  return compareFloats(a, b);
}

function compareDates(a: unknown, b: unknown): number {
  const x = inner(a);
  const y = inner(b);
  if (x instanceof DateTime) {
    const other = y instanceof DateTimeOffset ? y.clock : y;
    return other instanceof DateTime ? x.compare(other) : argument('Object must be of type DateTime.');
  }
  if (!(x instanceof DateTimeOffset)) return argument('Object must be of type DateTime.');
  const other = y instanceof DateTime ? DateTimeOffset.fromUtc(y) : y;
  return other instanceof DateTimeOffset ? x.compare(other) : argument('Object must be of type DateTimeOffset.');
}

function compareBytes(a: unknown, b: unknown): number {
  if (!(a instanceof Uint8Array) || !(b instanceof Uint8Array)) return argument('Object must be of type byte[].');
  if (a.length !== b.length) return a.length - b.length;
  for (const [i, byte] of a.entries()) if (byte !== b[i]) return byte - (b[i] ?? 0);
  return 0;
}

/** The order of two values of one JSON kind; 0 means equal. Null comes first. */
export function compareValues(kind: number, a: unknown, b: unknown): number {
  if (a === b) return 0;
  if (b === null || b === undefined) return 1;
  if (a === null || a === undefined) return -1;
  switch (kind) {
    case kinds.Integer:
      return compareIntegers(a, b);
    case kinds.Float:
      return compareReals(a, b);
    case kinds.Comment:
    case kinds.String:
    case kinds.Raw:
      return ordinalCompare(toText(a), toText(b));
    case kinds.Boolean:
      return Number(convertObject(a, toBoolean)) - Number(convertObject(b, toBoolean));
    case kinds.Date:
      return compareDates(a, b);
    case kinds.Bytes:
      return compareBytes(a, b);
    case kinds.Guid:
      return isOf(b, 'System.Guid') ? compare(a, b) : argument('Object must be of type Guid.');
    case kinds.TimeSpan:
      return isOf(b, 'System.TimeSpan') ? compare(a, b) : argument('Object must be of type TimeSpan.');
    case kinds.Uri:
      return isOf(b, 'System.Uri') ? ordinalCompare(toText(a), toText(b)) : argument('Object must be of type Uri.');
    default:
      return equals(a, b) ? 0 : argument(`Unexpected value type: ${kind}`, 'valueType');
  }
}
