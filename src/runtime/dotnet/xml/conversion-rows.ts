import type { Host } from '../../host.ts';
import { member } from '../define.ts';
import { argumentNull } from '../failures.ts';
import { intType } from '../system/Int32.ts';
import { longType } from '../system/Int64.ts';
import { uintType } from '../system/UInt32.ts';
import { ulongType } from '../system/UInt64.ts';
import * as xml from './xml-convert.ts';

/** The explicit conversions of an element or an attribute, by its text. An absent one gives null, and fails where null will not do. */
export function conversionRows<N extends { readonly value: string }>(type: 'XElement' | 'XAttribute', param: string) {
  const head = (to: string): string => `static explicit operator ${to}(${type} ${param})`;
  const doc = 'The text as another type.';
  const text = (node: N | null): string => (node === null ? argumentNull(param) : node.value);
  const plain =
    <R>(read: (text: string) => R) =>
    (node: N | null): R =>
      read(text(node));
  const nullable =
    <R>(read: (text: string) => R) =>
    (node: N | null): R | null =>
      node === null ? null : read(node.value);
  const timed =
    <R>(read: (host: Host, text: string) => R) =>
    (host: Host, node: N | null): R =>
      read(host, text(node));
  const timedNullable =
    <R>(read: (host: Host, text: string) => R) =>
    (host: Host, node: N | null): R | null =>
      node === null ? null : read(host, node.value);
  const int = (value: string): number => xml.readInteger(intType, value);
  const uint = (value: string): number => xml.readInteger(uintType, value);
  const long = (value: string): bigint => xml.readInteger(longType, value);
  const ulong = (value: string): bigint => xml.readInteger(ulongType, value);
  const single = (value: string): number => Math.fround(xml.readDouble(value));
  const whole = { host: true } as const;
  return {
    asString: member(head('string'), (node: N | null) => node?.value ?? null, 'The text, or null.'),
    asBoolean: member(head('bool'), plain(xml.readBoolean), doc),
    asBooleanNullable: member(head('bool?'), nullable(xml.readBoolean), doc),
    asInt32: member(head('int'), plain(int), doc),
    asInt32Nullable: member(head('int?'), nullable(int), doc),
    asUInt32: member(head('uint'), plain(uint), doc),
    asUInt32Nullable: member(head('uint?'), nullable(uint), doc),
    asInt64: member(head('long'), plain(long), doc),
    asInt64Nullable: member(head('long?'), nullable(long), doc),
    asUInt64: member(head('ulong'), plain(ulong), doc),
    asUInt64Nullable: member(head('ulong?'), nullable(ulong), doc),
    asSingle: member(head('float'), plain(single), doc),
    asSingleNullable: member(head('float?'), nullable(single), doc),
    asDouble: member(head('double'), plain(xml.readDouble), doc),
    asDoubleNullable: member(head('double?'), nullable(xml.readDouble), doc),
    asDecimal: member(head('decimal'), plain(xml.readDecimal), doc),
    asDecimalNullable: member(head('decimal?'), nullable(xml.readDecimal), doc),
    asDateTime: member(head('DateTime'), timed(xml.readDateTime), doc, whole),
    asDateTimeNullable: member(head('DateTime?'), timedNullable(xml.readDateTime), doc, whole),
    asDateTimeOffset: member(head('DateTimeOffset'), timed(xml.readDateTimeOffset), doc, whole),
    asDateTimeOffsetNullable: member(head('DateTimeOffset?'), timedNullable(xml.readDateTimeOffset), doc, whole),
    asTimeSpan: member(head('TimeSpan'), plain(xml.readTimeSpan), doc),
    asTimeSpanNullable: member(head('TimeSpan?'), nullable(xml.readTimeSpan), doc),
    asGuid: member(head('Guid'), plain(xml.readGuid), doc),
    asGuidNullable: member(head('Guid?'), nullable(xml.readGuid), doc),
  };
}
