import { equalTo, hashKey, type Structural } from '../equals.ts';
import { argument, argumentNull } from '../failures.ts';
import { offsetText } from '../format/date-format.ts';
import { type RuntimeType, runtimeType } from '../runtime-type.ts';
import { NetException, netType } from '../values.ts';
import { dayNumber, daysInMonth, ticksPerDay, ticksPerMinute } from './calendar.ts';
import { DateTime, kinds } from './date-time.ts';
import { type Change, type Zone, zoneNamed } from './time-zones.ts';

const zoneType = runtimeType('System.TimeZoneInfo');

const utcZone: Zone = { windows: 'UTC', iana: ['Etc/UTC'], offset: 0, rule: undefined };

/** System.TimeZoneInfo. The local zone is UTC. */
export class TimeZoneInfo implements Structural {
  readonly id: string;
  readonly zone: Zone;

  private constructor(id: string, zone: Zone) {
    this.id = id;
    this.zone = zone;
  }

  static readonly utc = new TimeZoneInfo('UTC', utcZone);

  static find(id: string | null): TimeZoneInfo {
    if (id === null) argumentNull('id');
    const zone = zoneNamed(id);
    if (zone === undefined)
      throw new NetException('System.TimeZoneNotFoundException', `The time zone ID '${id}' was not found on the local computer.`);
    return zone.offset === 0 && zone.rule === undefined && zone.windows === 'UTC' ? TimeZoneInfo.utc : new TimeZoneInfo(id, zone);
  }

  get [netType](): RuntimeType {
    return zoneType;
  }

  /** Minutes ahead of UTC at a moment given in UTC ticks. */
  offsetAtUtc(ticks: bigint): number {
    const { rule, offset } = this.zone;
    if (rule === undefined) return offset;
    const year = DateTime.of(clamp(ticks + BigInt(offset) * ticksPerMinute), kinds.utc).parts.year;
    const start = this.#utcOf(rule.start, year);
    const end = this.#utcOf(rule.end, year);
    const daylight = start < end ? ticks >= start && ticks < end : ticks >= start || ticks < end;
    return daylight ? offset + 60 : offset;
  }

  /** Minutes ahead of UTC when the zone's clock shows `ticks`. A clock that shows a time twice means standard time. */
  offsetAtClock(ticks: bigint): number {
    const { offset } = this.zone;
    const standard = this.offsetAtUtc(clamp(ticks - BigInt(offset) * ticksPerMinute));
    if (standard === offset) return offset;
    return this.offsetAtUtc(clamp(ticks - BigInt(standard) * ticksPerMinute)) === standard ? standard : offset;
  }

  /** A clock that jumps ahead never shows some times. */
  isInvalid(ticks: bigint): boolean {
    const offset = this.offsetAtClock(ticks);
    return this.offsetAtUtc(clamp(ticks - BigInt(offset) * ticksPerMinute)) !== offset;
  }

  /** A clock that is set back shows some times twice. */
  isAmbiguous(ticks: bigint): boolean {
    const { offset, rule } = this.zone;
    if (rule === undefined) return false;
    const at = (minutes: number): number => this.offsetAtUtc(clamp(ticks - BigInt(minutes) * ticksPerMinute));
    return at(offset) === offset && at(offset + 60) === offset + 60;
  }

  #utcOf(change: Change, year: number): bigint {
    const first = dayNumber(year, change.month, 1);
    const firstWeekday = (first + 1) % 7;
    let day = 1 + ((change.weekday - firstWeekday + 7) % 7) + (change.week - 1) * 7;
    if (day > daysInMonth(year, change.month)) day -= 7;
    const clock = BigInt(first + day - 1) * ticksPerDay + BigInt(change.minutes) * ticksPerMinute;
    const ahead = change.clock === 'utc' ? 0 : change.clock === 'daylight' ? this.zone.offset + 60 : this.zone.offset;
    return clock - BigInt(ahead) * ticksPerMinute;
  }

  /** UTC ticks of what the zone's clock shows. */
  toUtc(ticks: bigint): bigint {
    if (this.isInvalid(ticks))
      argument(
        'The supplied DateTime represents an invalid time.  For example, when the clock is adjusted forward, any time in the period that is skipped is invalid.',
        'dateTime',
      );
    return ticks - BigInt(this.offsetAtClock(ticks)) * ticksPerMinute;
  }

  toString(): string {
    return `(UTC${this.zone.offset === 0 ? '' : offsetText(this.zone.offset)}) ${this.zone.windows}`;
  }

  [equalTo](other: unknown): boolean {
    return other instanceof TimeZoneInfo && other.zone.windows === this.zone.windows;
  }

  [hashKey](): string {
    return this.zone.windows;
  }
}

const clamp = (ticks: bigint): bigint => (ticks < 0n ? 0n : ticks > DateTime.maxValue.ticks ? DateTime.maxValue.ticks : ticks);
