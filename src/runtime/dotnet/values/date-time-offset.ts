import { equalTo, hashKey, type Structural } from '../equals.ts';
import { argument, outOfRange } from '../failures.ts';
import { formatDate, offsetText } from '../format/date-format.ts';
import { type Formattable, formatText } from '../format/format-value.ts';
import { wideHash } from '../hash.ts';
import { runtimeType } from '../runtime-type.ts';
import { maxTicks, ticksPerMinute } from './calendar.ts';
import { DateTime, kinds } from './date-time.ts';
import { TimeSpan } from './time-span.ts';

/** System.DateTimeOffset: a clock and how many minutes it is ahead of UTC. */
export class DateTimeOffset implements Structural, Formattable {
  /** What the clock shows, kind unspecified. */
  readonly clock: DateTime;
  readonly offsetMinutes: number;

  private constructor(clock: DateTime, offsetMinutes: number) {
    this.clock = clock;
    this.offsetMinutes = offsetMinutes;
  }

  static of(clock: DateTime, offset: TimeSpan): DateTimeOffset {
    if (offset.ticks % ticksPerMinute !== 0n) argument('Offset must be specified in whole minutes.', 'offset');
    return DateTimeOffset.ofMinutes(clock, Number(offset.ticks / ticksPerMinute));
  }

  static ofMinutes(clock: DateTime, minutes: number): DateTimeOffset {
    if (Math.abs(minutes) > 14 * 60) outOfRange('offset', 'Offset must be within plus or minus 14 hours.');
    const utc = clock.ticks - BigInt(minutes) * ticksPerMinute;
    if (utc < 0n || utc > maxTicks)
      outOfRange('offset', 'The UTC time represented when the offset is applied must be between year 0 and 10,000.');
    return new DateTimeOffset(clock.withKind(kinds.unspecified), minutes);
  }

  static fromUtc(utc: DateTime): DateTimeOffset {
    return new DateTimeOffset(utc.withKind(kinds.unspecified), 0);
  }

  static readonly minValue = DateTimeOffset.fromUtc(DateTime.minValue);
  static readonly maxValue = DateTimeOffset.fromUtc(DateTime.maxValue);

  get utcTicks(): bigint {
    return this.clock.ticks - BigInt(this.offsetMinutes) * ticksPerMinute;
  }

  get utc(): DateTime {
    return DateTime.of(this.utcTicks, kinds.utc);
  }

  get offset(): TimeSpan {
    return TimeSpan.of(BigInt(this.offsetMinutes) * ticksPerMinute);
  }

  /** The same offset with another clock. */
  with(clock: DateTime): DateTimeOffset {
    return DateTimeOffset.ofMinutes(clock, this.offsetMinutes);
  }

  /** The same instant with another offset. */
  toOffset(offset: TimeSpan): DateTimeOffset {
    return DateTimeOffset.of(DateTime.of(this.utcTicks + offset.ticks, kinds.unspecified), offset);
  }

  compare(other: DateTimeOffset): number {
    return this.utcTicks < other.utcTicks ? -1 : this.utcTicks > other.utcTicks ? 1 : 0;
  }

  compareTo(other: unknown): number {
    return other instanceof DateTimeOffset ? this.compare(other) : argument('Object must be of type DateTimeOffset.');
  }

  toString(format: string | null = null): string {
    return formatDate({ ticks: this.clock.ticks, zone: offsetText(this.offsetMinutes), offset: this.offsetMinutes }, format);
  }

  [formatText](format: string | null): string {
    return this.toString(format);
  }

  [equalTo](other: unknown): boolean {
    return other instanceof DateTimeOffset && this.utcTicks === other.utcTicks;
  }

  [hashKey](): string {
    return String(this.utcTicks);
  }

  hashCode(): number {
    return wideHash(this.utcTicks);
  }
}

export const DATE_TIME_OFFSET = runtimeType('System.DateTimeOffset', DateTimeOffset.minValue);
