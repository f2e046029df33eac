/** The Gregorian calendar in ticks of 100 ns since 0001-01-01. */

export const ticksPerMillisecond = 10_000n;
export const ticksPerSecond = 10_000_000n;
export const ticksPerMinute = 600_000_000n;
export const ticksPerHour = 36_000_000_000n;
export const ticksPerDay = 864_000_000_000n;
export const maxTicks = 3_155_378_975_999_999_999n;
export const unixEpochTicks = 621_355_968_000_000_000n;

export interface Parts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** Ticks within the second. */
  readonly fraction: number;
}

export const isLeapYear = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export const daysInMonth = (year: number, month: number): number => (month === 2 && isLeapYear(year) ? 29 : (monthLengths[month - 1] ?? 0));

/** Days since 0001-01-01. The arguments are valid. */
export function dayNumber(year: number, month: number, day: number): number {
  const y = year - 1;
  let days = y * 365 + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400);
  for (let m = 1; m < month; m++) days += daysInMonth(year, m);
  return days + day - 1;
}

function dateOfDay(days: number): { year: number; month: number; day: number } {
  const y400 = Math.floor(days / 146_097);
  let rest = days - y400 * 146_097;
  const y100 = Math.min(3, Math.floor(rest / 36_524));
  rest -= y100 * 36_524;
  const y4 = Math.floor(rest / 1_461);
  rest -= y4 * 1_461;
  const y1 = Math.min(3, Math.floor(rest / 365));
  rest -= y1 * 365;
  const year = y400 * 400 + y100 * 100 + y4 * 4 + y1 + 1;
  let month = 1;
  for (let length = daysInMonth(year, month); rest >= length; length = daysInMonth(year, month)) {
    rest -= length;
    month++;
  }
  return { year, month, day: rest + 1 };
}

/** A day has so many units of 2¹⁴ ticks: a count of them is a number that JavaScript divides at once, as it does not a bigint. */
const unitsPerDay = 52_734_375;

/** Calendar and clock of a tick count that is not negative. */
export function partsOf(ticks: bigint): Parts {
  const units = Number(ticks >> 14n);
  const inDay = (units % unitsPerDay) * 16_384 + Number(BigInt.asUintN(14, ticks));
  const seconds = Math.floor(inDay / 1e7);
  const { year, month, day } = dateOfDay(Math.floor(units / unitsPerDay));
  return {
    year,
    month,
    day,
    hour: Math.floor(seconds / 3600),
    minute: Math.floor(seconds / 60) % 60,
    second: seconds % 60,
    fraction: inDay % 1e7,
  };
}

/** Ticks of a valid date, or undefined. */
export function ticksOfDate(year: number, month: number, day: number): bigint | undefined {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  return BigInt(dayNumber(year, month, day)) * ticksPerDay;
}

/** Ticks of a valid time of day, or undefined. */
export function ticksOfTime(hour: number, minute: number, second: number, millisecond = 0): bigint | undefined {
  const inRange = (value: number, limit: number): boolean => value >= 0 && value < limit;
  if (!inRange(hour, 24) || !inRange(minute, 60) || !inRange(second, 60) || !inRange(millisecond, 1000)) return undefined;
  return BigInt(((hour * 60 + minute) * 60 + second) * 1000 + millisecond) * ticksPerMillisecond;
}
