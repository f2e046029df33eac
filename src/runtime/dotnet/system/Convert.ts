import type { Host } from '../../host.ts';
import { dotnetType, member } from '../define.ts';
import { argumentNull, outOfRange } from '../failures.ts';
import { fromBase64, toBase64 } from '../text/base64.ts';
import { typeOf } from '../type-of.ts';
import type { DateTime } from '../values/date-time.ts';
import { changeType } from './convert/change-type.ts';
import { convertRows } from './convert/convert-rows.ts';
import * as numbers from './convert/number-conversions.ts';
import { radixRows } from './convert/radix-rows.ts';
import { objectToDateTime, objectToString, toChar, toDateTime, toStringConversion } from './convert/text-conversions.ts';
import { fromChars } from './string/create-rows.ts';
import { TypeCode_ } from './TypeCode.ts';

type Text = string | null;
type Bytes = Uint8Array | null;

const whole = { host: true } as const;
/** Base64FormattingOptions.InsertLineBreaks. */
const insertLineBreaks = 1;

function part(bytes: Bytes, offset: number, length: number): Uint8Array {
  if (bytes === null) argumentNull('inArray');
  if (length < 0) outOfRange('length', 'Index was out of range. Must be non-negative and less than the size of the collection.');
  if (offset < 0) outOfRange('offset', 'Value must be positive.');
  if (offset > bytes.length - length) outOfRange('offset', 'Offset and length must refer to a position in the string.');
  return bytes.subarray(offset, offset + length);
}

const typeCodes: ReadonlyMap<string, number> = new Map(
  Object.entries(TypeCode_).map(([name, code]): [string, number] => [`System.${name}`, code]),
);

/** Objects that are no simple type have the code 1, null has 0. */
const typeCodeOf = (value: unknown): number => (value === null ? TypeCode_.Empty : (typeCodes.get(typeOf(value).name) ?? TypeCode_.Object));

export const Convert_ = dotnetType('static class System.Convert', 'Conversions between simple types.', {
  ...convertRows('toBoolean', 'bool', numbers.toBoolean),
  ...convertRows('toSByte', 'sbyte', numbers.toSByte),
  ...convertRows('toByte', 'byte', numbers.toByte),
  ...convertRows('toInt16', 'short', numbers.toInt16),
  ...convertRows('toUInt16', 'ushort', numbers.toUInt16),
  ...convertRows('toInt32', 'int', numbers.toInt32),
  ...convertRows('toUInt32', 'uint', numbers.toUInt32),
  ...convertRows('toInt64', 'long', numbers.toInt64),
  ...convertRows('toUInt64', 'ulong', numbers.toUInt64),
  ...convertRows('toSingle', 'float', numbers.toSingle),
  ...convertRows('toDouble', 'double', numbers.toDouble),
  ...convertRows('toDecimal', 'decimal', numbers.toDecimal),
  ...convertRows('toChar', 'char', toChar),
  ...convertRows('toString', 'string', toStringConversion),
  toString: member('static string ToString(object value)', objectToString, 'The text of a value; null gives the empty text.'),
  toStringFromObjectCulture: member(
    'static string ToString(object value, IFormatProvider provider)',
    (value: unknown, _provider: unknown) => objectToString(value),
    'The text of a value; null gives the empty text.',
  ),
  ...radixRows,
  toDateTime: member('static DateTime ToDateTime(object value)', objectToDateTime, 'The value as DateTime.', whole),
  toDateTimeFromText: member(
    'static DateTime ToDateTime(string value)',
    (host: Host, text: Text) => toDateTime(host).fromText(text),
    'The value as DateTime.',
    whole,
  ),
  toDateTimeFromTextCulture: member(
    'static DateTime ToDateTime(string value, IFormatProvider provider)',
    (host: Host, text: Text, _provider: unknown) => toDateTime(host).fromText(text),
    'The value as DateTime.',
    whole,
  ),
  toDateTimeFromDateTime: member('static DateTime ToDateTime(DateTime value)', (value: DateTime) => value, 'The value itself.'),
  changeType: member(
    'static object ChangeType(object value, Type conversionType)',
    changeType,
    'The value as a type known at run time.',
    whole,
  ),
  changeTypeCulture: member(
    'static object ChangeType(object value, Type conversionType, IFormatProvider provider)',
    (host: Host, value: unknown, type: Parameters<typeof changeType>[2], _provider: unknown) => changeType(host, value, type),
    'The value as a type known at run time.',
    whole,
  ),
  getTypeCode: member('static TypeCode GetTypeCode(object value)', typeCodeOf, 'The TypeCode of a value.'),
  isDBNull: member('static bool IsDBNull(object value)', (_value: unknown) => false, 'Never: there is no database here.'),
  toBase64String: member(
    'static string ToBase64String(byte[] inArray)',
    (host: Host, bytes: Bytes) => toBase64(host.budget, bytes ?? argumentNull('inArray'), false),
    'Bytes as base64 text.',
    whole,
  ),
  toBase64StringOptions: member(
    'static string ToBase64String(byte[] inArray, Base64FormattingOptions options)',
    (host: Host, bytes: Bytes, options: number) => toBase64(host.budget, bytes ?? argumentNull('inArray'), options === insertLineBreaks),
    'Bytes as base64 text.',
    whole,
  ),
  toBase64StringPart: member(
    'static string ToBase64String(byte[] inArray, int offset, int length)',
    (host: Host, bytes: Bytes, offset: number, length: number) => toBase64(host.budget, part(bytes, offset, length), false),
    'Some bytes as base64 text.',
    whole,
  ),
  fromBase64String: member(
    'static byte[] FromBase64String(string s)',
    (host: Host, text: Text) => fromBase64(host.budget, text ?? argumentNull('s')),
    'The bytes of base64 text.',
    whole,
  ),
  fromBase64CharArray: member(
    'static byte[] FromBase64CharArray(char[] inArray, int offset, int length)',
    (host: Host, codes: readonly number[] | null, offset: number, length: number) =>
      fromBase64(host.budget, fromChars(host, codes ?? argumentNull('inArray'), offset, length)),
    'The bytes of base64 characters.',
    whole,
  ),
});
