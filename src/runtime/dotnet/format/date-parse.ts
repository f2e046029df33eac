import { trimEnds } from '../text/trim-ends.ts';
import { ticksPerSecond } from '../values/calendar.ts';
import { dayNames, monthNames, shortName } from './date-names.ts';
import type { ReadDate } from './date-result.ts';

/**
 * Dates in the many shapes that `DateTime.Parse` takes with the invariant culture: year first, month first, month names,
 * with or without time, zone and name of the day.
 */

type Token =
  | { readonly kind: 'number'; readonly text: string; readonly before: string }
  | { readonly kind: 'month'; readonly month: number }
  | { readonly kind: 'weekday'; readonly weekday: number }
  | { readonly kind: 'time'; readonly time: bigint; readonly needsHalf: boolean }
  | { readonly kind: 'half'; readonly afternoon: boolean }
  | { readonly kind: 'zone'; readonly offset: number; readonly utc: boolean };

/** Why a text is no date: an unknown word at a place, or anything else. */
export type DateProblem = { readonly kind: 'word'; readonly index: number } | { readonly kind: 'malformed' };

export type DateReading = { readonly kind: 'date'; readonly read: ReadDate } | DateProblem;

/** No date is longer than this, however much white space it has. */
const longest = 1000;

const malformed: DateReading = { kind: 'malformed' };

const timeShape = /(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,](\d{1,18}))?)?/y;
const zoneShape = /([+-])(\d{1,2})(?::?(\d{2}))?(?!\d)/y;
const numberShape = /\d{1,8}/y;
const wordShape = /[A-Za-z]+\.?/y;

function at(shape: RegExp, text: string, index: number): RegExpExecArray | null {
  shape.lastIndex = index;
  return shape.exec(text);
}

/** Fractions beyond the seventh digit are rounded. */
export function fractionTicks(digits: string): bigint {
  const seven = BigInt(digits.slice(0, 7).padEnd(7, '0'));
  return digits.charCodeAt(7) >= 0x35 ? seven + 1n : seven;
}

const nameIndex = (names: readonly string[], word: string): number => {
  const lower = word.toLowerCase();
  return names.findIndex((name) => name.toLowerCase() === lower || shortName(name).toLowerCase() === lower);
};

function readTime(found: RegExpExecArray): Token | undefined {
  const [, hours = '', minutes = '', seconds = '0', fraction = ''] = found;
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  const whole = BigInt((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds));
  return { kind: 'time', time: whole * ticksPerSecond + fractionTicks(fraction), needsHalf: false };
}

/** A word as a token; `T` between date and time gives none. */
function readWord(word: string): Token | 'skip' | undefined {
  const plain = word.replace(/\.$/, '');
  switch (plain.toUpperCase()) {
    case 'T':
      return 'skip';
    case 'Z':
    case 'GMT':
    case 'UTC':
      return { kind: 'zone', offset: 0, utc: true };
    case 'AM':
    case 'A':
      return { kind: 'half', afternoon: false };
    case 'PM':
    case 'P':
      return { kind: 'half', afternoon: true };
    default: {
      const month = nameIndex(monthNames, plain);
      if (month >= 0) return { kind: 'month', month: month + 1 };
      const weekday = nameIndex(dayNames, plain);
      return weekday >= 0 ? { kind: 'weekday', weekday } : undefined;
    }
  }
}

type Tokens = { readonly kind: 'tokens'; readonly tokens: Token[] } | DateProblem;

function tokenize(text: string): Tokens {
  const tokens: Token[] = [];
  const bad: Tokens = { kind: 'malformed' };
  let before = '';
  let timeSeen = false;
  for (let i = 0; i < text.length; ) {
    const c = text[i] ?? '';
    const zone = timeSeen && (c === '+' || c === '-') ? at(zoneShape, text, i) : null;
    const time = at(timeShape, text, i);
    if (zone !== null) {
      const [, sign, hours = '', minutes = '0'] = zone;
      const offset = Number(hours) * 60 + Number(minutes);
      if (Number(minutes) > 59 || offset > 14 * 60) return bad;
      tokens.push({ kind: 'zone', offset: sign === '-' ? -offset : offset, utc: false });
      i += zone[0].length;
    } else if (time !== null && !timeSeen) {
      const token = readTime(time);
      if (token === undefined) return bad;
      tokens.push(token);
      timeSeen = true;
      i += time[0].length;
    } else if (c >= '0' && c <= '9') {
      const [digits = ''] = at(numberShape, text, i) ?? [];
      const half = /^\s*[ap]\.?m\b/i.test(text.slice(i + digits.length, i + digits.length + 6));
      if (half && !timeSeen) {
        if (Number(digits) > 12) return bad;
        tokens.push({ kind: 'time', time: BigInt(Number(digits) * 3600) * ticksPerSecond, needsHalf: true });
        timeSeen = true;
      } else tokens.push({ kind: 'number', text: digits, before });
      i += digits.length;
    } else if (/[A-Za-z]/.test(c)) {
      const [word = ''] = at(wordShape, text, i) ?? [];
      const token = readWord(word);
      if (token === undefined) return { kind: 'word', index: i };
      if (token !== 'skip') tokens.push(token);
      i += word.length;
    } else if (/[\s,/.-]/.test(c)) {
      // A point behind a time wants the digits of a fraction.
      if (c === '.' && tokens.at(-1)?.kind === 'time') return bad;
      before = c;
      i++;
      continue;
    } else return bad;
    before = '';
  }
  return { kind: 'tokens', tokens };
}

/** 30 to 99 are of the last century. */
export const fullYear = (text: string): number => (text.length > 2 ? Number(text) : Number(text) + (Number(text) < 30 ? 2000 : 1900));

/** Puts numbers without a month name into their places. */
function placeNumbers(read: ReadDate, numbers: readonly string[]): boolean {
  const [a = '', b = '', c = ''] = numbers;
  const isYear = (text: string): boolean => text.length > 2;
  const set = (year: string, month: string, day: string): boolean => {
    read.year = fullYear(year);
    read.month = Number(month);
    read.day = Number(day);
    return true;
  };
  switch (numbers.length) {
    case 0:
      return true;
    case 2:
      if (isYear(a)) return set(a, b, '1');
      if (isYear(b)) return set(b, a, '1');
      read.month = Number(a);
      read.day = Number(b);
      return true;
    case 3:
      if (isYear(a)) return set(a, b, c);
      return !isYear(b) && set(c, a, b);
    default:
      return false;
  }
}

/** Numbers beside a month name: day, year or both. */
function placeNamed(read: ReadDate, numbers: readonly string[], numberFirst: boolean): boolean {
  const [a = '', b = ''] = numbers;
  switch (numbers.length) {
    case 0:
      return false;
    case 1:
      // The invariant culture writes `MMMM dd` and `yyyy MMMM`, so a number before a month is a year, one behind it a day.
      if (a.length > 2) read.year = Number(a);
      else if (numberFirst) read.year = fullYear(a);
      else read.day = Number(a);
      if (read.day === undefined) read.day = 1;
      return true;
    case 2:
      if (a.length > 2) {
        read.year = Number(a);
        read.day = Number(b);
      } else {
        read.day = Number(a);
        read.year = fullYear(b);
      }
      return true;
    default:
      return false;
  }
}

const twelveHours = 43_200n * ticksPerSecond;

/** The time with AM and PM applied; undefined when they do not fit together. */
function halfDay(time: bigint, half: boolean | undefined): bigint | undefined {
  if (half === undefined) return time;
  const hour = Number(time / (3600n * ticksPerSecond));
  if (hour > 12) return undefined;
  const base = hour === 12 ? time - twelveHours : time;
  return half ? base + twelveHours : base;
}

/** Reads a date in any shape. */
export function readDate(text: string): DateReading {
  if (text.length > longest) return malformed;
  const result = tokenize(trimEnds(text, (code) => code === 0));
  if (result.kind !== 'tokens') return result;
  const read: ReadDate = {};
  const numbers: string[] = [];
  let half: boolean | undefined;
  for (const token of result.tokens) {
    switch (token.kind) {
      case 'number':
        numbers.push(token.text);
        break;
      case 'month':
        if (read.month !== undefined) return malformed;
        read.month = token.month;
        break;
      case 'weekday':
        if (read.weekday !== undefined) return malformed;
        read.weekday = token.weekday;
        break;
      case 'time':
        read.time = token.time;
        break;
      case 'half':
        if (half !== undefined || read.time === undefined) return malformed;
        half = token.afternoon;
        break;
      case 'zone':
        if (read.offset !== undefined) return malformed;
        read.offset = token.offset;
        read.utc = token.utc;
        break;
    }
  }
  const numberFirst = result.tokens.find(({ kind }) => kind === 'number' || kind === 'month')?.kind === 'number';
  if (result.tokens.length === 0 || !(read.month === undefined ? placeNumbers(read, numbers) : placeNamed(read, numbers, numberFirst)))
    return malformed;
  if (numbers.some((number) => number.length > 4)) return malformed;
  if (read.time === undefined && (read.offset !== undefined || (numbers.length === 0 && read.weekday === undefined))) return malformed;
  if (read.time !== undefined) {
    const time = halfDay(read.time, half);
    if (time === undefined) return malformed;
    read.time = time;
  }
  return { kind: 'date', read };
}
