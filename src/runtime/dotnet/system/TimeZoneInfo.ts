import { constant, dotnetType, member } from '../define.ts';
import { equals } from '../equals.ts';
import { argument, argumentNull } from '../failures.ts';
import { ticksPerMinute } from '../values/calendar.ts';
import { DateTime, kinds } from '../values/date-time.ts';
import type { DateTimeOffset } from '../values/date-time-offset.ts';
import { TimeSpan } from '../values/time-span.ts';
import { TimeZoneInfo } from '../values/time-zone-info.ts';

type Text = string | null;
type Zone = TimeZoneInfo | null;

const given = (zone: Zone, param: string): TimeZoneInfo => zone ?? argumentNull(param);
const minutes = (value: number): TimeSpan => TimeSpan.of(BigInt(value) * ticksPerMinute);

/** UTC ticks of a moment: by its kind, or by the clock of a zone. */
function utcTicks(value: DateTime, source: TimeZoneInfo): bigint {
  if (value.kind === kinds.utc && source.id !== 'UTC')
    argument(
      'The conversion could not be completed because the supplied DateTime did not have the Kind property set correctly.  For example, when the Kind property is DateTimeKind.Local, the source time zone must be TimeZoneInfo.Local.',
      'sourceTimeZone',
    );
  return source.toUtc(value.ticks);
}

function toZone(ticks: bigint, zone: TimeZoneInfo): DateTime {
  const clock = ticks + BigInt(zone.offsetAtUtc(ticks)) * ticksPerMinute;
  return DateTime.of(clock, zone.id === 'UTC' ? kinds.utc : kinds.unspecified);
}

function fromUtc(value: DateTime, zone: Zone): DateTime {
  if (value.kind === kinds.local)
    argument(
      'The conversion could not be completed because the supplied DateTime did not have the Kind property set correctly.',
      'sourceTimeZone',
    );
  return toZone(value.ticks, given(zone, 'destinationTimeZone'));
}

function convert(value: DateTime, source: Zone, target: Zone): DateTime {
  return toZone(utcTicks(value, given(source, 'sourceTimeZone')), given(target, 'destinationTimeZone'));
}

function convertOffset(value: DateTimeOffset, target: Zone): DateTimeOffset {
  return value.toOffset(minutes(given(target, 'destinationTimeZone').offsetAtUtc(value.utcTicks)));
}

/** What a moment's clock means in a zone: UTC moments are moved there first. */
const clockIn = (zone: TimeZoneInfo, value: DateTime): bigint => (value.kind === kinds.utc ? toZone(value.ticks, zone).ticks : value.ticks);

const offsetOf = (zone: TimeZoneInfo, value: DateTime): number =>
  value.kind === kinds.utc ? zone.offsetAtUtc(value.ticks) : zone.offsetAtClock(value.ticks);

export const TimeZoneInfo_ = dotnetType(
  'sealed class System.TimeZoneInfo : IEquatable<TimeZoneInfo>',
  'A time zone; the local one is UTC.',
  {
    utc: constant('static readonly TimeZoneInfo Utc', TimeZoneInfo.utc, 'UTC.'),
    local: constant('static readonly TimeZoneInfo Local', TimeZoneInfo.utc, 'The local zone, which is UTC.'),
    find: member(
      'static TimeZoneInfo FindSystemTimeZoneById(string id)',
      (id: Text) => TimeZoneInfo.find(id),
      'The zone of a name of Windows or of the IANA.',
    ),
    convertTime: member(
      'static DateTime ConvertTime(DateTime dateTime, TimeZoneInfo destinationTimeZone)',
      (value: DateTime, target: Zone) => toZone(value.ticks, given(target, 'destinationTimeZone')),
      'A moment on the clock of a zone.',
    ),
    convertTimeBetween: member(
      'static DateTime ConvertTime(DateTime dateTime, TimeZoneInfo sourceTimeZone, TimeZoneInfo destinationTimeZone)',
      convert,
      'A moment on the clock of another zone.',
    ),
    convertTimeOffset: member(
      'static DateTimeOffset ConvertTime(DateTimeOffset dateTimeOffset, TimeZoneInfo destinationTimeZone)',
      convertOffset,
      'A moment on the clock of a zone.',
    ),
    convertTimeFromUtc: member(
      'static DateTime ConvertTimeFromUtc(DateTime dateTime, TimeZoneInfo destinationTimeZone)',
      fromUtc,
      'A moment of UTC on the clock of a zone.',
    ),
    convertTimeToUtc: member(
      'static DateTime ConvertTimeToUtc(DateTime dateTime)',
      (value: DateTime) => value.withKind(kinds.utc),
      'A moment of the local zone in UTC.',
    ),
    convertTimeToUtcFrom: member(
      'static DateTime ConvertTimeToUtc(DateTime dateTime, TimeZoneInfo sourceTimeZone)',
      (value: DateTime, source: Zone) => DateTime.of(utcTicks(value, given(source, 'sourceTimeZone')), kinds.utc),
      'A moment of a zone in UTC.',
    ),
    convertTimeById: member(
      'static DateTime ConvertTimeBySystemTimeZoneId(DateTime dateTime, string destinationTimeZoneId)',
      (value: DateTime, id: Text) => toZone(value.ticks, TimeZoneInfo.find(id)),
      'A moment on the clock of a zone.',
    ),
    convertTimeByIds: member(
      'static DateTime ConvertTimeBySystemTimeZoneId(DateTime dateTime, string sourceTimeZoneId, string destinationTimeZoneId)',
      (value: DateTime, source: Text, target: Text) => convert(value, TimeZoneInfo.find(source), TimeZoneInfo.find(target)),
      'A moment on the clock of another zone.',
    ),
    convertTimeOffsetById: member(
      'static DateTimeOffset ConvertTimeBySystemTimeZoneId(DateTimeOffset dateTimeOffset, string destinationTimeZoneId)',
      (value: DateTimeOffset, id: Text) => convertOffset(value, TimeZoneInfo.find(id)),
      'A moment on the clock of a zone.',
    ),
    id: member('string Id { get; }', (zone: TimeZoneInfo) => zone.id, 'The name it was found by.'),
    displayName: member('string DisplayName { get; }', (zone: TimeZoneInfo) => zone.toString(), 'A name for people.'),
    standardName: member('string StandardName { get; }', (zone: TimeZoneInfo) => zone.zone.windows, 'Its name in winter.'),
    daylightName: member(
      'string DaylightName { get; }',
      (zone: TimeZoneInfo) => zone.zone.windows.replace('Standard', 'Daylight'),
      'Its name in summer.',
    ),
    baseUtcOffset: member(
      'TimeSpan BaseUtcOffset { get; }',
      (zone: TimeZoneInfo) => minutes(zone.zone.offset),
      'How far ahead of UTC it is in winter.',
    ),
    supportsDaylightSavingTime: member(
      'bool SupportsDaylightSavingTime { get; }',
      (zone: TimeZoneInfo) => zone.zone.rule !== undefined,
      'Whether its clocks change.',
    ),
    getUtcOffset: member(
      'TimeSpan GetUtcOffset(DateTime dateTime)',
      (zone: TimeZoneInfo, value: DateTime) => minutes(offsetOf(zone, value)),
      'How far ahead of UTC it is then.',
    ),
    getUtcOffsetAt: member(
      'TimeSpan GetUtcOffset(DateTimeOffset dateTimeOffset)',
      (zone: TimeZoneInfo, value: DateTimeOffset) => minutes(zone.offsetAtUtc(value.utcTicks)),
      'How far ahead of UTC it is then.',
    ),
    isDaylightSavingTime: member(
      'bool IsDaylightSavingTime(DateTime dateTime)',
      (zone: TimeZoneInfo, value: DateTime) => offsetOf(zone, value) !== zone.zone.offset,
      'Whether its clocks are ahead then.',
    ),
    isDaylightSavingTimeAt: member(
      'bool IsDaylightSavingTime(DateTimeOffset dateTimeOffset)',
      (zone: TimeZoneInfo, value: DateTimeOffset) => zone.offsetAtUtc(value.utcTicks) !== zone.zone.offset,
      'Whether its clocks are ahead then.',
    ),
    isInvalidTime: member(
      'bool IsInvalidTime(DateTime dateTime)',
      (zone: TimeZoneInfo, value: DateTime) => value.kind !== kinds.utc && zone.isInvalid(clockIn(zone, value)),
      'Whether its clocks never show that.',
    ),
    isAmbiguousTime: member(
      'bool IsAmbiguousTime(DateTime dateTime)',
      (zone: TimeZoneInfo, value: DateTime) => zone.isAmbiguous(clockIn(zone, value)),
      'Whether its clocks show that twice.',
    ),
    equals: member(
      'bool Equals(TimeZoneInfo other)',
      (zone: TimeZoneInfo, other: Zone) => equals(zone, other),
      'Whether both are the same zone.',
    ),
    toString: member('string ToString()', (zone: TimeZoneInfo) => zone.toString(), 'A name for people.'),
  },
);
