import type { Host } from '../../host.ts';
import { argument, argumentNull, badFormat } from '../failures.ts';
import { type DateReading, readDate } from '../format/date-parse.ts';
import { readDateExact } from '../format/date-parse-exact.ts';
import { toDateTime, toDateTimeOffset } from '../format/date-result.ts';
import { DateTime } from './date-time.ts';
import { DateTimeOffset } from './date-time-offset.ts';

/** Reading dates for the library: what a text lacks is taken from the clock. */

const nowTicks = (host: Host): bigint => DateTime.fromUnixMilliseconds(host.clock.now()).ticks;

function refuse(text: string, reading: DateReading): never {
  const why = reading.kind === 'word' ? ` There is an unknown word starting at index '${reading.index}'.` : '';
  return badFormat(`${why === '' ? 'String' : 'The string'} '${text}' was not recognized as a valid DateTime.${why}`);
}

/** Undefined when the text is no date. */
export function tryDateTime(host: Host, text: string, styles: number): DateTime | undefined {
  const reading = readDate(text);
  const found = reading.kind === 'date' ? toDateTime(reading.read, styles, nowTicks(host)) : undefined;
  return found === undefined ? undefined : DateTime.of(found.ticks, found.kind);
}

export function parseDateTime(host: Host, text: string | null, styles: number): DateTime {
  if (text === null) argumentNull('s');
  return tryDateTime(host, text, styles) ?? refuse(text, readDate(text));
}

/** DateTimeStyles.NoCurrentDateDefault, which means nothing where the date is never left out. */
const noCurrentDateDefault = 8;

function checkOffsetStyles(styles: number): void {
  if ((styles & noCurrentDateDefault) !== 0)
    argument("The DateTimeStyles value 'NoCurrentDateDefault' is not allowed when parsing DateTimeOffset.", 'styles');
}

export function tryDateTimeOffset(host: Host, text: string, styles: number): DateTimeOffset | undefined {
  checkOffsetStyles(styles);
  const reading = readDate(text);
  const found = reading.kind === 'date' ? toDateTimeOffset(reading.read, styles, nowTicks(host)) : undefined;
  return found === undefined ? undefined : DateTimeOffset.ofMinutes(DateTime.of(found.clock, 0), found.offset);
}

export function parseDateTimeOffset(host: Host, text: string | null, styles: number): DateTimeOffset {
  if (text === null) argumentNull('input');
  return tryDateTimeOffset(host, text, styles) ?? refuse(text, readDate(text));
}

type Formats = readonly (string | null)[];

/** The first format that fits wins. */
export function tryDateTimeExact(host: Host, text: string, formats: Formats, styles: number): DateTime | undefined {
  for (const format of formats) {
    const read = readDateExact(text, format ?? argumentNull('format'), styles);
    const found = read === undefined ? undefined : toDateTime(read, styles, nowTicks(host));
    if (found !== undefined) return DateTime.of(found.ticks, found.kind);
  }
  return undefined;
}

export function parseDateTimeExact(host: Host, text: string | null, formats: Formats, styles: number): DateTime {
  if (text === null) argumentNull('s');
  return tryDateTimeExact(host, text, formats, styles) ?? refuse(text, { kind: 'malformed' });
}

export function tryDateTimeOffsetExact(host: Host, text: string, formats: Formats, styles: number): DateTimeOffset | undefined {
  checkOffsetStyles(styles);
  for (const format of formats) {
    const read = readDateExact(text, format ?? argumentNull('format'), styles);
    const found = read === undefined ? undefined : toDateTimeOffset(read, styles, nowTicks(host));
    if (found !== undefined) return DateTimeOffset.ofMinutes(DateTime.of(found.clock, 0), found.offset);
  }
  return undefined;
}

export function parseDateTimeOffsetExact(host: Host, text: string | null, formats: Formats, styles: number): DateTimeOffset {
  if (text === null) argumentNull('input');
  return tryDateTimeOffsetExact(host, text, formats, styles) ?? refuse(text, { kind: 'malformed' });
}
