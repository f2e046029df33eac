import { daysInMonth, partsOf, ticksOfDate, ticksPerDay, ticksPerMinute } from '../values/calendar.ts';

/** System.Globalization.DateTimeStyles. */
export const dateStyles = {
  leadingWhite: 1,
  trailingWhite: 2,
  innerWhite: 4,
  noCurrentDate: 8,
  adjustToUniversal: 16,
  assumeLocal: 32,
  assumeUniversal: 64,
  roundtripKind: 128,
} as const;

/** What was read of a date; what is missing comes from today. */
export interface ReadDate {
  year?: number;
  month?: number;
  day?: number;
  /** 0 is Sunday. */
  weekday?: number;
  /** Ticks since midnight. */
  time?: bigint;
  /** Minutes, if the text names a zone. */
  offset?: number;
  /** The zone was written as `Z` or `GMT`. */
  utc?: boolean;
}

/** Ticks of the clock that the text shows; undefined when there is no such date. */
export function clockTicks(read: ReadDate, styles: number, now: bigint): bigint | undefined {
  const today = partsOf(now);
  const none = read.year === undefined && read.month === undefined && read.day === undefined;
  let { year, month, day } = read;
  if (none) {
    const useToday = (styles & dateStyles.noCurrentDate) === 0;
    year = useToday ? today.year : 1;
    month = useToday ? today.month : 1;
    day = useToday ? today.day : 1;
  }
  const y = year ?? ((styles & dateStyles.noCurrentDate) === 0 ? today.year : 1);
  const m = month ?? 1;
  const d = day ?? 1;
  if (m < 1 || m > 12 || d > daysInMonth(y, m)) return undefined;
  const date = ticksOfDate(y, m, d);
  if (date === undefined) return undefined;
  if (read.weekday !== undefined && Number((date / ticksPerDay + 1n) % 7n) !== read.weekday) return undefined;
  return date + (read.time ?? 0n);
}

/** Ticks and DateTimeKind of a DateTime. */
export function toDateTime(read: ReadDate, styles: number, now: bigint): { ticks: bigint; kind: number } | undefined {
  const clock = clockTicks(read, styles, now);
  if (clock === undefined) return undefined;
  const has = (flag: number): boolean => (styles & flag) !== 0;
  const kind = { unspecified: 0, utc: 1, local: 2 };
  if (read.offset === undefined) {
    if (has(dateStyles.assumeUniversal) || has(dateStyles.assumeLocal))
      return { ticks: clock, kind: has(dateStyles.adjustToUniversal) ? kind.utc : kind.local };
    return { ticks: clock, kind: kind.unspecified };
  }
  const ticks = clock - BigInt(read.offset) * ticksPerMinute;
  const utc = has(dateStyles.adjustToUniversal) || (has(dateStyles.roundtripKind) && read.utc === true);
  return { ticks, kind: utc ? kind.utc : kind.local };
}

/** Clock ticks and offset of a DateTimeOffset. */
export function toDateTimeOffset(read: ReadDate, styles: number, now: bigint): { clock: bigint; offset: number } | undefined {
  const clock = clockTicks(read, styles, now);
  if (clock === undefined) return undefined;
  const offset = read.offset ?? 0;
  return (styles & dateStyles.adjustToUniversal) !== 0 ? { clock: clock - BigInt(offset) * ticksPerMinute, offset: 0 } : { clock, offset };
}
