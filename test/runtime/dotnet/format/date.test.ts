import { describe, expect, test } from 'vitest';
import { parseDateTime, parseDateTimeExact, parseDateTimeOffset } from '../../../../src/runtime/dotnet/values/date-text.ts';
import { DateTime } from '../../../../src/runtime/dotnet/values/date-time.ts';
import { DateTimeOffset } from '../../../../src/runtime/dotnet/values/date-time-offset.ts';
import { outcome } from '../outcome.ts';
import { stillHost } from '../still-host.ts';

const host = stillHost();
const early = DateTime.fromParts(2024, 3, 5, 4, 7, 9, 0, 0);
const late = DateTime.fromParts(2024, 11, 30, 16, 45, 59, 78, 1);
const exact = DateTime.of(638460840301234567n, 1);

describe('formats of a date', () => {
  test.each([
    [early, null, '03/05/2024 04:07:09'],
    [early, 'd', '03/05/2024'],
    [early, 'D', 'Tuesday, 05 March 2024'],
    [early, 'f', 'Tuesday, 05 March 2024 04:07'],
    [early, 'g', '03/05/2024 04:07'],
    [early, 'M', 'March 05'],
    [early, 'y', '2024 March'],
    [early, 'o', '2024-03-05T04:07:09.0000000'],
    [late, 'o', '2024-11-30T16:45:59.0780000Z'],
    [late, 'R', 'Sat, 30 Nov 2024 16:45:59 GMT'],
    [late, 's', '2024-11-30T16:45:59'],
    [late, 'u', '2024-11-30 16:45:59Z'],
    [late, 'yyyy-MM-ddTHH:mm:ss.fffK', '2024-11-30T16:45:59.078Z'],
    [late, 'd/M/yy', '30/11/24'],
    [late, 'h:m:s t', '4:45:59 P'],
    [late, '%H', '16'],
    [late, 'gg', 'A.D.'],
    [early, 'HH:mm:ss.FFFFFFF', '04:07:09'],
    [exact, 'HH:mm:ss.FFFFFFF', '07:20:30.1234567'],
    [exact, 'FFF', '123'],
    [early, 'yyyy-MM-dd "q"', '2024-03-05 q'],
    [early, "yyyy'T'dd", '2024T05'],
    [early, 'zzz', '+00:00'],
    [early, 'K', '!FormatException'],
    [early, 'ffffffff', '!FormatException'],
  ])('%s as %s', (date, format, text) => {
    expect(outcome(() => date.toString(format))).toBe(text);
  });

  test('an offset is written with the clock', () => {
    const value = DateTimeOffset.ofMinutes(early, 120);
    expect(value.toString()).toBe('03/05/2024 04:07:09 +02:00');
    expect(value.toString('o')).toBe('2024-03-05T04:07:09.0000000+02:00');
    expect(value.toString('R')).toBe('Tue, 05 Mar 2024 02:07:09 GMT');
  });
});

const kinds = ['Unspecified', 'Utc', 'Local'];
const shown = (date: DateTime): string => `${date.toString('yyyy-MM-dd HH:mm:ss.FFFFFFF')} ${kinds[date.kind]}`;

describe('reading a date', () => {
  test.each([
    ['2024-03-15T10:20:30', 0, '2024-03-15 10:20:30 Unspecified'],
    ['2024-03-15T10:20:30Z', 0, '2024-03-15 10:20:30 Local'],
    ['2024-03-15T10:20:30+02:00', 0, '2024-03-15 08:20:30 Local'],
    ['2024-03-15T10:20:30Z', 16, '2024-03-15 10:20:30 Utc'],
    ['2024-03-15T10:20:30Z', 128, '2024-03-15 10:20:30 Utc'],
    ['2024-03-15T10:20:30', 64 | 16, '2024-03-15 10:20:30 Utc'],
    ['2024-03-15', 0, '2024-03-15 00:00:00 Unspecified'],
    ['2024/3/5', 0, '2024-03-05 00:00:00 Unspecified'],
    ['01/02/2024 03:04:05', 0, '2024-01-02 03:04:05 Unspecified'],
    ['1/2/24', 0, '2024-01-02 00:00:00 Unspecified'],
    ['March 15, 2024', 0, '2024-03-15 00:00:00 Unspecified'],
    ['15 Mar 2024 10:20', 0, '2024-03-15 10:20:00 Unspecified'],
    ['Fri, 15 Mar 2024 10:20:30 GMT', 0, '2024-03-15 10:20:30 Local'],
    ['03/15/2024 10:30 PM', 0, '2024-03-15 22:30:00 Unspecified'],
    ['2024-03', 0, '2024-03-01 00:00:00 Unspecified'],
    ['10:30', 0, '2024-03-15 10:30:00 Unspecified'],
    ['2024-03-15T10:20:30.12345678', 0, '2024-03-15 10:20:30.1234568 Unspecified'],
    ['Sat, 15 Mar 2024 10:20:30 GMT', 0, '!FormatException'],
    ['2024-13-01', 0, '!FormatException'],
    ['2024-02-30', 0, '!FormatException'],
    ['nope', 0, '!FormatException'],
    ['', 0, '!FormatException'],
  ])('%s with styles %i', (text, styles, expected) => {
    expect(outcome(() => shown(parseDateTime(host, text, styles)))).toBe(expected);
  });

  test.each([
    ['15-Mar-24', 'dd-MMM-yy', '2024-03-15 00:00:00 Unspecified'],
    ['2024-3-5', 'yyyy-M-d', '2024-03-05 00:00:00 Unspecified'],
    ['2024-3-5', 'yyyy-MM-dd', '!FormatException'],
    ['15/03/2024', 'dd/MM/yyyy', '2024-03-15 00:00:00 Unspecified'],
    ['20240315102030', 'yyyyMMddHHmmss', '2024-03-15 10:20:30 Unspecified'],
    ['2024-03-15T10:20:30Z', "yyyy-MM-dd'T'HH:mm:ssK", '2024-03-15 10:20:30 Local'],
    ['2024-03-15 trailing', 'yyyy-MM-dd', '!FormatException'],
  ])('%s exactly as %s', (text, format, expected) => {
    expect(outcome(() => shown(parseDateTimeExact(host, text, [format], 0)))).toBe(expected);
  });

  test('an offset is kept by DateTimeOffset', () => {
    expect(parseDateTimeOffset(host, '2024-03-15T10:20:30+01:00', 0).toString()).toBe('03/15/2024 10:20:30 +01:00');
  });
});
