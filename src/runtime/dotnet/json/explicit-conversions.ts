import type { Host } from '../../host.ts';
import { enumType } from '../enum-type.ts';
import { argument, argumentNull, badFormat, overflow } from '../failures.ts';
import { parseTimeSpan } from '../format/time-span-parse.ts';
import { Uri, kinds as uriKinds } from '../net/uri/value.ts';
import { type Conversion, convertObject } from '../system/convert/conversion.ts';
import * as numbers from '../system/convert/number-conversions.ts';
import { objectToDateTime, objectToString, toChar } from '../system/convert/text-conversions.ts';
import { fromBase64, toBase64 } from '../text/base64.ts';
import { parseDateTimeOffset } from '../values/date-text.ts';
import type { DateTime } from '../values/date-time.ts';
import { DateTimeOffset } from '../values/date-time-offset.ts';
import { Guid } from '../values/guid.ts';
import { TimeSpan } from '../values/time-span.ts';
import { Box } from '../values.ts';
import { JProperty } from './containers.ts';
import { JTokenType_ as kinds } from './JTokenType.ts';
import { type JToken, JValue } from './token.ts';
import { isBigInteger } from './value-kind.ts';

const texts = [kinds.String, kinds.Comment, kinds.Raw] as const;
const numberKinds = [kinds.Integer, kinds.Float, ...texts, kinds.Boolean] as const;

/** One target of `(T)token`: which kinds of JSON it takes and how their values become it. */
export interface Target<R> {
  /** The name in messages. */
  readonly name: string;
  readonly kinds: readonly number[];
  /** The value is not null, except that of a JSON text without text. */
  readonly read: (host: Host, value: unknown) => R;
}

const number = <R>(conversion: Conversion<R>): Target<R> => ({
  name: conversion.target,
  kinds: numberKinds,
  read: (_host, value) => convertObject(value, conversion),
});

const inner = (value: unknown): unknown => (value instanceof Box ? value.value : value);

function readTimeSpan(value: unknown): TimeSpan {
  const span = inner(value);
  if (span instanceof TimeSpan) return span;
  const parsed = parseTimeSpan(objectToString(value));
  if (parsed.kind === 'value') return TimeSpan.of(parsed.ticks);
  return parsed.kind === 'overflow'
    ? overflow(
        'The TimeSpan could not be parsed because at least one of the numeric components is out of range or contains too many digits.',
      )
    : badFormat(`String '${objectToString(value)}' was not recognized as a valid TimeSpan.`);
}

function readBytes(host: Host, value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  return typeof value === 'string' ? fromBase64(host.budget, value) : argument('Can not convert Integer to byte array.');
}

export const toBooleanTarget: Target<boolean> = {
  ...number(numbers.toBoolean),
  read: (_host, value) => convertObject(isBigInteger(value) ? convertObject(value, numbers.toInt32) : value, numbers.toBoolean),
};

export const toSByteTarget = number(numbers.toSByte);
export const toByteTarget = number(numbers.toByte);
export const toInt16Target = number(numbers.toInt16);
export const toUInt16Target = number(numbers.toUInt16);
export const toInt32Target = number(numbers.toInt32);
export const toUInt32Target = number(numbers.toUInt32);
export const toInt64Target = number(numbers.toInt64);
export const toUInt64Target = number(numbers.toUInt64);
export const toSingleTarget = number(numbers.toSingle);
export const toDoubleTarget = number(numbers.toDouble);
export const toDecimalTarget = number(numbers.toDecimal);

export const toCharTarget: Target<number> = { ...number(toChar), kinds: [kinds.Integer, kinds.Float, ...texts] };

export const toTextTarget: Target<string> = {
  name: 'String',
  kinds: [kinds.Date, kinds.Integer, kinds.Float, ...texts, kinds.Boolean, kinds.Bytes, kinds.Guid, kinds.TimeSpan, kinds.Uri],
  read: (host, value) => (value instanceof Uint8Array ? toBase64(host.budget, value, false) : objectToString(value)),
};

export const toDateTimeTarget: Target<DateTime> = {
  name: 'DateTime',
  kinds: [kinds.Date, ...texts],
  read: (host, value) => {
    const date = inner(value);
    return date instanceof DateTimeOffset ? date.clock : objectToDateTime(host, value);
  },
};

export const toDateTimeOffsetTarget: Target<DateTimeOffset> = {
  name: 'DateTimeOffset',
  kinds: [kinds.Date, ...texts],
  read: (host, value) => {
    const date = inner(value);
    if (date instanceof DateTimeOffset) return date;
    return typeof value === 'string' ? parseDateTimeOffset(host, value, 0) : DateTimeOffset.fromUtc(objectToDateTime(host, value));
  },
};

export const toGuidTarget: Target<Guid> = {
  name: 'Guid',
  kinds: [...texts, kinds.Guid, kinds.Bytes],
  read: (_host, value) => {
    const guid = inner(value);
    if (guid instanceof Guid) return guid;
    return value instanceof Uint8Array ? Guid.fromBytes(value) : Guid.parse(objectToString(value));
  },
};

export const toTimeSpanTarget: Target<TimeSpan> = {
  name: 'TimeSpan',
  kinds: [...texts, kinds.TimeSpan],
  read: (_host, value) => readTimeSpan(value),
};

/** A text that is no absolute address is a UriFormatException. */
export const toUriTarget: Target<Uri> = {
  name: 'Uri',
  kinds: [...texts, kinds.Uri],
  read: (_host, value) => (value instanceof Uri ? value : Uri.of(objectToString(value), uriKinds.absolute)),
};

export const toBytesTarget: Target<Uint8Array> = { name: 'byte array', kinds: [kinds.Bytes, ...texts, kinds.Integer], read: readBytes };

/** The JSON value behind a token; undefined for an object or an array. A property stands for its value. */
function simpleOf(token: JToken): JValue | undefined {
  const found = token instanceof JProperty ? token.value : token;
  return found instanceof JValue ? found : undefined;
}

/** The name of a kind of JSON: `Integer`. */
export const kindName = (kind: number): string => kinds[enumType].enumNames?.get(kind) ?? String(kind);

function cannot(token: JToken, name: string): never {
  const shown = token instanceof JProperty ? (token.value ?? token) : token;
  return argument(`Can not convert ${kindName(shown.type)} to ${name}.`);
}

/** `(T)token` for a value type. */
export function explicit<R>(host: Host, token: JToken | null, target: Target<R>): R {
  if (token === null) argumentNull('value');
  const value = simpleOf(token);
  if (value === undefined || !target.kinds.includes(value.type)) return cannot(token, target.name);
  return target.read(host, value.value);
}

/** `(T?)token`, `(string)token`, `(byte[])token`: null and a JSON null give null. */
export function explicitOrNull<R>(host: Host, token: JToken | null, target: Target<R>): R | null {
  if (token === null) return null;
  const value = simpleOf(token);
  const isNull = value !== undefined && (value.type === kinds.Null || value.type === kinds.Undefined);
  if (value === undefined || (!isNull && !target.kinds.includes(value.type))) return cannot(token, target.name);
  return value.value === null || value.value === undefined ? null : target.read(host, value.value);
}
