import { DATE_TIME, type DateTime, kinds } from '../values/date-time.ts';
import { DATE_TIME_OFFSET } from '../values/date-time-offset.ts';
import { Box } from '../values.ts';
import { DateParseHandling_ } from './DateParseHandling.ts';
import { DateTimeZoneHandling_ } from './DateTimeZoneHandling.ts';
import { dateOfText, offsetDateOfText } from './dates.ts';
import { FloatParseHandling_ } from './FloatParseHandling.ts';

/** What a reader makes of texts and numbers: values of DateParseHandling, FloatParseHandling and DateTimeZoneHandling. */
export interface ReadOptions {
  readonly dates: number;
  readonly floats: number;
  readonly zone: number;
}

export const usualReading: ReadOptions = {
  dates: DateParseHandling_.DateTime,
  floats: FloatParseHandling_.Double,
  zone: DateTimeZoneHandling_.RoundtripKind,
};

/** A date in the zone that is asked for. The local zone is UTC. */
export function inZone(date: DateTime, zone: number): DateTime {
  switch (zone) {
    case DateTimeZoneHandling_.Local:
      return date.withKind(kinds.local);
    case DateTimeZoneHandling_.Utc:
      return date.withKind(kinds.utc);
    case DateTimeZoneHandling_.Unspecified:
      return date.withKind(kinds.unspecified);
    default:
      return date;
  }
}

/** The date that a text is, in its box; undefined for any other text. */
export function dateIn(text: string, options: ReadOptions): Box | undefined {
  if (options.dates === DateParseHandling_.None) return undefined;
  if (options.dates === DateParseHandling_.DateTimeOffset) {
    const date = offsetDateOfText(text);
    return date === undefined ? undefined : new Box(DATE_TIME_OFFSET, date);
  }
  const date = dateOfText(text);
  return date === undefined ? undefined : new Box(DATE_TIME, inZone(date, options.zone));
}
