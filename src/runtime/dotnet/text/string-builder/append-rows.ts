import type { Host } from '../../../host.ts';
import { member } from '../../define.ts';
import { argumentNull, outOfRange, required } from '../../failures.ts';
import { composite } from '../../format/composite.ts';
import type { RuntimeType } from '../../runtime-type.ts';
import { fromChars } from '../../system/string/create-rows.ts';
import { repeatChar } from '../edit.ts';
import { join } from '../join.ts';
import { valueRows } from './texts.ts';
import type { StringBuilder } from './value.ts';

type Text = string | null;
type Chars = readonly number[] | null;
type Objects = readonly unknown[] | null;

const whole = { host: true } as const;
/** Environment.NewLine. */
const newLine = '\n';

const appendFormat = (host: Host, builder: StringBuilder, format: Text, args: Objects): StringBuilder =>
  builder.append(host.budget, composite(host.budget, required(format, 'format'), required(args, 'args')));

function part(text: Text, start: number, count: number): string {
  if (text === null && (start !== 0 || count !== 0)) argumentNull('value');
  const value = text ?? '';
  if (count < 0) outOfRange('count', 'Count cannot be less than zero.');
  if (start < 0 || start > value.length - count)
    outOfRange('startIndex', 'Index was out of range. Must be non-negative and less than the size of the collection.');
  return value.slice(start, start + count);
}

function appendRepeated(host: Host, builder: StringBuilder, unit: number, count: number): StringBuilder {
  if (count < 0) outOfRange('repeatCount', 'Count cannot be less than zero.');
  return builder.append(host.budget, repeatChar(host.budget, unit, count));
}

/** What is added at the end. */
export const appendRows = {
  append: member(
    'StringBuilder Append(string value)',
    (host: Host, builder: StringBuilder, text: Text) => builder.append(host.budget, text ?? ''),
    'Adds a text.',
    whole,
  ),
  appendChar: member(
    'StringBuilder Append(char value)',
    (host: Host, builder: StringBuilder, unit: number) => builder.append(host.budget, String.fromCharCode(unit)),
    'Adds a character.',
    whole,
  ),
  ...valueRows(
    'append',
    'Adds the text of a value.',
    (type) => `StringBuilder Append(${type} value)`,
    (textOf) => (host: Host, builder: StringBuilder, value: unknown) => builder.append(host.budget, textOf(value)),
  ),
  appendChars: member(
    'StringBuilder Append(char[] value)',
    (host: Host, builder: StringBuilder, chars: Chars) => builder.append(host.budget, fromChars(host, chars)),
    'Adds characters.',
    whole,
  ),
  appendBuilder: member(
    'StringBuilder Append(StringBuilder value)',
    (host: Host, builder: StringBuilder, other: StringBuilder | null) => builder.append(host.budget, other?.toString() ?? ''),
    'Adds the text of another builder.',
    whole,
  ),
  appendRepeated: member('StringBuilder Append(char value, int repeatCount)', appendRepeated, 'Adds a character, repeated.', whole),
  appendCharsPart: member(
    'StringBuilder Append(char[] value, int startIndex, int charCount)',
    (host: Host, builder: StringBuilder, chars: Chars, start: number, count: number) =>
      builder.append(host.budget, fromChars(host, chars, start, count)),
    'Adds some characters.',
    whole,
  ),
  appendPart: member(
    'StringBuilder Append(string value, int startIndex, int count)',
    (host: Host, builder: StringBuilder, text: Text, start: number, count: number) => builder.append(host.budget, part(text, start, count)),
    'Adds a part of a text.',
    whole,
  ),
  appendBuilderPart: member(
    'StringBuilder Append(StringBuilder value, int startIndex, int count)',
    (host: Host, builder: StringBuilder, other: StringBuilder | null, start: number, count: number) =>
      builder.append(host.budget, part(other?.toString() ?? null, start, count)),
    'Adds a part of another builder.',
    whole,
  ),
  appendLine: member(
    'StringBuilder AppendLine()',
    (host: Host, builder: StringBuilder) => builder.append(host.budget, newLine),
    'Adds a line break.',
    whole,
  ),
  appendLineOf: member(
    'StringBuilder AppendLine(string value)',
    (host: Host, builder: StringBuilder, text: Text) => builder.append(host.budget, (text ?? '') + newLine),
    'Adds a text and a line break.',
    whole,
  ),
  appendFormat1: member(
    'StringBuilder AppendFormat(string format, object arg0)',
    (host: Host, builder: StringBuilder, format: Text, a: unknown) => appendFormat(host, builder, format, [a]),
    'Adds a composite format, filled.',
    whole,
  ),
  appendFormat2: member(
    'StringBuilder AppendFormat(string format, object arg0, object arg1)',
    (host: Host, builder: StringBuilder, format: Text, a: unknown, b: unknown) => appendFormat(host, builder, format, [a, b]),
    'Adds a composite format, filled.',
    whole,
  ),
  appendFormat3: member(
    'StringBuilder AppendFormat(string format, object arg0, object arg1, object arg2)',
    (host: Host, builder: StringBuilder, format: Text, a: unknown, b: unknown, c: unknown) =>
      appendFormat(host, builder, format, [a, b, c]),
    'Adds a composite format, filled.',
    whole,
  ),
  appendFormat: member(
    'StringBuilder AppendFormat(string format, params object[] args)',
    appendFormat,
    'Adds a composite format, filled.',
    whole,
  ),
  appendFormatCulture1: member(
    'StringBuilder AppendFormat(IFormatProvider provider, string format, object arg0)',
    (host: Host, builder: StringBuilder, _provider: unknown, format: Text, a: unknown) => appendFormat(host, builder, format, [a]),
    'Adds a composite format, filled.',
    whole,
  ),
  appendFormatCulture2: member(
    'StringBuilder AppendFormat(IFormatProvider provider, string format, object arg0, object arg1)',
    (host: Host, builder: StringBuilder, _provider: unknown, format: Text, a: unknown, b: unknown) =>
      appendFormat(host, builder, format, [a, b]),
    'Adds a composite format, filled.',
    whole,
  ),
  appendFormatCulture3: member(
    'StringBuilder AppendFormat(IFormatProvider provider, string format, object arg0, object arg1, object arg2)',
    (host: Host, builder: StringBuilder, _provider: unknown, format: Text, a: unknown, b: unknown, c: unknown) =>
      appendFormat(host, builder, format, [a, b, c]),
    'Adds a composite format, filled.',
    whole,
  ),
  appendFormatCulture: member(
    'StringBuilder AppendFormat(IFormatProvider provider, string format, params object[] args)',
    (host: Host, builder: StringBuilder, _provider: unknown, format: Text, args: Objects) => appendFormat(host, builder, format, args),
    'Adds a composite format, filled.',
    whole,
  ),
  appendJoin: member(
    'StringBuilder AppendJoin(string separator, params string[] values)',
    (host: Host, builder: StringBuilder, separator: Text, values: readonly Text[] | null) =>
      builder.append(host.budget, join(host.budget, separator, values)),
    'Adds texts with a separator between them.',
    whole,
  ),
  appendJoinObjects: member(
    'StringBuilder AppendJoin(string separator, params object[] values)',
    (host: Host, builder: StringBuilder, separator: Text, values: Objects) =>
      builder.append(host.budget, join(host.budget, separator, values)),
    'Adds values with a separator between them.',
    whole,
  ),
  appendJoinAll: member(
    'StringBuilder AppendJoin<T>(string separator, IEnumerable<T> values)',
    (host: Host, type: RuntimeType, builder: StringBuilder, separator: Text, values: Iterable<unknown> | null) =>
      builder.append(host.budget, join(host.budget, separator, values, type)),
    'Adds values with a separator between them.',
    { host: true, typeArgs: true },
  ),
  appendJoinChar: member(
    'StringBuilder AppendJoin(char separator, params string[] values)',
    (host: Host, builder: StringBuilder, separator: number, values: readonly Text[] | null) =>
      builder.append(host.budget, join(host.budget, String.fromCharCode(separator), values)),
    'Adds texts with a character between them.',
    whole,
  ),
  appendJoinCharObjects: member(
    'StringBuilder AppendJoin(char separator, params object[] values)',
    (host: Host, builder: StringBuilder, separator: number, values: Objects) =>
      builder.append(host.budget, join(host.budget, String.fromCharCode(separator), values)),
    'Adds values with a character between them.',
    whole,
  ),
  appendJoinCharAll: member(
    'StringBuilder AppendJoin<T>(char separator, IEnumerable<T> values)',
    (host: Host, type: RuntimeType, builder: StringBuilder, separator: number, values: Iterable<unknown> | null) =>
      builder.append(host.budget, join(host.budget, String.fromCharCode(separator), values, type)),
    'Adds values with a character between them.',
    { host: true, typeArgs: true },
  ),
};
