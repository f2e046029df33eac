import { member } from '../define.ts';
import { argument } from '../failures.ts';
import { DateTime } from '../values/date-time.ts';
import { TimeSpan } from '../values/time-span.ts';
import { Box } from '../values.ts';

/** `CompareTo(object)`. */
export function compareDateToObject(value: DateTime, other: unknown): number {
  if (other === null) return 1;
  return other instanceof Box && other.value instanceof DateTime
    ? value.compare(other.value)
    : argument('Object must be of type DateTime.');
}

/** Operators of DateTime; the kind plays no part in comparisons. */
export const dateOperatorRows = {
  addition: member(
    'static DateTime operator +(DateTime d, TimeSpan t)',
    (value: DateTime, span: TimeSpan) => value.addTicks(span.ticks, 't'),
    'The moment after a span.',
  ),
  subtraction: member(
    'static DateTime operator -(DateTime d, TimeSpan t)',
    (value: DateTime, span: TimeSpan) => value.addTicks(-span.ticks, 't'),
    'The moment before a span.',
  ),
  difference: member(
    'static TimeSpan operator -(DateTime d1, DateTime d2)',
    (a: DateTime, b: DateTime) => TimeSpan.of(a.ticks - b.ticks),
    'The span between two moments.',
  ),
  equal: member(
    'static bool operator ==(DateTime d1, DateTime d2)',
    (a: DateTime, b: DateTime) => a.ticks === b.ticks,
    'Whether two clocks show the same.',
  ),
  notEqual: member(
    'static bool operator !=(DateTime d1, DateTime d2)',
    (a: DateTime, b: DateTime) => a.ticks !== b.ticks,
    'Whether two clocks differ.',
  ),
  less: member(
    'static bool operator <(DateTime t1, DateTime t2)',
    (a: DateTime, b: DateTime) => a.ticks < b.ticks,
    'Whether the first is earlier.',
  ),
  lessOrEqual: member(
    'static bool operator <=(DateTime t1, DateTime t2)',
    (a: DateTime, b: DateTime) => a.ticks <= b.ticks,
    'Whether the first is not later.',
  ),
  greater: member(
    'static bool operator >(DateTime t1, DateTime t2)',
    (a: DateTime, b: DateTime) => a.ticks > b.ticks,
    'Whether the first is later.',
  ),
  greaterOrEqual: member(
    'static bool operator >=(DateTime t1, DateTime t2)',
    (a: DateTime, b: DateTime) => a.ticks >= b.ticks,
    'Whether the first is not earlier.',
  ),
};
