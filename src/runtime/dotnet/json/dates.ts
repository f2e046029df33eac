import { daysInMonth, maxTicks, ticksOfDate, ticksOfTime, ticksPerDay, ticksPerMinute, unixEpochTicks } from '../values/calendar.ts';
import { DateTime, kinds } from '../values/date-time.ts';

const iso = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,7}))?(?:([Zz])|([-+])(\d\d)(?::?(\d\d))?)?$/;
const microsoft = /^\/Date\((-?\d+)(?:[-+]\d{2}(?::?\d{2})?)?\)\/$/;

/** A text in quotes that Newtonsoft takes for a date: ISO 8601 with a time, or `/Date(ms)/`. */
export function dateOfText(text: string): DateTime | undefined {
  if (text.startsWith('/Date(')) return microsoftDate(text);
  return text.length >= 19 && text.length <= 40 && text.charCodeAt(10) === 0x54 ? isoDate(text) : undefined;
}

function isoDate(text: string): DateTime | undefined {
  const found = iso.exec(text);
  if (found === null) return undefined;
  const [year, month, day, hour, minute, second] = found.slice(1, 7).map(Number) as [number, number, number, number, number, number];
  const fraction = BigInt((found[7] ?? '').padEnd(7, '0'));
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  if (hour > 24 || minute > 59 || second > 59 || (hour === 24 && (minute > 0 || second > 0 || fraction > 0n))) return undefined;
  const date = ticksOfDate(year, month, day);
  const time = hour === 24 ? ticksPerDay : ticksOfTime(hour, minute, second);
  if (date === undefined || time === undefined) return undefined;
  const ticks = date + time + fraction;
  if (ticks > maxTicks) return undefined;
  if (found[8] !== undefined) return DateTime.of(ticks, kinds.utc);
  const sign = found[9];
  if (sign === undefined) return DateTime.of(ticks, kinds.unspecified);
  const offset = (BigInt(found[10] ?? '0') * 60n + BigInt(found[11] ?? '0')) * ticksPerMinute;
  return DateTime.of(within(sign === '-' ? ticks + offset : ticks - offset), kinds.local);
}

/** An instant before the first or after the last day of the calendar is moved to its end. */
const within = (ticks: bigint): bigint => (ticks < 0n ? 0n : ticks > maxTicks ? maxTicks : ticks);

function microsoftDate(text: string): DateTime | undefined {
  const found = microsoft.exec(text);
  if (found === null) return undefined;
  const ticks = unixEpochTicks + BigInt(found[1] ?? '0') * 10_000n;
  if (ticks < 0n || ticks > maxTicks) return undefined;
  return DateTime.of(ticks, /\d[-+]/.test(text) ? kinds.local : kinds.utc);
}
