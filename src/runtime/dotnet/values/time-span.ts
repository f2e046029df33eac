import { equalTo, hashKey, type Structural } from '../equals.ts';
import { argument, overflow } from '../failures.ts';
import { type Formattable, formatText } from '../format/format-value.ts';
import { formatTimeSpan } from '../format/time-span-format.ts';
import { wideHash } from '../hash.ts';
import { runtimeType } from '../runtime-type.ts';

const tooLong = (): never => overflow('TimeSpan overflowed because the duration is too long.');

const minimum = -(2n ** 63n);
const maximum = 2n ** 63n - 1n;

/** System.TimeSpan: a signed 64-bit number of ticks of 100 ns. */
export class TimeSpan implements Structural, Formattable {
  readonly ticks: bigint;

  private constructor(ticks: bigint) {
    this.ticks = ticks;
  }

  static readonly zero = new TimeSpan(0n);
  static readonly maxValue = new TimeSpan(maximum);
  static readonly minValue = new TimeSpan(minimum);

  /** Throws OverflowException when the ticks do not fit into 64 bits. */
  static of(ticks: bigint): TimeSpan {
    return ticks < minimum || ticks > maximum ? tooLong() : new TimeSpan(ticks);
  }

  /** From a number of units of `unit` ticks; fractions of a tick are cut. */
  static from(value: number, unit: number): TimeSpan {
    if (Number.isNaN(value)) argument('TimeSpan does not accept floating point Not-a-Number values.');
    const ticks = value * unit;
    if (!Number.isFinite(ticks)) return tooLong();
    return ticks === 2 ** 63 ? TimeSpan.maxValue : TimeSpan.of(BigInt(Math.trunc(ticks)));
  }

  /** Whole units within the next larger one, with the sign of the whole. */
  part(unit: bigint, limit: bigint): number {
    return Number((this.ticks / unit) % limit);
  }

  total(unit: number): number {
    return Number(this.ticks) / unit;
  }

  add(other: TimeSpan): TimeSpan {
    return TimeSpan.of(this.ticks + other.ticks);
  }

  subtract(other: TimeSpan): TimeSpan {
    return TimeSpan.of(this.ticks - other.ticks);
  }

  negate(): TimeSpan {
    return this.ticks === minimum
      ? overflow('Negating the minimum value of a twos complement number is invalid.')
      : new TimeSpan(-this.ticks);
  }

  compare(other: TimeSpan): number {
    return this.ticks < other.ticks ? -1 : this.ticks > other.ticks ? 1 : 0;
  }

  compareTo(other: unknown): number {
    return other instanceof TimeSpan ? this.compare(other) : argument('Object must be of type TimeSpan.');
  }

  toString(format: string | null = null): string {
    return formatTimeSpan(this.ticks, format);
  }

  [formatText](format: string | null): string {
    return this.toString(format);
  }

  [equalTo](other: unknown): boolean {
    return other instanceof TimeSpan && this.ticks === other.ticks;
  }

  [hashKey](): string {
    return String(this.ticks);
  }

  hashCode(): number {
    return wideHash(this.ticks);
  }
}

export const TIME_SPAN = runtimeType('System.TimeSpan', TimeSpan.zero);
