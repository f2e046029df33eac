import { describe, expect, test } from 'vitest';
import { TimeZoneInfo_ } from '../../../../src/runtime/dotnet/system/TimeZoneInfo.ts';
import { DateTime } from '../../../../src/runtime/dotnet/values/date-time.ts';
import { TimeZoneInfo } from '../../../../src/runtime/dotnet/values/time-zone-info.ts';
import { outcome } from '../outcome.ts';

type Clock = [year: number, month: number, day: number, hour: number, minute: number];

const at = (kind: number, ...[y, m, d, h, min]: Clock): DateTime => DateTime.fromParts(y, m, d, h, min, 0, 0, kind);
const shown = (date: DateTime): string => date.toString('yyyy-MM-dd HH:mm');

describe('from UTC', () => {
  test.each<[string, Clock, string]>([
    ['Pacific Standard Time', [2024, 3, 10, 9, 59], '2024-03-10 01:59'],
    ['Pacific Standard Time', [2024, 3, 10, 10, 0], '2024-03-10 03:00'],
    ['America/Los_Angeles', [2024, 11, 3, 8, 59], '2024-11-03 01:59'],
    ['America/Los_Angeles', [2024, 11, 3, 9, 0], '2024-11-03 01:00'],
    ['W. Europe Standard Time', [2024, 3, 31, 0, 59], '2024-03-31 01:59'],
    ['W. Europe Standard Time', [2024, 3, 31, 1, 0], '2024-03-31 03:00'],
    ['GMT Standard Time', [2024, 7, 1, 12, 0], '2024-07-01 13:00'],
    ['AUS Eastern Standard Time', [2024, 1, 1, 0, 0], '2024-01-01 11:00'],
    ['AUS Eastern Standard Time', [2024, 7, 1, 0, 0], '2024-07-01 10:00'],
    ['India Standard Time', [2024, 7, 1, 0, 0], '2024-07-01 05:30'],
    ['UTC', [2024, 7, 1, 0, 0], '2024-07-01 00:00'],
  ])('%s %s', (zone, parts, expected) => {
    expect(shown(TimeZoneInfo_.convertTimeFromUtc(at(1, ...parts), TimeZoneInfo.find(zone)))).toBe(expected);
  });
});

test('to UTC, with the hours that clocks skip or show twice', () => {
  const zone = TimeZoneInfo.find('Eastern Standard Time');
  expect(shown(TimeZoneInfo_.convertTimeToUtcFrom(at(0, 2024, 7, 1, 12, 0), zone))).toBe('2024-07-01 16:00');
  expect(TimeZoneInfo_.isInvalidTime(zone, at(0, 2024, 3, 10, 2, 30))).toBe(true);
  expect(outcome(() => TimeZoneInfo_.convertTimeToUtcFrom(at(0, 2024, 3, 10, 2, 30), zone))).toBe('!ArgumentException');
  expect(TimeZoneInfo_.isAmbiguousTime(zone, at(0, 2024, 11, 3, 1, 30))).toBe(true);
  expect(shown(TimeZoneInfo_.convertTimeToUtcFrom(at(0, 2024, 11, 3, 1, 30), zone))).toBe('2024-11-03 06:30');
  expect(TimeZoneInfo_.isDaylightSavingTime(zone, at(0, 2024, 7, 1, 0, 0))).toBe(true);
});

test('an unknown zone is named', () => {
  expect(() => TimeZoneInfo.find('Nowhere')).toThrow("The time zone ID 'Nowhere' was not found on the local computer.");
});
