import { castObject } from '../cast.ts';
import { styles } from '../format/parse-number.ts';
import { isInstance } from '../is-instance.ts';
import { kinds as kindsOfUri, Uri } from '../net/uri/value.ts';
import { type RuntimeType, typeText } from '../runtime-type.ts';
import { convertTo } from '../system/convert/change-type.ts';
import { fromBase64 } from '../text/base64.ts';
import { toText } from '../to-text.ts';
import { tryDateTime, tryDateTimeOffset } from '../values/date-text.ts';
import { DateTime } from '../values/date-time.ts';
import { DateTimeOffset } from '../values/date-time-offset.ts';
import { readDecimal } from '../values/decimal-text.ts';
import { Box, NetException } from '../values.ts';
import * as targets from './explicit-conversions.ts';
import { JTokenType_ as kinds } from './JTokenType.ts';
import { jsonFault, type Reading, textOfRead } from './read-as.ts';
import { type JToken, JValue } from './token.ts';
import { pathOf } from './tree.ts';

const roundtrip = 128;

/** Types that a JSON value without children becomes. */
export const simpleTypes: ReadonlySet<string> = new Set(
  [
    'Boolean Byte SByte Int16 UInt16 Int32 UInt32 Int64 UInt64 Single Double Decimal Char String',
    'DateTime DateTimeOffset Guid TimeSpan Uri Numerics.BigInteger',
  ]
    .join(' ')
    .split(' ')
    .map((name) => `System.${name}`),
);

/** Types that the reader itself reads; what does not fit is a JsonReaderException. */
const readTypes: ReadonlyMap<string, string> = new Map([
  ['System.Int32', 'integer'],
  ['System.Double', 'double'],
  ['System.Decimal', 'decimal'],
  ['System.Boolean', 'boolean'],
  ['System.String', 'string'],
  ['System.DateTime', 'date'],
  ['System.DateTimeOffset', 'date'],
]);

function readerFault(text: string, token: JToken): never {
  throw new NetException('Newtonsoft.Json.JsonReaderException', `${text} Path '${pathOf(token)}'.`);
}

/** A token as a number, text, date or another simple value. */
export function readSimple(reading: Reading, type: RuntimeType, token: JToken): unknown {
  const read = readTypes.get(type.name);
  if (!(token instanceof JValue)) {
    const text = `Error reading ${read ?? 'value'}. Unexpected token: ${token.type === kinds.Array ? 'StartArray' : 'StartObject'}.`;
    return read === undefined ? jsonFault(text, token) : readerFault(text, token);
  }
  const { value } = token;
  if (value === null || value === undefined) {
    if (type.zero === null) return null;
    return jsonFault(`Error converting value {null} to type '${typeText(type)}'.`, token);
  }
  if (read === undefined) return convertOther(reading, type, token);
  return readType(reading, type, token) ?? readerFault(problem(reading, read, token), token);
}

const problem = (reading: Reading, read: string, token: JValue): string => {
  const name = read === 'date' ? 'DateTime' : read;
  if (typeof token.value === 'string') return `Could not convert string to ${name}: ${token.value}.`;
  return reading.from === 'text'
    ? `Input string '${textOfRead(token) ?? toText(token.value)}' is not a valid ${name}.`
    : `Error reading ${read}. Unexpected token: ${targets.kindName(token.type)}.`;
};

/** Undefined when the token does not fit. */
function readType(reading: Reading, type: RuntimeType, token: JValue): unknown {
  const { value } = token;
  const isNumber = token.type === kinds.Integer || token.type === kinds.Float;
  switch (type.name) {
    case 'System.Int32':
      if (reading.from === 'text' && token.type === kinds.Float) return undefined;
      return isNumber || typeof value === 'string' ? attempt(reading, type, value) : undefined;
    case 'System.Double':
      return isNumber || typeof value === 'string' ? attempt(reading, type, value) : undefined;
    case 'System.Decimal': {
      const text = typeof value === 'string' ? value : isNumber ? textOfRead(token) : undefined;
      if (text !== undefined && !/^0[xX]/.test(text)) return readDecimal(text, styles.number | styles.exponent);
      return isNumber ? attempt(reading, type, value) : undefined;
    }
    case 'System.Boolean':
      return isNumber || typeof value === 'boolean' || typeof value === 'string' ? attempt(reading, type, value) : undefined;
    case 'System.String':
      return textOfRead(token) ?? toText(value);
    default:
      return readDate(reading, type, token);
  }
}

function attempt(reading: Reading, type: RuntimeType, value: unknown): unknown {
  try {
    return convertTo(reading.host, value, type)?.value;
  } catch (error) {
    if (error instanceof NetException) return undefined;
    throw error;
  }
}

function readDate({ host }: Reading, type: RuntimeType, token: JValue): unknown {
  const { value } = token;
  const held = value instanceof Box ? value.value : value;
  const wantsOffset = type.name === 'System.DateTimeOffset';
  if (held instanceof DateTime) return wantsOffset ? offsetOf(host, token, held) : held;
  if (held instanceof DateTimeOffset) return wantsOffset ? held : held.clock;
  if (typeof held !== 'string') return undefined;
  return wantsOffset ? tryDateTimeOffset(host, held, roundtrip) : tryDateTime(host, held, roundtrip);
}

/** The text of a date still has the offset that its DateTime lost. */
function offsetOf(host: Reading['host'], token: JValue, date: DateTime): DateTimeOffset {
  const text = textOfRead(token);
  return (text === undefined ? undefined : tryDateTimeOffset(host, text, roundtrip)) ?? DateTimeOffset.fromUtc(date);
}

const byTarget: ReadonlyMap<string, targets.Target<unknown>> = new Map<string, targets.Target<unknown>>([
  ['System.Guid', targets.toGuidTarget],
  ['System.TimeSpan', targets.toTimeSpanTarget],
]);

/** Types that are read as they come and then converted; what does not fit is a JsonSerializationException. */
function convertOther(reading: Reading, type: RuntimeType, token: JValue): unknown {
  const { value } = token;
  if (isInstance(value, type)) return castObject(value, type);
  const fault = (): never =>
    jsonFault(`Error converting value ${typeof value === 'string' ? `"${value}"` : toText(value)} to type '${typeText(type)}'.`, token);
  try {
    if (type.enumNames !== undefined) return enumValue(type, value) ?? fault();
    if (type.name === '[]' && typeof value === 'string') return fromBase64(reading.host.budget, value);
    if (type.name === 'System.Uri' && typeof value === 'string') return Uri.of(value, kindsOfUri.either);
    const target = byTarget.get(type.name);
    if (target !== undefined) return typeof value === 'string' ? target.read(reading.host, value) : fault();
    return convertTo(reading.host, value, type)?.value ?? fault();
  } catch (error) {
    if (error instanceof NetException) return fault();
    throw error;
  }
}

function enumValue(type: RuntimeType, value: unknown): number | undefined {
  const held = value instanceof Box ? value.value : value;
  if (typeof held === 'bigint' || typeof held === 'number') return Number(held);
  if (typeof held !== 'string') return undefined;
  const wanted = held.trim().toLowerCase();
  for (const [number, name] of type.enumNames ?? []) if (name.toLowerCase() === wanted) return number;
  return /^[-+]?\d+$/.test(wanted) ? Number(wanted) : undefined;
}
