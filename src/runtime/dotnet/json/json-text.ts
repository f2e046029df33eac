import { Budget } from '../../budget.ts';
import { doubleText, singleText } from '../format/number-format.ts';
import { Uri } from '../net/uri/value.ts';
import { toBase64 } from '../text/base64.ts';
import { toText } from '../to-text.ts';
import { partsOf, unixEpochTicks } from '../values/calendar.ts';
import { DateTime, kinds as dateKinds } from '../values/date-time.ts';
import { DateTimeOffset } from '../values/date-time-offset.ts';
import { Decimal } from '../values/decimal.ts';
import { Box } from '../values.ts';

/** The values of StringEscapeHandling. */
export const escapes = { usual: 0, nonAscii: 1, html: 2 } as const;

const named: ReadonlyMap<string, string> = new Map([
  ['\t', '\\t'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\f', '\\f'],
  ['\b', '\\b'],
  ['\\', '\\\\'],
]);

const code = (char: string): string => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** What JSON needs escaped, and the three line ends that old JavaScript stumbled over. */
const unsafe = /["'\\]|[^ -\u0084\u0086-\u2027\u202a-\uffff]/g;
const unsafeAscii = /["'\\]|[^ -\u007f]/g;
const unsafeHtml = /["'\\<>&]|[^ -\u0084\u0086-\u2027\u202a-\uffff]/g;

/** Text between quotes, escaped as Newtonsoft does; `quote` is the only quote escaped. */
export function escaped(text: string, quote: '"' | "'" = '"', handling: number = escapes.usual): string {
  const pattern = handling === escapes.html ? unsafeHtml : handling === escapes.nonAscii ? unsafeAscii : unsafe;
  return text.replace(pattern, (char) => {
    if (char === '"' || char === "'") {
      if (handling === escapes.html) return code(char);
      return char === quote ? `\\${char}` : char;
    }
    return named.get(char) ?? code(char);
  });
}

export const quotedText = (text: string, handling: number = escapes.usual): string => `"${escaped(text, '"', handling)}"`;

/** A fraction that is whole keeps one decimal; what is no number stands in quotes. */
export function realText(text: string): string {
  if (/^[-+]?\d+$/.test(text)) return `${text}.0`;
  return /\d/.test(text) ? text : `"${text}"`;
}

const two = (value: number): string => String(value).padStart(2, '0');

function isoClock(ticks: bigint): string {
  const { year, month, day } = partsOf(ticks);
  const ofDay = ticks % 864_000_000_000n;
  const seconds = Number(ofDay / 10_000_000n);
  const fraction = (ofDay % 10_000_000n).toString().padStart(7, '0').replace(/0+$/, '');
  const date = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
  const time = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return `${date}T${time}${fraction === '' ? '' : `.${fraction}`}`;
}

/** A date as JSON has it: ISO 8601, fractions of a second as far as they go, the zone by its kind. */
export function isoDate(value: DateTime | DateTimeOffset): string {
  if (value instanceof DateTime)
    return isoClock(value.ticks) + (value.kind === dateKinds.utc ? 'Z' : value.kind === dateKinds.local ? '+00:00' : '');
  const minutes = Math.abs(value.offsetMinutes);
  return `${isoClock(value.clock.ticks)}${value.offsetMinutes < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** How a date is written between the quotes. */
export type DateText = (date: DateTime | DateTimeOffset) => string;

/** `\/Date(ms+offset)\/`. */
export function microsoftDate(value: DateTime | DateTimeOffset): string {
  const utc = value instanceof DateTime ? value.ticks : value.utcTicks;
  const minutes = value instanceof DateTime ? 0 : value.offsetMinutes;
  const zone = `${minutes < 0 ? '-' : '+'}${two(Math.floor(Math.abs(minutes) / 60))}${two(Math.abs(minutes) % 60)}`;
  const shown = value instanceof DateTime && value.kind === dateKinds.utc ? '' : zone;
  return `\\/Date(${(utc - unixEpochTicks) / 10_000n}${shown})\\/`;
}

/** The JSON of a value that is not null; undefined for what is no simple value. */
export function simpleJson(value: unknown, handling: number = escapes.usual, dateText: DateText = isoDate): string | undefined {
  switch (typeof value) {
    case 'string':
      return quotedText(value, handling);
    case 'boolean':
    case 'number':
    case 'bigint':
      return String(value);
    default:
  }
  if (value instanceof Uri) return quotedText(value.original, handling);
  if (value instanceof Uint8Array) return `"${toBase64(new Budget(), value, false)}"`;
  if (!(value instanceof Box)) return undefined;
  const inner = value.value;
  switch (value.type.name) {
    case 'System.Double':
      return realText(doubleText(Number(inner)));
    case 'System.Single':
      return realText(singleText(Number(inner)));
    case 'System.Char':
      return quotedText(String.fromCharCode(Number(inner)), handling);
    default:
  }
  if (typeof inner === 'number' || typeof inner === 'bigint') return String(inner);
  if (inner instanceof Decimal) return realText(inner.toString());
  if (inner instanceof DateTime || inner instanceof DateTimeOffset) return `"${dateText(inner)}"`;
  return value.type.name === 'System.Guid' || value.type.name === 'System.TimeSpan' ? `"${toText(value)}"` : undefined;
}
