import type { Host } from '../../host.ts';
import { constant, dotnetType, member } from '../define.ts';
import { equals } from '../equals.ts';
import { argument, outOfRange, overflow } from '../failures.ts';
import { hash } from '../hash.ts';
import { daysInMonth, isLeapYear, ticksPerDay, ticksPerMillisecond, unixEpochTicks } from '../values/calendar.ts';
import { parseDateTime, parseDateTimeExact, tryDateTime, tryDateTimeExact } from '../values/date-text.ts';
import { DATE_TIME, DateTime, kinds } from '../values/date-time.ts';
import { TimeSpan } from '../values/time-span.ts';
import { Box, type Ref } from '../values.ts';
import { compareDateToObject, dateOperatorRows } from './date-operators.ts';
import { Type } from './Type.ts';

type Text = string | null;
type Texts = readonly Text[] | null;

const whole = { host: true } as const;
const { unspecified } = kinds;

const now = (host: Host, kind: number): DateTime => DateTime.fromUnixMilliseconds(host.clock.now(), kind);

function attempt(found: DateTime | undefined, result: Ref<DateTime>): boolean {
  result.value = found ?? DateTime.minValue;
  return found !== undefined;
}

function checkedDays(year: number, month: number): number {
  if (month < 1 || month > 12) outOfRange('month', 'Month must be between one and twelve.');
  if (year < 1 || year > 9999) outOfRange('year', 'Year must be between 1 and 9999.');
  return daysInMonth(year, month);
}

function leapYear(year: number): boolean {
  if (year < 1 || year > 9999) outOfRange('year', 'Year must be between 1 and 9999.');
  return isLeapYear(year);
}

/** The local zone is UTC, so only the kind changes. */
const universal = (value: DateTime): DateTime => value.withKind(kinds.utc);
const local = (value: DateTime): DateTime => value.withKind(kinds.local);

/** The two highest bits are the kind. */
function fromBinary(data: bigint): DateTime {
  const bits = BigInt.asUintN(64, data);
  const kind = Number(bits >> 62n);
  return DateTime.of(bits & ((1n << 62n) - 1n), kind > 2 ? kinds.local : kind);
}

const fileTimeEpoch = 504_911_232_000_000_000n;

const fileTime = ({ ticks }: DateTime): bigint =>
  ticks < fileTimeEpoch ? outOfRange('_dateData', 'Not a valid Win32 FileTime.') : ticks - fileTimeEpoch;

const oaEpoch = 599_264_352_000_000_000n;
const firstOaTicks = 31_241_376_000_000_000n;

/** Days since 1899-12-30. A time without a date counts as of that day, nothing at all as 0; dates before the year 100 have none. */
/** From the year 100 to the end of the year 9999. */
function fromOaDate(days: number): DateTime {
  if (!(days > -657_435 && days < 2_958_466)) argument('Not a legal OleAut date.');
  return DateTime.of(599_264_352_000_000_000n, unspecified).addUnits(days, 86_400_000);
}

function oaDate({ ticks }: DateTime): number {
  if (ticks === 0n) return 0;
  const moment = ticks < ticksPerDay ? ticks + oaEpoch : ticks;
  if (moment < firstOaTicks) return overflow('Not a legal OleAut date.');
  const milliseconds = Number((moment - oaEpoch) / ticksPerMillisecond);
  // Before the epoch the days count back, but the time of day still counts forward.
  const time = milliseconds % 86_400_000;
  return (milliseconds < 0 && time !== 0 ? milliseconds - (86_400_000 + time) * 2 : milliseconds) / 86_400_000;
}

export const DateTime_ = dotnetType(
  'struct System.DateTime : IComparable, IFormattable, IComparable<DateTime>, IEquatable<DateTime>',
  'A date and a time of day, to 100 nanoseconds.',
  {
    fromTicks: member('DateTime(long ticks)', (ticks: bigint) => DateTime.of(ticks, unspecified), 'The moment after so many ticks.'),
    fromTicksKind: member(
      'DateTime(long ticks, DateTimeKind kind)',
      (ticks: bigint, kind: number) => DateTime.of(ticks, kind),
      'The moment after so many ticks.',
    ),
    fromDate: member(
      'DateTime(int year, int month, int day)',
      (y: number, m: number, d: number) => DateTime.fromParts(y, m, d, 0, 0, 0, 0, unspecified),
      'Midnight of a day.',
    ),
    fromTime: member(
      'DateTime(int year, int month, int day, int hour, int minute, int second)',
      (y: number, m: number, d: number, h: number, min: number, s: number) => DateTime.fromParts(y, m, d, h, min, s, 0, unspecified),
      'A second of a day.',
    ),
    fromTimeKind: member(
      'DateTime(int year, int month, int day, int hour, int minute, int second, DateTimeKind kind)',
      (y: number, m: number, d: number, h: number, min: number, s: number, kind: number) => DateTime.fromParts(y, m, d, h, min, s, 0, kind),
      'A second of a day.',
    ),
    fromMilliseconds: member(
      'DateTime(int year, int month, int day, int hour, int minute, int second, int millisecond)',
      (y: number, m: number, d: number, h: number, min: number, s: number, ms: number) =>
        DateTime.fromParts(y, m, d, h, min, s, ms, unspecified),
      'A millisecond of a day.',
    ),
    fromMillisecondsKind: member(
      'DateTime(int year, int month, int day, int hour, int minute, int second, int millisecond, DateTimeKind kind)',
      DateTime.fromParts,
      'A millisecond of a day.',
    ),
    minValue: constant('static readonly DateTime MinValue', DateTime.minValue, 'The first moment: 0001-01-01.'),
    maxValue: constant('static readonly DateTime MaxValue', DateTime.maxValue, 'The last moment: 9999-12-31.'),
    unixEpoch: constant('static readonly DateTime UnixEpoch', DateTime.of(unixEpochTicks, kinds.utc), '1970-01-01 UTC.'),
    utcNow: member('static DateTime UtcNow { get; }', (host: Host) => now(host, kinds.utc), 'Now, in UTC.', whole),
    now: member('static DateTime Now { get; }', (host: Host) => now(host, kinds.local), 'Now; the local zone is UTC.', whole),
    today: member('static DateTime Today { get; }', (host: Host) => now(host, kinds.local).date, 'The midnight that began today.', whole),
    year: member('int Year { get; }', (value: DateTime) => value.parts.year, 'The year.'),
    month: member('int Month { get; }', (value: DateTime) => value.parts.month, 'The month, 1 to 12.'),
    day: member('int Day { get; }', (value: DateTime) => value.parts.day, 'The day of the month.'),
    hour: member('int Hour { get; }', (value: DateTime) => value.parts.hour, 'The hour, 0 to 23.'),
    minute: member('int Minute { get; }', (value: DateTime) => value.parts.minute, 'The minute.'),
    second: member('int Second { get; }', (value: DateTime) => value.parts.second, 'The second.'),
    millisecond: member('int Millisecond { get; }', (value: DateTime) => Math.floor(value.parts.fraction / 10_000), 'The millisecond.'),
    ticks: member('long Ticks { get; }', (value: DateTime) => value.ticks, 'The ticks of 100 nanoseconds since 0001-01-01.'),
    kind: member('DateTimeKind Kind { get; }', (value: DateTime) => value.kind, 'Whether the time is UTC, local or neither.'),
    date: member('DateTime Date { get; }', (value: DateTime) => value.date, 'Midnight of the day.'),
    timeOfDay: member(
      'TimeSpan TimeOfDay { get; }',
      (value: DateTime) => TimeSpan.of(value.ticks % ticksPerDay),
      'The time since midnight.',
    ),
    dayOfWeek: member('DayOfWeek DayOfWeek { get; }', (value: DateTime) => value.dayOfWeek, 'The day of the week.'),
    dayOfYear: member('int DayOfYear { get; }', (value: DateTime) => value.dayOfYear, 'The day of the year, from 1.'),
    add: member(
      'DateTime Add(TimeSpan value)',
      (value: DateTime, span: TimeSpan) => value.addTicks(span.ticks),
      'The moment after a span.',
    ),
    addDays: member(
      'DateTime AddDays(double value)',
      (value: DateTime, days: number) => value.addUnits(days, 86_400_000),
      'The moment so many days later.',
    ),
    addHours: member(
      'DateTime AddHours(double value)',
      (value: DateTime, hours: number) => value.addUnits(hours, 3_600_000),
      'The moment so many hours later.',
    ),
    addMinutes: member(
      'DateTime AddMinutes(double value)',
      (value: DateTime, minutes: number) => value.addUnits(minutes, 60_000),
      'The moment so many minutes later.',
    ),
    addSeconds: member(
      'DateTime AddSeconds(double value)',
      (value: DateTime, seconds: number) => value.addUnits(seconds, 1000),
      'The moment so many seconds later.',
    ),
    addMilliseconds: member(
      'DateTime AddMilliseconds(double value)',
      (value: DateTime, milliseconds: number) => value.addUnits(milliseconds, 1),
      'The moment so many milliseconds later.',
    ),
    addTicks: member(
      'DateTime AddTicks(long value)',
      (value: DateTime, ticks: bigint) => value.addTicks(ticks),
      'The moment so many ticks later.',
    ),
    addMonths: member(
      'DateTime AddMonths(int months)',
      (value: DateTime, months: number) => value.addMonths(months),
      'The same day so many months later.',
    ),
    addYears: member(
      'DateTime AddYears(int value)',
      (value: DateTime, years: number) =>
        Math.abs(years) > 10_000 ? outOfRange('years', 'Years value must be between +/-10000.') : value.addMonths(years * 12),
      'The same day so many years later.',
    ),
    subtract: member(
      'TimeSpan Subtract(DateTime value)',
      (value: DateTime, other: DateTime) => TimeSpan.of(value.ticks - other.ticks),
      'The span since another moment.',
    ),
    subtractSpan: member(
      'DateTime Subtract(TimeSpan value)',
      (value: DateTime, span: TimeSpan) => value.addTicks(-span.ticks),
      'The moment before a span.',
    ),
    toUniversalTime: member('DateTime ToUniversalTime()', universal, 'The moment in UTC.'),
    toLocalTime: member('DateTime ToLocalTime()', local, 'The moment in the local zone, which is UTC.'),
    isDaylightSavingTime: member('bool IsDaylightSavingTime()', (_value: DateTime) => false, 'Never: the local zone is UTC.'),
    toFileTimeUtc: member('long ToFileTimeUtc()', fileTime, 'The ticks since 1601-01-01.'),
    toFileTime: member('long ToFileTime()', fileTime, 'The ticks since 1601-01-01.'),
    fromFileTimeUtc: member(
      'static DateTime FromFileTimeUtc(long fileTime)',
      (ticks: bigint) => DateTime.of(ticks + fileTimeEpoch, kinds.utc),
      'The moment so many ticks after 1601-01-01.',
    ),
    toBinary: member(
      'long ToBinary()',
      (value: DateTime) => BigInt.asIntN(64, value.ticks | (BigInt(value.kind) << 62n)),
      'Ticks and kind in one number.',
    ),
    toOADate: member('double ToOADate()', oaDate, 'Days since 1899-12-30.'),
    fromFileTime: member(
      'static DateTime FromFileTime(long fileTime)',
      (ticks: bigint) => DateTime.of(ticks + fileTimeEpoch, kinds.local),
      'The moment so many ticks after 1601-01-01.',
    ),
    fromBinary: member('static DateTime FromBinary(long dateData)', fromBinary, 'The moment of ticks and kind in one number.'),
    fromOADate: member('static DateTime FromOADate(double d)', fromOaDate, 'The moment so many days after 1899-12-30.'),
    specifyKind: member(
      'static DateTime SpecifyKind(DateTime value, DateTimeKind kind)',
      (value: DateTime, kind: number) => value.withKind(kind),
      'The same clock with another kind.',
    ),
    daysInMonth: member('static int DaysInMonth(int year, int month)', checkedDays, 'How many days a month has.'),
    isLeapYear: member('static bool IsLeapYear(int year)', leapYear, 'Whether a year has a 29 February.'),
    compare: member('static int Compare(DateTime t1, DateTime t2)', (a: DateTime, b: DateTime) => a.compare(b), 'Orders two moments.'),
    equalsStatic: member(
      'static bool Equals(DateTime t1, DateTime t2)',
      (a: DateTime, b: DateTime) => a.ticks === b.ticks,
      'Whether two clocks show the same.',
    ),
    parse: member(
      'static DateTime Parse(string s)',
      (host: Host, text: Text) => parseDateTime(host, text, 0),
      'Reads the moment that a text is.',
      whole,
    ),
    parseCulture: member(
      'static DateTime Parse(string s, IFormatProvider provider)',
      (host: Host, text: Text, _provider: unknown) => parseDateTime(host, text, 0),
      'Reads the moment that a text is.',
      whole,
    ),
    parseStyle: member(
      'static DateTime Parse(string s, IFormatProvider provider, DateTimeStyles styles)',
      (host: Host, text: Text, _provider: unknown, styles: number) => parseDateTime(host, text, styles),
      'Reads the moment that a text is.',
      whole,
    ),
    parseExact: member(
      'static DateTime ParseExact(string s, string format, IFormatProvider provider)',
      (host: Host, text: Text, format: Text, _provider: unknown) => parseDateTimeExact(host, text, [format], 0),
      'Reads a moment in one format.',
      whole,
    ),
    parseExactStyle: member(
      'static DateTime ParseExact(string s, string format, IFormatProvider provider, DateTimeStyles style)',
      (host: Host, text: Text, format: Text, _provider: unknown, styles: number) => parseDateTimeExact(host, text, [format], styles),
      'Reads a moment in one format.',
      whole,
    ),
    parseExactAny: member(
      'static DateTime ParseExact(string s, string[] formats, IFormatProvider provider, DateTimeStyles style)',
      (host: Host, text: Text, formats: Texts, _provider: unknown, styles: number) => parseDateTimeExact(host, text, formats ?? [], styles),
      'Reads a moment in one of several formats.',
      whole,
    ),
    tryParse: member(
      'static bool TryParse(string s, out DateTime result)',
      (host: Host, text: Text, result: Ref<DateTime>) => attempt(text === null ? undefined : tryDateTime(host, text, 0), result),
      'Reads the moment that a text is, if it is one.',
      whole,
    ),
    tryParseStyle: member(
      'static bool TryParse(string s, IFormatProvider provider, DateTimeStyles styles, out DateTime result)',
      (host: Host, text: Text, _provider: unknown, styles: number, result: Ref<DateTime>) =>
        attempt(text === null ? undefined : tryDateTime(host, text, styles), result),
      'Reads the moment that a text is, if it is one.',
      whole,
    ),
    tryParseExact: member(
      'static bool TryParseExact(string s, string format, IFormatProvider provider, DateTimeStyles style, out DateTime result)',
      (host: Host, text: Text, format: Text, _provider: unknown, styles: number, result: Ref<DateTime>) =>
        attempt(text === null || format === null ? undefined : tryDateTimeExact(host, text, [format], styles), result),
      'Reads a moment in one format, if it has it.',
      whole,
    ),
    tryParseExactAny: member(
      'static bool TryParseExact(string s, string[] formats, IFormatProvider provider, DateTimeStyles style, out DateTime result)',
      (host: Host, text: Text, formats: Texts, _provider: unknown, styles: number, result: Ref<DateTime>) =>
        attempt(text === null ? undefined : tryDateTimeExact(host, text, formats ?? [], styles), result),
      'Reads a moment in one of several formats, if it has one.',
      whole,
    ),
    ...dateOperatorRows,
    compareTo: member(
      'int CompareTo(DateTime value)',
      (value: DateTime, other: DateTime) => value.compare(other),
      'Orders this moment and another.',
    ),
    compareToObject: member('int CompareTo(object value)', compareDateToObject, 'Orders this moment and another.'),
    equals: member(
      'bool Equals(DateTime value)',
      (value: DateTime, other: DateTime) => value.ticks === other.ticks,
      'Whether both clocks show the same.',
    ),
    equalsObject: member(
      'bool Equals(object value)',
      (value: DateTime, other: unknown) => other instanceof Box && equals(value, other.value),
      'Whether a value is the same moment.',
    ),
    getHashCode: member('int GetHashCode()', (value: DateTime) => hash(value), 'A number that equal values share.'),
    toString: member('string ToString()', (value: DateTime) => value.toString(), 'The moment as MM/dd/yyyy HH:mm:ss.'),
    toStringFormat: member(
      'string ToString(string format)',
      (value: DateTime, format: Text) => value.toString(format),
      'The moment in a format.',
    ),
    toStringCulture: member(
      'string ToString(IFormatProvider provider)',
      (value: DateTime, _provider: unknown) => value.toString(),
      'The moment as MM/dd/yyyy HH:mm:ss.',
    ),
    toStringFormatCulture: member(
      'string ToString(string format, IFormatProvider provider)',
      (value: DateTime, format: Text, _provider: unknown) => value.toString(format),
      'The moment in a format.',
    ),
    toShortDateString: member('string ToShortDateString()', (value: DateTime) => value.toString('d'), 'The date as MM/dd/yyyy.'),
    toLongDateString: member(
      'string ToLongDateString()',
      (value: DateTime) => value.toString('D'),
      'The date with names of day and month.',
    ),
    toShortTimeString: member('string ToShortTimeString()', (value: DateTime) => value.toString('t'), 'The time as HH:mm.'),
    toLongTimeString: member('string ToLongTimeString()', (value: DateTime) => value.toString('T'), 'The time as HH:mm:ss.'),
    getType: member('Type GetType()', (_value: DateTime) => new Type(DATE_TIME), 'The type DateTime.'),
    getTypeCode: member('TypeCode GetTypeCode()', (_value: DateTime) => 16, 'TypeCode.DateTime.'),
  },
);
