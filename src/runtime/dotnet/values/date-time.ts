import { equalTo, hashKey, type Structural } from '../equals.ts';
import { argument, outOfRange } from '../failures.ts';
import { formatDate } from '../format/date-format.ts';
import { type Formattable, formatText } from '../format/format-value.ts';
import { wideHash } from '../hash.ts';
import { runtimeType } from '../runtime-type.ts';
import { NetException } from '../values.ts';
import {
  daysInMonth,
  maxTicks,
  type Parts,
  partsOf,
  ticksOfDate,
  ticksOfTime,
  ticksPerDay,
  ticksPerMillisecond,
  unixEpochTicks,
} from './calendar.ts';

/** The values of System.DateTimeKind. The local time zone is UTC. */
export const kinds = { unspecified: 0, utc: 1, local: 2 } as const;

const unrepresentable = (param: string): never =>
  outOfRange(param, 'The added or subtracted value results in an un-representable DateTime.');

/** System.DateTime: ticks of 100 ns since 0001-01-01, and whether they are UTC. */
export class DateTime implements Structural, Formattable {
  readonly ticks: bigint;
  readonly kind: number;

  private constructor(ticks: bigint, kind: number) {
    this.ticks = ticks;
    this.kind = kind;
  }

  static readonly minValue = new DateTime(0n, kinds.unspecified);
  static readonly maxValue = new DateTime(maxTicks, kinds.unspecified);

  static of(ticks: bigint, kind: number): DateTime {
    if (ticks < 0n || ticks > maxTicks) outOfRange('ticks', 'Ticks must be between DateTime.MinValue.Ticks and DateTime.MaxValue.Ticks.');
    if (kind < 0 || kind > 2) argument('Invalid DateTimeKind value.', 'kind');
    return new DateTime(ticks, kind);
  }

  static fromParts(
    year: number,
    month: number,
    day: number,
    hour: number,
    minute: number,
    second: number,
    millisecond: number,
    kind: number,
  ): DateTime {
    const date = ticksOfDate(year, month, day);
    if (date === undefined) return outOfRangeParts('Year, Month, and Day parameters describe an un-representable DateTime.');
    if (millisecond < 0 || millisecond >= 1000) outOfRange('millisecond', 'Valid values are between 0 and 999, inclusive.');
    const time = ticksOfTime(hour, minute, second, millisecond);
    if (time === undefined) return outOfRangeParts('Hour, Minute, and Second parameters describe an un-representable DateTime.');
    return DateTime.of(date + time, kind);
  }

  /** From milliseconds since 1970-01-01 UTC; fractions of a tick are cut. */
  static fromUnixMilliseconds(milliseconds: number, kind: number = kinds.utc): DateTime {
    return DateTime.of(unixEpochTicks + BigInt(Math.floor(milliseconds * 10_000)), kind);
  }

  get parts(): Parts {
    return partsOf(this.ticks);
  }

  /** Sunday is 0. */
  get dayOfWeek(): number {
    return Number((this.ticks / ticksPerDay + 1n) % 7n);
  }

  get dayOfYear(): number {
    const start = ticksOfDate(this.parts.year, 1, 1) ?? 0n;
    return Number((this.ticks - start) / ticksPerDay) + 1;
  }

  get date(): DateTime {
    return new DateTime(this.ticks - (this.ticks % ticksPerDay), this.kind);
  }

  withKind(kind: number): DateTime {
    return DateTime.of(this.ticks, kind);
  }

  addTicks(ticks: bigint, param = 'value'): DateTime {
    const sum = this.ticks + ticks;
    return sum < 0n || sum > maxTicks ? unrepresentable(param) : new DateTime(sum, this.kind);
  }

  /** Adds units of `milliseconds`, rounded to the nearest millisecond. */
  addUnits(value: number, milliseconds: number): DateTime {
    const rounded = Math.trunc(value * milliseconds + (value >= 0 ? 0.5 : -0.5));
    if (!(Math.abs(rounded) < 315_537_897_600_000)) return outOfRange('value', 'Value to add was out of range.');
    return this.addTicks(BigInt(rounded) * ticksPerMillisecond);
  }

  /** The day is moved back where the month is too short. */
  addMonths(months: number): DateTime {
    if (Math.abs(months) > 120_000) outOfRange('months', 'Months value must be between +/-120000.');
    const { year, month, day } = this.parts;
    const index = year * 12 + (month - 1) + months;
    const newYear = Math.floor(index / 12);
    const newMonth = (index % 12) + 1;
    if (newYear < 1 || newYear > 9999) return unrepresentable('months');
    const date = ticksOfDate(newYear, newMonth, Math.min(day, daysInMonth(newYear, newMonth))) ?? 0n;
    return new DateTime(date + (this.ticks % ticksPerDay), this.kind);
  }

  compare(other: DateTime): number {
    return this.ticks < other.ticks ? -1 : this.ticks > other.ticks ? 1 : 0;
  }

  compareTo(other: unknown): number {
    return other instanceof DateTime ? this.compare(other) : argument('Object must be of type DateTime.');
  }

  toString(format: string | null = null): string {
    const zone = this.kind === kinds.utc ? 'Z' : this.kind === kinds.local ? '+00:00' : '';
    return formatDate({ ticks: this.ticks, zone, offset: undefined }, format);
  }

  [formatText](format: string | null): string {
    return this.toString(format);
  }

  [equalTo](other: unknown): boolean {
    return other instanceof DateTime && this.ticks === other.ticks;
  }

  [hashKey](): string {
    return String(this.ticks);
  }

  hashCode(): number {
    return wideHash(this.ticks);
  }
}

/** .NET names no parameter here. */
function outOfRangeParts(text: string): never {
  throw new NetException('System.ArgumentOutOfRangeException', text);
}

export const DATE_TIME = runtimeType('System.DateTime', DateTime.minValue);
