import type { Host } from '../../../host.ts';
import { member } from '../../define.ts';
import { required } from '../../failures.ts';
import { composite } from '../../format/composite.ts';
import type { RuntimeType } from '../../runtime-type.ts';
import { join, joinRange } from '../../text/join.ts';
import { toText } from '../../to-text.ts';

type Text = string | null;
type Objects = readonly unknown[] | null;
/** IFormatProvider: there is only the invariant culture. */
type Culture = unknown;

const whole = { host: true } as const;

const format = (host: Host, text: Text, args: Objects): string => composite(host.budget, required(text, 'format'), required(args, 'args'));

const concat = (host: Host, values: Iterable<unknown> | null, type?: RuntimeType): string => join(host.budget, '', values, type);

/** Texts made of other values: Format, Concat, Join. */
export const composeRows = {
  format1: member(
    'static string Format(string format, object arg0)',
    (host: Host, text: Text, a: unknown) => format(host, text, [a]),
    'Fills the holes of a composite format.',
    whole,
  ),
  format2: member(
    'static string Format(string format, object arg0, object arg1)',
    (host: Host, text: Text, a: unknown, b: unknown) => format(host, text, [a, b]),
    'Fills the holes of a composite format.',
    whole,
  ),
  format3: member(
    'static string Format(string format, object arg0, object arg1, object arg2)',
    (host: Host, text: Text, a: unknown, b: unknown, c: unknown) => format(host, text, [a, b, c]),
    'Fills the holes of a composite format.',
    whole,
  ),
  format: member('static string Format(string format, params object[] args)', format, 'Fills the holes of a composite format.', whole),
  formatCulture1: member(
    'static string Format(IFormatProvider provider, string format, object arg0)',
    (host: Host, _culture: Culture, text: Text, a: unknown) => format(host, text, [a]),
    'Fills the holes of a composite format.',
    whole,
  ),
  formatCulture2: member(
    'static string Format(IFormatProvider provider, string format, object arg0, object arg1)',
    (host: Host, _culture: Culture, text: Text, a: unknown, b: unknown) => format(host, text, [a, b]),
    'Fills the holes of a composite format.',
    whole,
  ),
  formatCulture3: member(
    'static string Format(IFormatProvider provider, string format, object arg0, object arg1, object arg2)',
    (host: Host, _culture: Culture, text: Text, a: unknown, b: unknown, c: unknown) => format(host, text, [a, b, c]),
    'Fills the holes of a composite format.',
    whole,
  ),
  formatCulture: member(
    'static string Format(IFormatProvider provider, string format, params object[] args)',
    (host: Host, _culture: Culture, text: Text, args: Objects) => format(host, text, args),
    'Fills the holes of a composite format.',
    whole,
  ),
  concatObject: member('static string Concat(object arg0)', (value: unknown) => toText(value), 'The text of a value.'),
  concatObjects2: member(
    'static string Concat(object arg0, object arg1)',
    (host: Host, a: unknown, b: unknown) => concat(host, [a, b]),
    'The texts of the values, one after the other.',
    whole,
  ),
  concatObjects3: member(
    'static string Concat(object arg0, object arg1, object arg2)',
    (host: Host, a: unknown, b: unknown, c: unknown) => concat(host, [a, b, c]),
    'The texts of the values, one after the other.',
    whole,
  ),
  concatObjects: member(
    'static string Concat(params object[] args)',
    (host: Host, values: Objects) => concat(host, values),
    'The texts of the values, one after the other.',
    whole,
  ),
  concat2: member(
    'static string Concat(string str0, string str1)',
    (host: Host, a: Text, b: Text) => concat(host, [a, b]),
    'The texts, one after the other.',
    whole,
  ),
  concat3: member(
    'static string Concat(string str0, string str1, string str2)',
    (host: Host, a: Text, b: Text, c: Text) => concat(host, [a, b, c]),
    'The texts, one after the other.',
    whole,
  ),
  concat4: member(
    'static string Concat(string str0, string str1, string str2, string str3)',
    (host: Host, a: Text, b: Text, c: Text, d: Text) => concat(host, [a, b, c, d]),
    'The texts, one after the other.',
    whole,
  ),
  concat: member(
    'static string Concat(params string[] values)',
    (host: Host, values: readonly Text[] | null) => concat(host, values),
    'The texts, one after the other.',
    whole,
  ),
  concatTexts: member(
    'static string Concat(IEnumerable<string> values)',
    (host: Host, values: Iterable<Text> | null) => concat(host, values),
    'The texts, one after the other.',
    whole,
  ),
  concatAll: member(
    'static string Concat<T>(IEnumerable<T> values)',
    (host: Host, type: RuntimeType, values: Iterable<unknown> | null) => concat(host, values, type),
    'The texts of the values, one after the other.',
    { host: true, typeArgs: true },
  ),
  join: member(
    'static string Join(string separator, params string[] value)',
    (host: Host, separator: Text, values: readonly Text[] | null) => join(host.budget, separator, values),
    'The texts with a separator between them.',
    whole,
  ),
  joinObjects: member(
    'static string Join(string separator, params object[] values)',
    (host: Host, separator: Text, values: Objects) => join(host.budget, separator, values),
    'The texts of the values with a separator between them.',
    whole,
  ),
  joinTexts: member(
    'static string Join(string separator, IEnumerable<string> values)',
    (host: Host, separator: Text, values: Iterable<Text> | null) => join(host.budget, separator, values),
    'The texts with a separator between them.',
    whole,
  ),
  joinAll: member(
    'static string Join<T>(string separator, IEnumerable<T> values)',
    (host: Host, type: RuntimeType, separator: Text, values: Iterable<unknown> | null) => join(host.budget, separator, values, type),
    'The texts of the values with a separator between them.',
    { host: true, typeArgs: true },
  ),
  joinRange: member(
    'static string Join(string separator, string[] value, int startIndex, int count)',
    (host: Host, separator: Text, values: readonly Text[] | null, start: number, count: number) =>
      joinRange(host.budget, separator, values, start, count),
    'A part of the texts with a separator between them.',
    whole,
  ),
  joinChar: member(
    'static string Join(char separator, params string[] value)',
    (host: Host, separator: number, values: readonly Text[] | null) => join(host.budget, String.fromCharCode(separator), values),
    'The texts with a character between them.',
    whole,
  ),
  joinCharObjects: member(
    'static string Join(char separator, params object[] values)',
    (host: Host, separator: number, values: Objects) => join(host.budget, String.fromCharCode(separator), values),
    'The texts of the values with a character between them.',
    whole,
  ),
  joinCharAll: member(
    'static string Join<T>(char separator, IEnumerable<T> values)',
    (host: Host, type: RuntimeType, separator: number, values: Iterable<unknown> | null) =>
      join(host.budget, String.fromCharCode(separator), values, type),
    'The texts of the values with a character between them.',
    { host: true, typeArgs: true },
  ),
};
