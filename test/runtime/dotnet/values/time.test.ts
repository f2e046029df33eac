import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DateTime_ } from '../../../../src/runtime/dotnet/system/DateTime.ts';
import { DateTimeOffset_ } from '../../../../src/runtime/dotnet/system/DateTimeOffset.ts';
import { TimeSpan_ } from '../../../../src/runtime/dotnet/system/TimeSpan.ts';
import { maxTicks, partsOf, ticksOfDate, ticksOfTime } from '../../../../src/runtime/dotnet/values/calendar.ts';
import { DateTime } from '../../../../src/runtime/dotnet/values/date-time.ts';
import { TimeSpan } from '../../../../src/runtime/dotnet/values/time-span.ts';
import { outcome } from '../outcome.ts';

test('calendar and ticks are each other reversed', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: maxTicks }), (ticks) => {
      const { year, month, day, hour, minute, second, fraction } = partsOf(ticks);
      const back = (ticksOfDate(year, month, day) ?? 0n) + (ticksOfTime(hour, minute, second) ?? 0n) + BigInt(fraction);
      expect(back).toBe(ticks);
    }),
  );
});

const day = (y: number, m: number, d: number): DateTime => DateTime.fromParts(y, m, d, 0, 0, 0, 0, 0);

describe('DateTime', () => {
  test.each([
    ['a leap day next year', () => day(2024, 2, 29).addMonths(12), '02/28/2025 00:00:00'],
    ['the end of a month', () => day(2024, 1, 31).addMonths(1), '02/29/2024 00:00:00'],
    ['hours with a fraction', () => day(2024, 1, 1).addUnits(25.5, 3_600_000), '01/02/2024 01:30:00'],
    ['a month that is none', () => DateTime.fromParts(2024, 13, 1, 0, 0, 0, 0, 0), '!ArgumentOutOfRangeException'],
    ['a day after the last', () => DateTime_.addDays(DateTime.maxValue, 1), '!ArgumentOutOfRangeException'],
    ['a day before the first', () => DateTime_.addDays(DateTime.minValue, -1), '!ArgumentOutOfRangeException'],
  ])('%s', (_name, run, expected) => {
    expect(outcome(() => run().toString())).toBe(expected);
  });

  test('weekday, day of the year and ticks', () => {
    const date = day(2024, 3, 15);
    expect([date.dayOfWeek, date.dayOfYear, date.ticks]).toEqual([5, 75, 638460576000000000n]);
  });
});

describe('DateTimeOffset', () => {
  test('Unix time', () => {
    const value = DateTimeOffset_.fromUnixTimeSeconds(1710498030n);
    expect(value.toString()).toBe('03/15/2024 10:20:30 +00:00');
    expect(DateTimeOffset_.toUnixTimeMilliseconds(value)).toBe(1710498030000n);
    expect(outcome(() => DateTimeOffset_.fromUnixTimeSeconds(10n ** 12n))).toBe('!ArgumentOutOfRangeException');
  });
});

describe('TimeSpan', () => {
  test.each([
    [TimeSpan_.fromMinutes(1.5), null, '00:01:30'],
    [TimeSpan_.fromDays(1.25), null, '1.06:00:00'],
    [TimeSpan_.fromHours(-1), null, '-01:00:00'],
    [TimeSpan.maxValue, null, '10675199.02:48:05.4775807'],
    [TimeSpan.minValue, null, '-10675199.02:48:05.4775808'],
    [TimeSpan_.fromHoursNew(1, 2, 3), 'G', '0:01:02:03.0000000'],
    [TimeSpan_.fromPartsNew(1, 2, 3, 4, 5), 'g', '1:2:03:04.005'],
    [TimeSpan_.fromHoursNew(1, 2, 3), 'hh\\:mm', '01:02'],
    [TimeSpan_.fromHoursNew(1, 2, 3), 'hh:mm', '!FormatException'],
  ])('%s as %s is %s', (value, format, text) => {
    expect(outcome(() => value.toString(format))).toBe(text);
  });

  test.each([
    ['1.02:03:04.5', '1.02:03:04.5000000'],
    ['5', '5.00:00:00'],
    ['-00:30', '-00:30:00'],
    ['1:2', '01:02:00'],
    ['1:2:3:4', '1.02:03:04'],
    ['25:00', '!OverflowException'],
    ['abc', '!FormatException'],
  ])('reading %s gives %s', (text, expected) => {
    expect(outcome(() => TimeSpan_.parse(text).toString())).toBe(expected);
  });

  test('totals are divisions', () => {
    expect(TimeSpan_.totalHours(TimeSpan_.parse('1.02:03:04'))).toBe(26.051111111111112);
  });
});
