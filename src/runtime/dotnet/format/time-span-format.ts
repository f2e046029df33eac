import { badFormat } from '../failures.ts';

interface SpanParts {
  readonly negative: boolean;
  readonly days: string;
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
  /** Ticks within the second, seven digits. */
  readonly fraction: string;
}

function partsOf(ticks: bigint): SpanParts {
  const size = ticks < 0n ? -ticks : ticks;
  const seconds = size / 10_000_000n;
  return {
    negative: ticks < 0n,
    days: String(seconds / 86_400n),
    hours: Number((seconds / 3600n) % 24n),
    minutes: Number((seconds / 60n) % 60n),
    seconds: Number(seconds % 60n),
    fraction: String(size % 10_000_000n).padStart(7, '0'),
  };
}

const two = (value: number): string => String(value).padStart(2, '0');

function constantText(parts: SpanParts): string {
  const days = parts.days === '0' ? '' : `${parts.days}.`;
  const fraction = parts.fraction === '0000000' ? '' : `.${parts.fraction}`;
  return `${parts.negative ? '-' : ''}${days}${two(parts.hours)}:${two(parts.minutes)}:${two(parts.seconds)}${fraction}`;
}

function generalShortText(parts: SpanParts): string {
  const days = parts.days === '0' ? '' : `${parts.days}:`;
  const fraction = parts.fraction.replace(/0+$/, '');
  return `${parts.negative ? '-' : ''}${days}${parts.hours}:${two(parts.minutes)}:${two(parts.seconds)}${fraction === '' ? '' : `.${fraction}`}`;
}

const generalLongText = (parts: SpanParts): string =>
  `${parts.negative ? '-' : ''}${parts.days}:${two(parts.hours)}:${two(parts.minutes)}:${two(parts.seconds)}.${parts.fraction}`;

/** `value.ToString(format)` of a TimeSpan: c, g, G or a custom format, which knows no sign. */
export function formatTimeSpan(ticks: bigint, format: string | null): string {
  const parts = partsOf(ticks);
  switch (format) {
    case null:
    case '':
    case 'c':
    case 't':
    case 'T':
      return constantText(parts);
    case 'g':
      return generalShortText(parts);
    case 'G':
      return generalLongText(parts);
    default:
      return format.length === 1 ? badFormat() : customText(parts, format);
  }
}

function field(letter: string, count: number, parts: SpanParts): string {
  switch (letter) {
    case 'd':
      return count > 8 ? badFormat() : parts.days.padStart(count, '0');
    case 'h':
    case 'm':
    case 's': {
      if (count > 2) return badFormat();
      const value = letter === 'h' ? parts.hours : letter === 'm' ? parts.minutes : parts.seconds;
      return String(value).padStart(count, '0');
    }
    case 'f':
      return count > 7 ? badFormat() : parts.fraction.slice(0, count);
    default:
      return count > 7 ? badFormat() : parts.fraction.slice(0, count).replace(/0+$/, '');
  }
}

function customText(parts: SpanParts, format: string): string {
  let out = '';
  for (let i = 0; i < format.length; ) {
    const c = format[i] ?? '';
    if ('dhmsfF'.includes(c)) {
      let end = i;
      while (format[end] === c) end++;
      out += field(c, end - i, parts);
      i = end;
    } else if (c === "'" || c === '"') {
      const end = format.indexOf(c, i + 1);
      if (end < 0) return badFormat();
      out += format.slice(i + 1, end);
      i = end + 1;
    } else if (c === '\\' && i + 1 < format.length) {
      out += format[i + 1];
      i += 2;
    } else if (c === '%' && i + 1 < format.length && format[i + 1] !== '%') {
      i++;
    } else {
      return badFormat();
    }
  }
  return out;
}
