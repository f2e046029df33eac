import type { Host } from '../../host.ts';
import { badFormat, overflow } from '../failures.ts';
import { doubleText, singleText } from '../format/number-format.ts';
import { parseDouble, styles } from '../format/parse-number.ts';
import { type IntegerType, parseTo } from '../system/integer-rows.ts';
import { isXmlSpace, trimEnds } from '../text/trim-ends.ts';
import { toText } from '../to-text.ts';
import { parseDateTime, parseDateTimeOffset } from '../values/date-text.ts';
import { DateTime } from '../values/date-time.ts';
import { DateTimeOffset } from '../values/date-time-offset.ts';
import type { Decimal } from '../values/decimal.ts';
import { parseDecimal } from '../values/decimal-text.ts';
import { Guid } from '../values/guid.ts';
import { TimeSpan } from '../values/time-span.ts';
import { Box } from '../values.ts';

/** Values as XML Schema writes them, which is how LINQ to XML reads and writes content. */

const white = styles.leadingWhite | styles.trailingWhite;
const realStyle = white | styles.leadingSign | styles.decimalPoint | styles.exponent;

const trim = (text: string): string => trimEnds(text, isXmlSpace);

export function readBoolean(text: string): boolean {
  switch (trim(text).toLowerCase()) {
    case '1':
    case 'true':
      return true;
    case '0':
    case 'false':
      return false;
    default:
      return badFormat(`The string '${text}' is not a valid Boolean value.`);
  }
}

export const readInteger = <N extends number | bigint>(of: IntegerType<N>, text: string): N =>
  parseTo(of, text, white | styles.leadingSign);

export function readDouble(text: string): number {
  const trimmed = trim(text);
  if (trimmed === 'INF') return Number.POSITIVE_INFINITY;
  if (trimmed === '-INF') return Number.NEGATIVE_INFINITY;
  const value = parseDouble(trimmed, realStyle) ?? badFormat();
  return value === 0 && trimmed.startsWith('-') ? -0 : value;
}

export const readDecimal = (text: string): Decimal => parseDecimal(text, white | styles.leadingSign | styles.decimalPoint);

/** DateTimeStyles.RoundtripKind. */
const roundtrip = 128;

export const readDateTime = (host: Host, text: string): DateTime => parseDateTime(host, text, roundtrip);

export const readDateTimeOffset = (host: Host, text: string): DateTimeOffset => parseDateTimeOffset(host, trim(text), roundtrip);

export const readGuid = (text: string): Guid => Guid.parse(text, 'g');

const duration = /^(-)?P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d+))?S)?)?$/;

/** ISO 8601 durations; a year has 365 days and a month 30. */
export function readTimeSpan(text: string): TimeSpan {
  const found = duration.exec(trim(text));
  const refuse = (): never => badFormat(`The string '${text}' is not a valid TimeSpan value.`);
  if (found === null) return refuse();
  const [, sign, years, months, days, time, hours, minutes, seconds, fraction = ''] = found;
  if ([years, months, days, hours, minutes, seconds].every((part) => part === undefined) || time === 'T') return refuse();
  const part = (value: string | undefined): bigint => BigInt(value ?? 0);
  const allDays = part(years) * 365n + part(months) * 30n + part(days);
  const allSeconds = ((allDays * 24n + part(hours)) * 60n + part(minutes)) * 60n + part(seconds);
  const ticks = allSeconds * 10_000_000n + BigInt(fraction.slice(0, 7).padEnd(7, '0'));
  if (ticks >= 2n ** 63n) overflow('TimeSpan overflowed because the duration is too long.');
  return TimeSpan.of(sign === '-' ? -ticks : ticks);
}

function spanText(span: TimeSpan): string {
  const size = span.ticks < 0n ? -span.ticks : span.ticks;
  const seconds = size / 10_000_000n;
  const fraction = String(size % 10_000_000n)
    .padStart(7, '0')
    .replace(/0+$/, '');
  const parts: string[] = [];
  const put = (value: bigint, unit: string): void => {
    if (value !== 0n) parts.push(`${value}${unit}`);
  };
  put(seconds / 86_400n, 'D');
  const clock: string[] = [];
  const hours = (seconds / 3600n) % 24n;
  const minutes = (seconds / 60n) % 60n;
  const rest = seconds % 60n;
  if (hours !== 0n) clock.push(`${hours}H`);
  if (minutes !== 0n) clock.push(`${minutes}M`);
  if (rest !== 0n || fraction !== '') clock.push(`${rest}${fraction === '' ? '' : `.${fraction}`}S`);
  if (clock.length > 0) parts.push(`T${clock.join('')}`);
  return `${span.ticks < 0n ? '-' : ''}P${parts.length === 0 ? 'T0S' : parts.join('')}`;
}

const real = (value: number, text: (value: number) => string): string =>
  Number.isFinite(value) || Number.isNaN(value) ? text(value) : value > 0 ? 'INF' : '-INF';

/** The text of a value inside XML. */
export function xmlText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  const inner = value instanceof Box ? value.value : value;
  if (inner instanceof DateTime) return inner.toString("yyyy'-'MM'-'dd'T'HH':'mm':'ss.FFFFFFFK");
  if (inner instanceof DateTimeOffset) {
    const text = inner.toString("yyyy'-'MM'-'dd'T'HH':'mm':'ss.FFFFFFF");
    return inner.offsetMinutes === 0 ? `${text}Z` : `${text}${inner.toString('zzz')}`;
  }
  if (inner instanceof TimeSpan) return spanText(inner);
  if (value instanceof Box && typeof inner === 'number') {
    if (value.type.name === 'System.Double') return real(inner, doubleText);
    if (value.type.name === 'System.Single') return real(inner, singleText);
  }
  return toText(value);
}
