import { daysInMonth, maxTicks, ticksOfDate, ticksOfTime, ticksPerDay, ticksPerMinute, unixEpochTicks } from '../values/calendar.ts';
import { DateTime, kinds } from '../values/date-time.ts';
import { DateTimeOffset } from '../values/date-time-offset.ts';

const iso = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,7}))?(?:([Zz])|([-+])(\d\d)(?::?(\d\d))?)?$/;
const microsoft = /^\/Date\((-?\d+)(?:([-+])(\d{2})(?::?(\d{2}))?)?\)\/$/;

/** A clock and what stands after it. */
interface Read {
  readonly ticks: bigint;
  readonly zone: 'none' | 'utc' | 'offset';
  readonly offsetMinutes: number;
}

/** A text in quotes that Newtonsoft takes for a date: ISO 8601 with a time, or `/Date(ms)/`. */
export function dateOfText(text: string): DateTime | undefined {
  const read = readDate(text);
  if (read === undefined) return undefined;
  if (read.zone !== 'offset') return DateTime.of(read.ticks, read.zone === 'utc' ? kinds.utc : kinds.unspecified);
  return DateTime.of(within(utcOf(read)), kinds.local);
}

/** The same with the offset that the text gives; without one it is that of the local zone, which is UTC. */
export function offsetDateOfText(text: string): DateTimeOffset | undefined {
  const read = readDate(text);
  if (read === undefined || Math.abs(read.offsetMinutes) > 14 * 60 || utcOf(read) !== within(utcOf(read))) return undefined;
  return DateTimeOffset.ofMinutes(DateTime.of(read.ticks, kinds.unspecified), read.offsetMinutes);
}

const utcOf = (read: Read): bigint => read.ticks - BigInt(read.offsetMinutes) * ticksPerMinute;

/** An instant before the first or after the last day of the calendar is moved to its end. */
const within = (ticks: bigint): bigint => (ticks < 0n ? 0n : ticks > maxTicks ? maxTicks : ticks);

function readDate(text: string): Read | undefined {
  if (text.startsWith('/Date(')) return readMicrosoft(text);
  return text.length >= 19 && text.length <= 40 && text.charCodeAt(10) === 0x54 ? readIso(text) : undefined;
}

const minutesOf = (sign: string | undefined, hours: string | undefined, minutes: string | undefined): number =>
  (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * (sign === '-' ? -1 : 1);

function readIso(text: string): Read | undefined {
  const found = iso.exec(text);
  if (found === null) return undefined;
  const [year, month, day, hour, minute, second] = found.slice(1, 7).map(Number) as [number, number, number, number, number, number];
  const fraction = Number((found[7] ?? '').padEnd(7, '0'));
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  if (hour > 24 || minute > 59 || second > 59 || (hour === 24 && minute + second + fraction > 0)) return undefined;
  const date = ticksOfDate(year, month, day);
  const time = hour === 24 ? ticksPerDay : ticksOfTime(hour, minute, second);
  if (date === undefined || time === undefined) return undefined;
  const ticks = date + time + BigInt(fraction);
  if (ticks > maxTicks) return undefined;
  const zone = found[8] !== undefined ? 'utc' : found[9] === undefined ? 'none' : 'offset';
  return { ticks, zone, offsetMinutes: minutesOf(found[9], found[10], found[11]) };
}

function readMicrosoft(text: string): Read | undefined {
  const found = microsoft.exec(text);
  if (found === null) return undefined;
  const ticks = unixEpochTicks + BigInt(found[1] ?? '0') * 10_000n;
  const offsetMinutes = minutesOf(found[2], found[3], found[4]);
  const clock = ticks + BigInt(offsetMinutes) * ticksPerMinute;
  if (ticks < 0n || ticks > maxTicks || clock < 0n || clock > maxTicks) return undefined;
  return { ticks: clock, zone: found[2] === undefined ? 'utc' : 'offset', offsetMinutes };
}
