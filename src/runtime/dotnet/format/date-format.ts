import { badFormat } from '../failures.ts';
import { partsOf, ticksPerDay, ticksPerMinute } from '../values/calendar.ts';
import { dayNames, monthNames, shortName, standardPatterns } from './date-names.ts';

/** What a date shows: its clock, the text of `K`, and the minutes of its offset if it is a DateTimeOffset. */
export interface DateView {
  readonly ticks: bigint;
  readonly zone: string;
  readonly offset: number | undefined;
}

const two = (value: number): string => String(value).padStart(2, '0');

/** `+02:00`. */
export function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

const toUtc = (view: DateView): DateView => ({
  ticks: view.ticks - BigInt(view.offset ?? 0) * ticksPerMinute,
  zone: 'Z',
  offset: view.offset === undefined ? undefined : 0,
});

/** `value.ToString(format)` of a DateTime or a DateTimeOffset. */
export function formatDate(view: DateView, format: string | null): string {
  if (format === null || format === '') return custom(view, view.offset === undefined ? 'MM/dd/yyyy HH:mm:ss' : 'MM/dd/yyyy HH:mm:ss zzz');
  if (format.length > 1) return custom(view, format);
  const pattern = standardPatterns.get(format) ?? badFormat();
  if (format === 'U' && view.offset !== undefined) return badFormat();
  return custom('rRuU'.includes(format) ? toUtc(view) : view, pattern);
}

function year(value: number, count: number): string {
  if (count > 2) return String(value).padStart(count, '0');
  return count === 2 ? two(value % 100) : String(value % 100);
}

function zoneOffset(view: DateView, count: number): string {
  const minutes = view.offset ?? 0;
  if (count > 2) return offsetText(minutes);
  const hours = Math.floor(Math.abs(minutes) / 60);
  return `${minutes < 0 ? '-' : '+'}${count === 1 ? hours : two(hours)}`;
}

function custom(view: DateView, format: string): string {
  const parts = partsOf(view.ticks);
  const weekday = dayNames[Number((view.ticks / ticksPerDay + 1n) % 7n)] ?? '';
  const month = monthNames[parts.month - 1] ?? '';
  const fraction = String(parts.fraction).padStart(7, '0');
  const padded = (value: number, count: number): string => (count === 1 ? String(value) : two(value));
  const field = (letter: string, count: number): string => {
    switch (letter) {
      case 'd':
        return count > 3 ? weekday : count === 3 ? shortName(weekday) : padded(parts.day, count);
      case 'M':
        return count > 3 ? month : count === 3 ? shortName(month) : padded(parts.month, count);
      case 'y':
        return year(parts.year, count);
      case 'h':
        return padded(parts.hour % 12 === 0 ? 12 : parts.hour % 12, count);
      case 'H':
        return padded(parts.hour, count);
      case 'm':
        return padded(parts.minute, count);
      case 's':
        return padded(parts.second, count);
      case 't':
        return (parts.hour < 12 ? 'AM' : 'PM').slice(0, count === 1 ? 1 : 2);
      case 'g':
        return 'A.D.';
      case 'z':
        return zoneOffset(view, count);
      case 'K':
        return view.zone.repeat(count);
      default:
        return count > 7 ? badFormat() : fraction.slice(0, count);
    }
  };
  let out = '';
  for (let i = 0; i < format.length; ) {
    const c = format[i] ?? '';
    if ('dMyhHmstgzKfF'.includes(c)) {
      let end = i;
      while (format[end] === c) end++;
      const text = field(c, end - i);
      if (c === 'F') {
        const kept = text.replace(/0+$/, '');
        // A point before digits that all vanish vanishes with them.
        out = kept === '' && out.endsWith('.') ? out.slice(0, -1) : out + kept;
      } else out += text;
      i = end;
    } else if (c === "'" || c === '"') {
      const [text, end] = quoted(format, i);
      out += text;
      i = end;
    } else if (c === '\\') {
      if (i + 1 >= format.length) return badFormat();
      out += format[i + 1];
      i += 2;
    } else if (c === '%') {
      if (i + 1 >= format.length || format[i + 1] === '%') return badFormat();
      i++;
    } else {
      out += c;
      i++;
    }
  }
  return out;
}

/** The text between quotes, in which a backslash escapes, and where the format goes on. */
export function quoted(format: string, start: number): readonly [string, number] {
  const quote = format[start];
  let text = '';
  for (let i = start + 1; i < format.length; i++) {
    if (format[i] === quote) return [text, i + 1];
    if (format[i] === '\\') i++;
    text += format[i] ?? '';
  }
  return badFormat();
}
