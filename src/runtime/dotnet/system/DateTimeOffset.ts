import type { Host } from '../../host.ts';
import { constant, dotnetType, member } from '../define.ts';
import { equals } from '../equals.ts';
import { argument, outOfRange } from '../failures.ts';
import { hash } from '../hash.ts';
import { ticksPerDay, unixEpochTicks } from '../values/calendar.ts';
import { parseDateTimeOffset, parseDateTimeOffsetExact, tryDateTimeOffset, tryDateTimeOffsetExact } from '../values/date-text.ts';
import { DateTime, kinds } from '../values/date-time.ts';
import { DATE_TIME_OFFSET, DateTimeOffset } from '../values/date-time-offset.ts';
import { TimeSpan } from '../values/time-span.ts';
import { Box, type Ref } from '../values.ts';
import { Type } from './Type.ts';

type Text = string | null;
type Texts = readonly Text[] | null;

const whole = { host: true } as const;
const fileTimeEpoch = 504_911_232_000_000_000n;

const fileTime = (ticks: bigint): bigint =>
  ticks < fileTimeEpoch ? outOfRange('_dateData', 'Not a valid Win32 FileTime.') : ticks - fileTimeEpoch;

const now = (host: Host): DateTimeOffset => DateTimeOffset.fromUtc(DateTime.fromUnixMilliseconds(host.clock.now()));

function attempt(found: DateTimeOffset | undefined, result: Ref<DateTimeOffset>): boolean {
  result.value = found ?? DateTimeOffset.minValue;
  return found !== undefined;
}

/** .NET counts whole units since 0001-01-01, so that they are rounded down before 1970 too. */
const unixUnits = (value: DateTimeOffset, unit: bigint): bigint => value.utcTicks / unit - unixEpochTicks / unit;

function fromUnix(value: bigint, unit: bigint, range: string): DateTimeOffset {
  const ticks = unixEpochTicks + value * unit;
  if (ticks < 0n || ticks > DateTime.maxValue.ticks)
    outOfRange(unit === 10_000n ? 'milliseconds' : 'seconds', `Valid values are between ${range}, inclusive.`);
  return DateTimeOffset.fromUtc(DateTime.of(ticks, kinds.utc));
}

function compareToObject(value: DateTimeOffset, other: unknown): number {
  if (other === null) return 1;
  return other instanceof Box && other.value instanceof DateTimeOffset
    ? value.compare(other.value)
    : argument('Object must be of type DateTimeOffset.');
}

function fromDateTime(value: DateTime, offset: TimeSpan): DateTimeOffset {
  if (value.kind !== kinds.unspecified && offset.ticks !== 0n)
    argument(
      value.kind === kinds.utc
        ? 'The UTC Offset for Utc DateTime instances must be 0.'
        : 'The UTC Offset of the local dateTime parameter does not match the offset argument.',
      'offset',
    );
  return DateTimeOffset.of(value, offset);
}

export const DateTimeOffset_ = dotnetType(
  'struct System.DateTimeOffset : IComparable, IFormattable, IComparable<DateTimeOffset>, IEquatable<DateTimeOffset>',
  'A date and a time of day with their distance to UTC.',
  {
    fromDateTime: member(
      'DateTimeOffset(DateTime dateTime)',
      (value: DateTime) => DateTimeOffset.fromUtc(value),
      'A moment in the local zone, which is UTC.',
    ),
    fromDateTimeOffset: member('DateTimeOffset(DateTime dateTime, TimeSpan offset)', fromDateTime, 'A clock with its distance to UTC.'),
    fromTicks: member(
      'DateTimeOffset(long ticks, TimeSpan offset)',
      (ticks: bigint, offset: TimeSpan) => DateTimeOffset.of(DateTime.of(ticks, kinds.unspecified), offset),
      'A clock with its distance to UTC.',
    ),
    fromTime: member(
      'DateTimeOffset(int year, int month, int day, int hour, int minute, int second, TimeSpan offset)',
      (y: number, m: number, d: number, h: number, min: number, s: number, offset: TimeSpan) =>
        DateTimeOffset.of(DateTime.fromParts(y, m, d, h, min, s, 0, kinds.unspecified), offset),
      'A clock with its distance to UTC.',
    ),
    fromMilliseconds: member(
      'DateTimeOffset(int year, int month, int day, int hour, int minute, int second, int millisecond, TimeSpan offset)',
      (y: number, m: number, d: number, h: number, min: number, s: number, ms: number, offset: TimeSpan) =>
        DateTimeOffset.of(DateTime.fromParts(y, m, d, h, min, s, ms, kinds.unspecified), offset),
      'A clock with its distance to UTC.',
    ),
    implicitDateTime: member(
      'static implicit operator DateTimeOffset(DateTime dateTime)',
      (value: DateTime) => DateTimeOffset.fromUtc(value),
      'A moment in the local zone, which is UTC.',
    ),
    minValue: constant('static readonly DateTimeOffset MinValue', DateTimeOffset.minValue, 'The first moment.'),
    maxValue: constant('static readonly DateTimeOffset MaxValue', DateTimeOffset.maxValue, 'The last moment.'),
    unixEpoch: constant(
      'static readonly DateTimeOffset UnixEpoch',
      DateTimeOffset.fromUtc(DateTime.of(unixEpochTicks, kinds.utc)),
      '1970-01-01 UTC.',
    ),
    utcNow: member('static DateTimeOffset UtcNow { get; }', now, 'Now, in UTC.', whole),
    now: member('static DateTimeOffset Now { get; }', now, 'Now; the local zone is UTC.', whole),
    fromUnixTimeSeconds: member(
      'static DateTimeOffset FromUnixTimeSeconds(long seconds)',
      (seconds: bigint) => fromUnix(seconds, 10_000_000n, '-62135596800 and 253402300799'),
      'The moment so many seconds after 1970-01-01 UTC.',
    ),
    fromUnixTimeMilliseconds: member(
      'static DateTimeOffset FromUnixTimeMilliseconds(long milliseconds)',
      (milliseconds: bigint) => fromUnix(milliseconds, 10_000n, '-62135596800000 and 253402300799999'),
      'The moment so many milliseconds after 1970-01-01 UTC.',
    ),
    toUnixTimeSeconds: member(
      'long ToUnixTimeSeconds()',
      (value: DateTimeOffset) => unixUnits(value, 10_000_000n),
      'The whole seconds since 1970-01-01 UTC.',
    ),
    toUnixTimeMilliseconds: member(
      'long ToUnixTimeMilliseconds()',
      (value: DateTimeOffset) => unixUnits(value, 10_000n),
      'The whole milliseconds since 1970-01-01 UTC.',
    ),
    fromFileTime: member(
      'static DateTimeOffset FromFileTime(long fileTime)',
      (ticks: bigint) => DateTimeOffset.fromUtc(DateTime.of(ticks + fileTimeEpoch, kinds.utc)),
      'The moment so many ticks after 1601-01-01.',
    ),
    toFileTime: member('long ToFileTime()', (value: DateTimeOffset) => fileTime(value.utcTicks), 'The ticks since 1601-01-01.'),
    year: member('int Year { get; }', (value: DateTimeOffset) => value.clock.parts.year, 'The year.'),
    month: member('int Month { get; }', (value: DateTimeOffset) => value.clock.parts.month, 'The month, 1 to 12.'),
    day: member('int Day { get; }', (value: DateTimeOffset) => value.clock.parts.day, 'The day of the month.'),
    hour: member('int Hour { get; }', (value: DateTimeOffset) => value.clock.parts.hour, 'The hour, 0 to 23.'),
    minute: member('int Minute { get; }', (value: DateTimeOffset) => value.clock.parts.minute, 'The minute.'),
    second: member('int Second { get; }', (value: DateTimeOffset) => value.clock.parts.second, 'The second.'),
    millisecond: member(
      'int Millisecond { get; }',
      (value: DateTimeOffset) => Math.floor(value.clock.parts.fraction / 10_000),
      'The millisecond.',
    ),
    ticks: member('long Ticks { get; }', (value: DateTimeOffset) => value.clock.ticks, 'The ticks that the clock shows.'),
    utcTicks: member('long UtcTicks { get; }', (value: DateTimeOffset) => value.utcTicks, 'The ticks in UTC.'),
    offset: member('TimeSpan Offset { get; }', (value: DateTimeOffset) => value.offset, 'How far the clock is ahead of UTC.'),
    dateTime: member('DateTime DateTime { get; }', (value: DateTimeOffset) => value.clock, 'What the clock shows.'),
    utcDateTime: member('DateTime UtcDateTime { get; }', (value: DateTimeOffset) => value.utc, 'The moment in UTC.'),
    localDateTime: member(
      'DateTime LocalDateTime { get; }',
      (value: DateTimeOffset) => value.utc.withKind(kinds.local),
      'The moment in the local zone, which is UTC.',
    ),
    date: member('DateTime Date { get; }', (value: DateTimeOffset) => value.clock.date, 'Midnight of the day.'),
    timeOfDay: member(
      'TimeSpan TimeOfDay { get; }',
      (value: DateTimeOffset) => TimeSpan.of(value.clock.ticks % ticksPerDay),
      'The time since midnight.',
    ),
    dayOfWeek: member('DayOfWeek DayOfWeek { get; }', (value: DateTimeOffset) => value.clock.dayOfWeek, 'The day of the week.'),
    dayOfYear: member('int DayOfYear { get; }', (value: DateTimeOffset) => value.clock.dayOfYear, 'The day of the year, from 1.'),
    add: member(
      'DateTimeOffset Add(TimeSpan timeSpan)',
      (value: DateTimeOffset, span: TimeSpan) => value.with(value.clock.addTicks(span.ticks)),
      'The moment after a span.',
    ),
    addDays: member(
      'DateTimeOffset AddDays(double days)',
      (value: DateTimeOffset, days: number) => value.with(value.clock.addUnits(days, 86_400_000)),
      'The moment so many days later.',
    ),
    addHours: member(
      'DateTimeOffset AddHours(double hours)',
      (value: DateTimeOffset, hours: number) => value.with(value.clock.addUnits(hours, 3_600_000)),
      'The moment so many hours later.',
    ),
    addMinutes: member(
      'DateTimeOffset AddMinutes(double minutes)',
      (value: DateTimeOffset, minutes: number) => value.with(value.clock.addUnits(minutes, 60_000)),
      'The moment so many minutes later.',
    ),
    addSeconds: member(
      'DateTimeOffset AddSeconds(double seconds)',
      (value: DateTimeOffset, seconds: number) => value.with(value.clock.addUnits(seconds, 1000)),
      'The moment so many seconds later.',
    ),
    addMilliseconds: member(
      'DateTimeOffset AddMilliseconds(double milliseconds)',
      (value: DateTimeOffset, milliseconds: number) => value.with(value.clock.addUnits(milliseconds, 1)),
      'The moment so many milliseconds later.',
    ),
    addTicks: member(
      'DateTimeOffset AddTicks(long ticks)',
      (value: DateTimeOffset, ticks: bigint) => value.with(value.clock.addTicks(ticks)),
      'The moment so many ticks later.',
    ),
    addMonths: member(
      'DateTimeOffset AddMonths(int months)',
      (value: DateTimeOffset, months: number) => value.with(value.clock.addMonths(months)),
      'The same day so many months later.',
    ),
    addYears: member(
      'DateTimeOffset AddYears(int years)',
      (value: DateTimeOffset, years: number) => value.with(value.clock.addMonths(years * 12)),
      'The same day so many years later.',
    ),
    subtract: member(
      'TimeSpan Subtract(DateTimeOffset value)',
      (value: DateTimeOffset, other: DateTimeOffset) => TimeSpan.of(value.utcTicks - other.utcTicks),
      'The span since another moment.',
    ),
    subtractSpan: member(
      'DateTimeOffset Subtract(TimeSpan value)',
      (value: DateTimeOffset, span: TimeSpan) => value.with(value.clock.addTicks(-span.ticks)),
      'The moment before a span.',
    ),
    toOffset: member(
      'DateTimeOffset ToOffset(TimeSpan offset)',
      (value: DateTimeOffset, offset: TimeSpan) => value.toOffset(offset),
      'The same moment on another clock.',
    ),
    toUniversalTime: member(
      'DateTimeOffset ToUniversalTime()',
      (value: DateTimeOffset) => value.toOffset(TimeSpan.zero),
      'The same moment in UTC.',
    ),
    toLocalTime: member(
      'DateTimeOffset ToLocalTime()',
      (value: DateTimeOffset) => value.toOffset(TimeSpan.zero),
      'The same moment in the local zone, which is UTC.',
    ),
    parse: member(
      'static DateTimeOffset Parse(string input)',
      (host: Host, text: Text) => parseDateTimeOffset(host, text, 0),
      'Reads the moment that a text is.',
      whole,
    ),
    parseCulture: member(
      'static DateTimeOffset Parse(string input, IFormatProvider formatProvider)',
      (host: Host, text: Text, _provider: unknown) => parseDateTimeOffset(host, text, 0),
      'Reads the moment that a text is.',
      whole,
    ),
    parseStyle: member(
      'static DateTimeOffset Parse(string input, IFormatProvider formatProvider, DateTimeStyles styles)',
      (host: Host, text: Text, _provider: unknown, styles: number) => parseDateTimeOffset(host, text, styles),
      'Reads the moment that a text is.',
      whole,
    ),
    parseExact: member(
      'static DateTimeOffset ParseExact(string input, string format, IFormatProvider formatProvider)',
      (host: Host, text: Text, format: Text, _provider: unknown) => parseDateTimeOffsetExact(host, text, [format], 0),
      'Reads a moment in one format.',
      whole,
    ),
    parseExactStyle: member(
      'static DateTimeOffset ParseExact(string input, string format, IFormatProvider formatProvider, DateTimeStyles styles)',
      (host: Host, text: Text, format: Text, _provider: unknown, styles: number) => parseDateTimeOffsetExact(host, text, [format], styles),
      'Reads a moment in one format.',
      whole,
    ),
    parseExactAny: member(
      'static DateTimeOffset ParseExact(string input, string[] formats, IFormatProvider formatProvider, DateTimeStyles styles)',
      (host: Host, text: Text, formats: Texts, _provider: unknown, styles: number) =>
        parseDateTimeOffsetExact(host, text, formats ?? [], styles),
      'Reads a moment in one of several formats.',
      whole,
    ),
    tryParse: member(
      'static bool TryParse(string input, out DateTimeOffset result)',
      (host: Host, text: Text, result: Ref<DateTimeOffset>) =>
        attempt(text === null ? undefined : tryDateTimeOffset(host, text, 0), result),
      'Reads the moment that a text is, if it is one.',
      whole,
    ),
    tryParseStyle: member(
      'static bool TryParse(string input, IFormatProvider formatProvider, DateTimeStyles styles, out DateTimeOffset result)',
      (host: Host, text: Text, _provider: unknown, styles: number, result: Ref<DateTimeOffset>) =>
        attempt(text === null ? undefined : tryDateTimeOffset(host, text, styles), result),
      'Reads the moment that a text is, if it is one.',
      whole,
    ),
    tryParseExact: member(
      'static bool TryParseExact(string input, string format, IFormatProvider formatProvider, DateTimeStyles styles, out DateTimeOffset result)',
      (host: Host, text: Text, format: Text, _provider: unknown, styles: number, result: Ref<DateTimeOffset>) =>
        attempt(text === null || format === null ? undefined : tryDateTimeOffsetExact(host, text, [format], styles), result),
      'Reads a moment in one format, if it has it.',
      whole,
    ),
    compare: member(
      'static int Compare(DateTimeOffset first, DateTimeOffset second)',
      (a: DateTimeOffset, b: DateTimeOffset) => a.compare(b),
      'Orders two moments.',
    ),
    equalsStatic: member(
      'static bool Equals(DateTimeOffset first, DateTimeOffset second)',
      (a: DateTimeOffset, b: DateTimeOffset) => a.compare(b) === 0,
      'Whether two moments are the same.',
    ),
    addition: member(
      'static DateTimeOffset operator +(DateTimeOffset dateTimeOffset, TimeSpan timeSpan)',
      (value: DateTimeOffset, span: TimeSpan) => value.with(value.clock.addTicks(span.ticks, 't')),
      'The moment after a span.',
    ),
    subtraction: member(
      'static DateTimeOffset operator -(DateTimeOffset dateTimeOffset, TimeSpan timeSpan)',
      (value: DateTimeOffset, span: TimeSpan) => value.with(value.clock.addTicks(-span.ticks, 't')),
      'The moment before a span.',
    ),
    difference: member(
      'static TimeSpan operator -(DateTimeOffset left, DateTimeOffset right)',
      (a: DateTimeOffset, b: DateTimeOffset) => TimeSpan.of(a.utcTicks - b.utcTicks),
      'The span between two moments.',
    ),
    equal: member(
      'static bool operator ==(DateTimeOffset left, DateTimeOffset right)',
      (a: DateTimeOffset, b: DateTimeOffset) => a.compare(b) === 0,
      'Whether two moments are the same.',
    ),
    notEqual: member(
      'static bool operator !=(DateTimeOffset left, DateTimeOffset right)',
      (a: DateTimeOffset, b: DateTimeOffset) => a.compare(b) !== 0,
      'Whether two moments differ.',
    ),
    less: member(
      'static bool operator <(DateTimeOffset left, DateTimeOffset right)',
      (a: DateTimeOffset, b: DateTimeOffset) => a.compare(b) < 0,
      'Whether the first is earlier.',
    ),
    lessOrEqual: member(
      'static bool operator <=(DateTimeOffset left, DateTimeOffset right)',
      (a: DateTimeOffset, b: DateTimeOffset) => a.compare(b) <= 0,
      'Whether the first is not later.',
    ),
    greater: member(
      'static bool operator >(DateTimeOffset left, DateTimeOffset right)',
      (a: DateTimeOffset, b: DateTimeOffset) => a.compare(b) > 0,
      'Whether the first is later.',
    ),
    greaterOrEqual: member(
      'static bool operator >=(DateTimeOffset left, DateTimeOffset right)',
      (a: DateTimeOffset, b: DateTimeOffset) => a.compare(b) >= 0,
      'Whether the first is not earlier.',
    ),
    compareTo: member(
      'int CompareTo(DateTimeOffset other)',
      (value: DateTimeOffset, other: DateTimeOffset) => value.compare(other),
      'Orders this moment and another.',
    ),
    compareToObject: member('int CompareTo(object obj)', compareToObject, 'Orders this moment and another.'),
    equals: member(
      'bool Equals(DateTimeOffset other)',
      (value: DateTimeOffset, other: DateTimeOffset) => value.compare(other) === 0,
      'Whether both are the same moment.',
    ),
    equalsObject: member(
      'bool Equals(object obj)',
      (value: DateTimeOffset, other: unknown) => other instanceof Box && equals(value, other.value),
      'Whether a value is the same moment.',
    ),
    equalsExact: member(
      'bool EqualsExact(DateTimeOffset other)',
      (value: DateTimeOffset, other: DateTimeOffset) => value.compare(other) === 0 && value.offsetMinutes === other.offsetMinutes,
      'Whether both show the same clock and offset.',
    ),
    getHashCode: member('int GetHashCode()', (value: DateTimeOffset) => hash(value), 'A number that equal values share.'),
    toString: member('string ToString()', (value: DateTimeOffset) => value.toString(), 'The moment as MM/dd/yyyy HH:mm:ss zzz.'),
    toStringFormat: member(
      'string ToString(string format)',
      (value: DateTimeOffset, format: Text) => value.toString(format),
      'The moment in a format.',
    ),
    toStringCulture: member(
      'string ToString(IFormatProvider formatProvider)',
      (value: DateTimeOffset, _provider: unknown) => value.toString(),
      'The moment as MM/dd/yyyy HH:mm:ss zzz.',
    ),
    toStringFormatCulture: member(
      'string ToString(string format, IFormatProvider formatProvider)',
      (value: DateTimeOffset, format: Text, _provider: unknown) => value.toString(format),
      'The moment in a format.',
    ),
    getType: member('Type GetType()', (_value: DateTimeOffset) => new Type(DATE_TIME_OFFSET), 'The type DateTimeOffset.'),
  },
);
