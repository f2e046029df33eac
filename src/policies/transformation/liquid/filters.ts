import type { Context } from 'liquidjs';
import { formatValue } from '../../../runtime/dotnet/format/format-value.ts';
import { replace } from '../../../runtime/dotnet/regex/edit.ts';
import { Regex } from '../../../runtime/dotnet/regex/values.ts';
import { parseDateTime } from '../../../runtime/dotnet/values/date-text.ts';
import type { Host } from '../../../runtime/host.ts';

/** The register under which a rendering keeps what filters spend. */
export const hostRegister = 'host';

/** A filter of DotLiquid under its C# name (reference: set-body, Liquid). */
export type Filter = (host: Host, value: unknown, ...args: readonly unknown[]) => unknown;

const text = (value: unknown): string =>
  value === null || value === undefined ? '' : Array.isArray(value) ? value.map(text).join('') : String(value);
const number = (value: unknown): number => {
  const read = typeof value === 'number' ? value : Number(text(value).trim() || Number.NaN);
  return Number.isFinite(read) ? read : 0;
};
const list = (value: unknown): readonly unknown[] =>
  Array.isArray(value)
    ? value
    : typeof value === 'object' && value !== null && Symbol.iterator in value
      ? [...(value as Iterable<unknown>)]
      : value === null || value === undefined
        ? []
        : [value];
const built = (host: Host, value: string): string => host.budget.built(value);
const html = (value: string): string => value.replace(/[&<>"']/g, (c) => htmlNames.get(c) ?? c);
const htmlNames: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
]);
const compare = (a: unknown, b: unknown): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0;
const round = (value: number, places: number): number => {
  const scale = 10 ** Math.min(Math.max(Math.trunc(places), 0), 15);
  return Math.round(value * scale) / scale;
};
const cut = (value: string, length: number, end: string): string =>
  value.length <= length ? value : `${value.slice(0, Math.max(0, length - end.length))}${end}`;
const member = (item: unknown, name: string): unknown =>
  typeof item === 'object' && item !== null && Object.hasOwn(item, name) ? Reflect.get(item, name) : undefined;

/** Replaces by a .NET regular expression, in linear time or within the budget of steps. */
const replaced = (host: Host, value: unknown, pattern: unknown, by: unknown, count: number): string =>
  text(pattern) === '' ? text(value) : replace(host.budget, Regex.of(text(pattern), 0), text(value), text(by), count);

/** Every filter by its name. */
export const filters: ReadonlyMap<string, Filter> = new Map<string, Filter>([
  ['Size', (_host, value) => (typeof value === 'string' ? value.length : list(value).length)],
  ['Slice', (_host, value, start, length = 1) => sliced(text(value), number(start), number(length))],
  ['Downcase', (_host, value) => text(value).toLowerCase()],
  ['Upcase', (_host, value) => text(value).toUpperCase()],
  ['Capitalize', (_host, value) => text(value).replace(/(^|\s)\S/g, (c) => c.toUpperCase())],
  ['Escape', (host, value) => built(host, html(text(value)))],
  [
    'EscapeOnce',
    (host, value) =>
      built(
        host,
        html(text(value).replace(/&(amp|lt|gt|quot|#39);/g, (name) => [...htmlNames].find(([, one]) => one === name)?.[0] ?? name)),
      ),
  ],
  ['H', (host, value) => built(host, html(text(value)))],
  ['UrlEncode', (host, value) => built(host, encodeURIComponent(text(value)).replaceAll('%20', '+'))],
  ['UrlDecode', (_host, value) => decoded(text(value))],
  ['Truncate', (_host, value, length = 50, end = '...') => cut(text(value), number(length), text(end))],
  [
    'TruncateWords',
    (_host, value, words = 15, end = '...') => {
      const all = text(value)
        .split(/\s+/)
        .filter((word) => word !== '');
      return all.length > number(words) ? `${all.slice(0, number(words)).join(' ')}${text(end)}` : text(value);
    },
  ],
  ['Split', (_host, value, separator) => text(value).split(text(separator))],
  ['StripHtml', (_host, value) => text(value).replace(/<[^>]*>/g, '')],
  ['Strip', (_host, value) => text(value).trim()],
  ['Lstrip', (_host, value) => text(value).trimStart()],
  ['Rstrip', (_host, value) => text(value).trimEnd()],
  ['StripNewlines', (_host, value) => text(value).replace(/\r?\n/g, '')],
  ['NewlineToBr', (host, value) => built(host, text(value).replace(/\r?\n/g, '<br />$&'))],
  ['Join', (host, value, glue = ' ') => built(host, list(value).map(text).join(text(glue)))],
  [
    'Sort',
    (_host, value, name) =>
      [...list(value)].sort((a, b) => (name === undefined ? compare(a, b) : compare(member(a, text(name)), member(b, text(name))))),
  ],
  ['Map', (_host, value, name) => list(value).map((item) => member(item, text(name)))],
  [
    'Where',
    (_host, value, name, wanted) =>
      list(value).filter((item) => (wanted === undefined ? member(item, text(name)) : text(member(item, text(name))) === text(wanted))),
  ],
  ['Reverse', (_host, value) => [...list(value)].reverse()],
  ['Uniq', (_host, value) => [...new Map(list(value).map((item) => [text(item), item])).values()]],
  ['Compact', (_host, value) => list(value).filter((item) => item !== null && item !== undefined)],
  ['Concat', (_host, value, more) => [...list(value), ...list(more)]],
  ['First', (_host, value) => list(value)[0]],
  ['Last', (_host, value) => list(value).at(-1)],
  ['Replace', (host, value, pattern, by = '') => replaced(host, value, pattern, by, -1)],
  ['ReplaceFirst', (host, value, pattern, by = '') => replaced(host, value, pattern, by, 1)],
  ['Remove', (_host, value, part) => (text(part) === '' ? text(value) : text(value).replaceAll(text(part), ''))],
  ['RemoveFirst', (_host, value, part) => text(value).replace(text(part), '')],
  ['Append', (host, value, more) => built(host, text(value) + text(more))],
  ['Prepend', (host, value, more) => built(host, text(more) + text(value))],
  [
    'Default',
    (_host, value, other) =>
      value === null || value === undefined || value === false || value === '' || (Array.isArray(value) && value.length === 0)
        ? other
        : value,
  ],
  ['Date', (host, value, format) => dated(host, text(value), text(format))],
  [
    'Plus',
    (_host, value, other) =>
      typeof value === 'string' && typeof other === 'string' && !/^\s*-?\d/.test(value) ? value + other : number(value) + number(other),
  ],
  ['Minus', (_host, value, other) => number(value) - number(other)],
  ['Times', (_host, value, other) => number(value) * number(other)],
  ['DividedBy', (_host, value, other) => divided(number(value), number(other))],
  ['Modulo', (_host, value, other) => number(value) % number(other)],
  ['Abs', (_host, value) => Math.abs(number(value))],
  ['Ceil', (_host, value) => Math.ceil(number(value))],
  ['Floor', (_host, value) => Math.floor(number(value))],
  ['Round', (_host, value, places = 0) => round(number(value), number(places))],
  ['AtLeast', (_host, value, least) => Math.max(number(value), number(least))],
  ['AtMost', (_host, value, most) => Math.min(number(value), number(most))],
]);

function sliced(value: string, start: number, length: number): string {
  const from = start < 0 ? Math.max(0, value.length + start) : start;
  return value.slice(from, from + Math.max(0, length));
}

/** Whole numbers divide as in C#; with a fraction on either side the result has one. */
const divided = (a: number, b: number): number => (Number.isInteger(a) && Number.isInteger(b) && b !== 0 ? Math.trunc(a / b) : a / b);

function decoded(value: string): string {
  try {
    return decodeURIComponent(value.replaceAll('+', ' '));
  } catch {
    return value;
  }
}

/** A .NET format; a text that is no date stays as it is. */
function dated(host: Host, value: string, format: string): string {
  if (value === '' || format === '') return value;
  const now = /^(now|today)$/i.test(value) ? new Date(host.clock.now()).toISOString() : value;
  try {
    return formatValue(parseDateTime(host, now, 0), format);
  } catch {
    return value;
  }
}

/** What spends the budget of the rendering that a filter runs in. */
export const hostOf = (context: Context): Host => context.getRegister<Host>(hostRegister);
