import type { Host } from '../../host.ts';
import { member, type Row } from '../define.ts';
import type { Uri } from '../net/uri/value.ts';
import type { RuntimeType } from '../runtime-type.ts';
import { BOOLEAN, DOUBLE, INT64, SINGLE, UINT64 } from '../types.ts';
import { DATE_TIME } from '../values/date-time.ts';
import { DATE_TIME_OFFSET } from '../values/date-time-offset.ts';
import { DECIMAL } from '../values/decimal.ts';
import { GUID } from '../values/guid.ts';
import { TIME_SPAN } from '../values/time-span.ts';
import { Box } from '../values.ts';
import * as targets from './explicit-conversions.ts';
import { explicit, explicitOrNull, type Target } from './explicit-conversions.ts';
import { JTokenType_ as kinds } from './JTokenType.ts';
import { type JToken, JValue } from './token.ts';

const whole = { host: true } as const;

type Explicit<R> = Row<(host: Host, token: JToken | null) => R>;

/** `(T)token` and `(T?)token`. */
function explicitRows<const P extends string, R>(name: P, keyword: string, target: Target<R>) {
  const rows = {
    [`to${name}`]: member(
      `static explicit operator ${keyword}(JToken value)`,
      (host: Host, token: JToken | null) => explicit(host, token, target),
      `The value as ${keyword}.`,
      whole,
    ),
    [`to${name}OrNull`]: member(
      `static explicit operator ${keyword}?(JToken value)`,
      (host: Host, token: JToken | null) => explicitOrNull(host, token, target),
      `The value as ${keyword}, or null for null.`,
      whole,
    ),
  };
  return rows as unknown as { readonly [K in `to${P}`]: Explicit<R> } & { readonly [K in `to${P}OrNull`]: Explicit<R | null> };
}

/** How a value of a C# type stands in a JSON value. */
interface Source {
  readonly kind: number;
  readonly type: RuntimeType;
  /** Smaller integers become long. */
  readonly widen: boolean;
}

const integer: Source = { kind: kinds.Integer, type: INT64, widen: true };
const as = (kind: number, type: RuntimeType): Source => ({ kind, type, widen: false });

function tokenFrom(source: Source, value: unknown): JValue {
  if (source.type === BOOLEAN) return new JValue(value, source.kind);
  return new JValue(new Box(source.type, source.widen ? BigInt(value as number | bigint) : value), source.kind);
}

type Implicit<V> = Row<(value: V) => JValue>;

/** `JToken t = value` from `T` and `T?`. */
function implicitRows<const P extends string, V>(name: P, keyword: string, source: Source) {
  const rows = {
    [`from${name}`]: member(
      `static implicit operator JToken(${keyword} value)`,
      (value: unknown) => tokenFrom(source, value),
      `A ${keyword} as JSON.`,
    ),
    [`from${name}OrNull`]: member(
      `static implicit operator JToken(${keyword}? value)`,
      (value: unknown) => (value === null ? JValue.null() : tokenFrom(source, value)),
      `A ${keyword} as JSON; null as JSON null.`,
    ),
  };
  return rows as unknown as { readonly [K in `from${P}`]: Implicit<V> } & { readonly [K in `from${P}OrNull`]: Implicit<V | null> };
}

/** The conversions between JToken and the types of C#. */
export const conversionRows = {
  ...explicitRows('Boolean', 'bool', targets.toBooleanTarget),
  ...explicitRows('SByte', 'sbyte', targets.toSByteTarget),
  ...explicitRows('Byte', 'byte', targets.toByteTarget),
  ...explicitRows('Int16', 'short', targets.toInt16Target),
  ...explicitRows('UInt16', 'ushort', targets.toUInt16Target),
  ...explicitRows('Int32', 'int', targets.toInt32Target),
  ...explicitRows('UInt32', 'uint', targets.toUInt32Target),
  ...explicitRows('Int64', 'long', targets.toInt64Target),
  ...explicitRows('UInt64', 'ulong', targets.toUInt64Target),
  ...explicitRows('Single', 'float', targets.toSingleTarget),
  ...explicitRows('Double', 'double', targets.toDoubleTarget),
  ...explicitRows('Decimal', 'decimal', targets.toDecimalTarget),
  ...explicitRows('Char', 'char', targets.toCharTarget),
  ...explicitRows('DateTime', 'DateTime', targets.toDateTimeTarget),
  ...explicitRows('DateTimeOffset', 'DateTimeOffset', targets.toDateTimeOffsetTarget),
  ...explicitRows('Guid', 'Guid', targets.toGuidTarget),
  ...explicitRows('TimeSpan', 'TimeSpan', targets.toTimeSpanTarget),
  toStringOrNull: member(
    'static explicit operator string(JToken value)',
    (host: Host, token: JToken | null) => explicitOrNull(host, token, targets.toTextTarget),
    'The text of a value; null for null.',
    whole,
  ),
  toUriOrNull: member(
    'static explicit operator Uri(JToken value)',
    (host: Host, token: JToken | null) => explicitOrNull(host, token, targets.toUriTarget),
    'The value as an address.',
    whole,
  ),
  toBytesOrNull: member(
    'static explicit operator byte[](JToken value)',
    (host: Host, token: JToken | null) => explicitOrNull(host, token, targets.toBytesTarget),
    'The bytes of a value, from base64 if it is a text.',
    whole,
  ),
  ...implicitRows<'Boolean', boolean>('Boolean', 'bool', as(kinds.Boolean, BOOLEAN)),
  ...implicitRows<'SByte', number>('SByte', 'sbyte', integer),
  ...implicitRows<'Byte', number>('Byte', 'byte', integer),
  ...implicitRows<'Int16', number>('Int16', 'short', integer),
  ...implicitRows<'UInt16', number>('UInt16', 'ushort', integer),
  ...implicitRows<'Int32', number>('Int32', 'int', integer),
  ...implicitRows<'UInt32', number>('UInt32', 'uint', integer),
  ...implicitRows<'Int64', bigint>('Int64', 'long', integer),
  ...implicitRows<'UInt64', bigint>('UInt64', 'ulong', as(kinds.Integer, UINT64)),
  ...implicitRows<'Single', number>('Single', 'float', as(kinds.Float, SINGLE)),
  ...implicitRows<'Double', number>('Double', 'double', as(kinds.Float, DOUBLE)),
  ...implicitRows<'Decimal', unknown>('Decimal', 'decimal', as(kinds.Float, DECIMAL)),
  ...implicitRows<'DateTime', unknown>('DateTime', 'DateTime', as(kinds.Date, DATE_TIME)),
  ...implicitRows<'DateTimeOffset', unknown>('DateTimeOffset', 'DateTimeOffset', as(kinds.Date, DATE_TIME_OFFSET)),
  ...implicitRows<'Guid', unknown>('Guid', 'Guid', as(kinds.Guid, GUID)),
  ...implicitRows<'TimeSpan', unknown>('TimeSpan', 'TimeSpan', as(kinds.TimeSpan, TIME_SPAN)),
  fromText: member(
    'static implicit operator JToken(string value)',
    (value: string | null) => new JValue(value, kinds.String),
    'A text as JSON.',
  ),
  fromUri: member(
    'static implicit operator JToken(Uri value)',
    (value: Uri | null) => new JValue(value, value === null ? kinds.Null : kinds.Uri),
    'An address as JSON.',
  ),
  fromBytes: member(
    'static implicit operator JToken(byte[] value)',
    (value: Uint8Array | null) => new JValue(value, kinds.Bytes),
    'Bytes as JSON, which is base64.',
  ),
} as const;
