import { member } from '../../define.ts';
import type { DateTime } from '../../values/date-time.ts';
import type { Decimal } from '../../values/decimal.ts';
import { type Conversion, convertObject } from './conversion.ts';

type Text = string | null;

/** `toInt32` + `fromText` → `toInt32FromText`. */
type Prefixed<P extends string, R> = { readonly [K in keyof R & string as K extends 'object' ? P : `${P}${Capitalize<K>}`]: R[K] };

function prefixed<P extends string, R extends Readonly<Record<string, unknown>>>(prefix: P, rows: R): Prefixed<P, R> {
  const named = Object.entries(rows).map(([name, row]) => [
    name === 'object' ? prefix : `${prefix}${(name[0] ?? '').toUpperCase()}${name.slice(1)}`,
    row,
  ]);
  return Object.fromEntries(named) as Prefixed<P, R>;
}

/** The overloads of one `Convert.ToX`, named `toXFrom…`; the one that takes an object is `toX` itself. */
export function convertRows<P extends string, R>(prefix: P, keyword: string, to: Conversion<R>) {
  const head = `static ${keyword} To${to.target}`;
  const doc = `The value as ${keyword}.`;
  const culture = 'IFormatProvider provider';
  return prefixed(prefix, {
    object: member(`${head}(object value)`, (value: unknown) => convertObject(value, to), doc),
    fromObjectCulture: member(`${head}(object value, ${culture})`, (value: unknown, _provider: unknown) => convertObject(value, to), doc),
    fromBoolean: member(`${head}(bool value)`, (value: boolean) => to.fromBoolean(value), doc),
    fromChar: member(`${head}(char value)`, (value: number) => to.fromChar(value), doc),
    fromSByte: member(`${head}(sbyte value)`, (value: number) => to.fromInteger(value), doc),
    fromByte: member(`${head}(byte value)`, (value: number) => to.fromInteger(value), doc),
    fromInt16: member(`${head}(short value)`, (value: number) => to.fromInteger(value), doc),
    fromUInt16: member(`${head}(ushort value)`, (value: number) => to.fromInteger(value), doc),
    fromInt32: member(`${head}(int value)`, (value: number) => to.fromInteger(value), doc),
    fromUInt32: member(`${head}(uint value)`, (value: number) => to.fromInteger(value), doc),
    fromInt64: member(`${head}(long value)`, (value: bigint) => to.fromInteger(value), doc),
    fromUInt64: member(`${head}(ulong value)`, (value: bigint) => to.fromInteger(value), doc),
    fromSingle: member(`${head}(float value)`, (value: number) => to.fromSingle(value), doc),
    fromDouble: member(`${head}(double value)`, (value: number) => to.fromDouble(value), doc),
    fromDecimal: member(`${head}(decimal value)`, (value: Decimal) => to.fromDecimal(value), doc),
    fromDateTime: member(`${head}(DateTime value)`, (value: DateTime) => to.fromDateTime(value), doc),
    fromText: member(`${head}(string value)`, (value: Text) => to.fromText(value), doc),
    fromTextCulture: member(`${head}(string value, ${culture})`, (value: Text, _provider: unknown) => to.fromText(value), doc),
  });
}
