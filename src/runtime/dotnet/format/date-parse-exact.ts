import { ticksPerSecond } from '../values/calendar.ts';
import { quoted } from './date-format.ts';
import { dayNames, monthNames, shortName, standardPatterns } from './date-names.ts';
import { fractionTicks, fullYear } from './date-parse.ts';
import { dateStyles, type ReadDate } from './date-result.ts';

/** Reads a text along one format. */
class Reader {
  readonly text: string;
  at = 0;

  constructor(text: string) {
    this.text = text;
  }

  digits(min: number, max: number): string | undefined {
    const found = new RegExp(`\\d{${min},${max}}`, 'y');
    found.lastIndex = this.at;
    const [digits] = found.exec(this.text) ?? [];
    if (digits !== undefined) this.at += digits.length;
    return digits;
  }

  name(names: readonly string[]): number | undefined {
    const rest = this.text.slice(this.at, this.at + 12).toLowerCase();
    const index = names.findIndex((name) => rest.startsWith(name.toLowerCase()));
    if (index < 0) return undefined;
    this.at += names[index]?.length ?? 0;
    return index;
  }

  literal(text: string): boolean {
    if (!this.text.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  white(): void {
    while (/\s/.test(this.text[this.at] ?? '')) this.at++;
  }
}

interface Fields {
  hour?: number;
  minute?: number;
  second?: number;
  fraction?: bigint;
  afternoon?: boolean;
}

const expand = (format: string): string => (format.length === 1 ? (standardPatterns.get(format) ?? format) : format);

function readOffset(reader: Reader, count: number, read: ReadDate): boolean {
  const sign = reader.text[reader.at];
  if (sign !== '+' && sign !== '-') return false;
  reader.at++;
  const hours = reader.digits(count > 1 ? 2 : 1, 2);
  if (hours === undefined) return false;
  let minutes = '0';
  if (count > 2) {
    reader.literal(':');
    minutes = reader.digits(2, 2) ?? '';
    if (minutes === '') return false;
  }
  const size = Number(hours) * 60 + Number(minutes);
  read.offset = sign === '-' ? -size : size;
  return size <= 14 * 60;
}

function readZone(reader: Reader, read: ReadDate): boolean {
  if (reader.literal('Z')) {
    read.offset = 0;
    read.utc = true;
    return true;
  }
  return '+-'.includes(reader.text[reader.at] ?? ' ') ? readOffset(reader, 3, read) : true;
}

/** One field of a format; false when the text does not fit. */
function readField(reader: Reader, letter: string, count: number, read: ReadDate, fields: Fields): boolean {
  /** Keeps a number of one or two digits that is at most `limit`. */
  const number = (limit: number, keep: (value: number) => void): boolean => {
    const digits = reader.digits(count === 1 ? 1 : 2, 2);
    if (digits === undefined || Number(digits) > limit) return false;
    keep(Number(digits));
    return true;
  };
  const name = (names: readonly string[], keep: (index: number) => void): boolean => {
    const index = reader.name(names);
    if (index !== undefined) keep(index);
    return index !== undefined;
  };
  switch (letter) {
    case 'd':
      if (count <= 2) return number(31, (day) => Object.assign(read, { day }));
      return name(count === 3 ? dayNames.map(shortName) : dayNames, (weekday) => Object.assign(read, { weekday }));
    case 'M':
      if (count <= 2) return number(12, (month) => Object.assign(read, { month }));
      return name(count === 3 ? monthNames.map(shortName) : monthNames, (index) => Object.assign(read, { month: index + 1 }));
    case 'y': {
      const digits = count <= 2 ? reader.digits(count, 2) : count === 3 ? reader.digits(3, 5) : reader.digits(count, count);
      if (digits === undefined) return false;
      read.year = count <= 2 ? fullYear(digits.padStart(2, '0')) : Number(digits);
      return true;
    }
    case 'h':
    case 'H':
      return number(letter === 'h' ? 12 : 23, (hour) => Object.assign(fields, { hour }));
    case 'm':
      return number(59, (minute) => Object.assign(fields, { minute }));
    case 's':
      return number(59, (second) => Object.assign(fields, { second }));
    case 't':
      return name(count === 1 ? ['A', 'P'] : ['AM', 'PM'], (index) => Object.assign(fields, { afternoon: index === 1 }));
    case 'f':
    case 'F': {
      const digits = count > 7 ? undefined : reader.digits(letter === 'f' ? count : 0, count);
      fields.fraction = fractionTicks(digits ?? '');
      return digits !== undefined;
    }
    case 'z':
      return readOffset(reader, count, read);
    case 'K':
      return readZone(reader, read);
    default:
      return reader.name(['A.D.', 'AD']) !== undefined;
  }
}

function finish(read: ReadDate, fields: Fields): ReadDate | undefined {
  let hour = fields.hour ?? 0;
  if (fields.afternoon !== undefined) {
    if (hour > 12) return undefined;
    hour = (hour % 12) + (fields.afternoon ? 12 : 0);
  }
  const seconds = BigInt((hour * 60 + (fields.minute ?? 0)) * 60 + (fields.second ?? 0));
  return { ...read, time: seconds * ticksPerSecond + (fields.fraction ?? 0n) };
}

/** Reads a date that has exactly the given format; undefined when the text does not fit. */
export function readDateExact(text: string, format: string, styles: number): ReadDate | undefined {
  const pattern = expand(format);
  const reader = new Reader(text);
  const read: ReadDate = {};
  const fields: Fields = {};
  const inner = (styles & dateStyles.innerWhite) !== 0;
  if ((styles & dateStyles.leadingWhite) !== 0) reader.white();
  for (let i = 0; i < pattern.length; ) {
    const c = pattern[i] ?? '';
    if (inner) reader.white();
    if (c === 'Z' || pattern.startsWith('GMT', i)) {
      // These stand for a zone also where they are not marked as one.
      if (!reader.literal('GMT') && !(c === 'Z' && reader.literal('Z'))) return undefined;
      read.offset = 0;
      i += c === 'Z' ? 1 : 3;
    } else if ('dMyhHmstgzKfF'.includes(c)) {
      let end = i;
      while (pattern[end] === c) end++;
      if (!readField(reader, c, end - i, read, fields)) return undefined;
      i = end;
    } else if (c === "'" || c === '"') {
      const [literal, end] = quoted(pattern, i);
      if (!reader.literal(literal)) return undefined;
      i = end;
    } else if (c === '\\' || c === '%') {
      if (c === '\\' && !reader.literal(pattern[i + 1] ?? '')) return undefined;
      i += c === '\\' ? 2 : 1;
    } else {
      // A point before optional digits is optional too.
      const optional = c === '.' && pattern[i + 1] === 'F';
      if (!(inner && c === ' ') && !reader.literal(c) && !optional) return undefined;
      i++;
    }
  }
  if ((styles & dateStyles.trailingWhite) !== 0) reader.white();
  if (reader.at < text.length) return undefined;
  return finish(read, fields);
}
