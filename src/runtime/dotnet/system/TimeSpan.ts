import { constant, dotnetType, member } from '../define.ts';
import { equals } from '../equals.ts';
import { argument, argumentNull, badFormat, overflow } from '../failures.ts';
import { type ParsedSpan, parseTimeSpan, parseTimeSpanExact } from '../format/time-span-parse.ts';
import { hash } from '../hash.ts';
import { TIME_SPAN, TimeSpan } from '../values/time-span.ts';
import { Box, type Ref } from '../values.ts';
import { Type } from './Type.ts';

type Text = string | null;

const ticksOf = { millisecond: 10_000, second: 10_000_000, minute: 600_000_000, hour: 36_000_000_000, day: 864_000_000_000 } as const;

function fromParts(days: number, hours: number, minutes: number, seconds: number, milliseconds: number): TimeSpan {
  const total = (((BigInt(days) * 24n + BigInt(hours)) * 60n + BigInt(minutes)) * 60n + BigInt(seconds)) * 1000n + BigInt(milliseconds);
  return TimeSpan.of(total * 10_000n);
}

function accept(text: string, parsed: ParsedSpan): TimeSpan {
  switch (parsed.kind) {
    case 'value':
      return TimeSpan.of(parsed.ticks);
    case 'overflow':
      return overflow(
        `The TimeSpan string '${text}' could not be parsed because at least one of the numeric components is out of range or contains too many digits.`,
      );
    default:
      return badFormat(`String '${text}' was not recognized as a valid TimeSpan.`);
  }
}

const parse = (text: Text): TimeSpan => (text === null ? argumentNull('s') : accept(text, parseTimeSpan(text)));

const parseExact = (text: Text, format: Text): TimeSpan =>
  text === null ? argumentNull('input') : format === null ? argumentNull('format') : accept(text, parseTimeSpanExact(text, format));

function attempt(parsed: ParsedSpan | undefined, result: Ref<TimeSpan>): boolean {
  const found = parsed?.kind === 'value';
  result.value = found ? TimeSpan.of(parsed.ticks) : TimeSpan.zero;
  return found;
}

function compareToObject(value: TimeSpan, other: unknown): number {
  if (other === null) return 1;
  return other instanceof Box && other.value instanceof TimeSpan
    ? value.compare(other.value)
    : argument('Object must be of type TimeSpan.');
}

function scale(value: TimeSpan, factor: number): TimeSpan {
  if (Number.isNaN(factor)) argument('TimeSpan does not accept floating point Not-a-Number values.', 'factor');
  return TimeSpan.from(Math.round(Number(value.ticks) * factor), 1);
}

function divide(value: TimeSpan, divisor: number): TimeSpan {
  if (Number.isNaN(divisor)) argument('TimeSpan does not accept floating point Not-a-Number values.', 'divisor');
  return TimeSpan.from(Math.round(Number(value.ticks) / divisor), 1);
}

export const TimeSpan_ = dotnetType(
  'struct System.TimeSpan : IComparable, IFormattable, IComparable<TimeSpan>, IEquatable<TimeSpan>',
  'A span of time, to 100 nanoseconds.',
  {
    fromTicksNew: member('TimeSpan(long ticks)', (ticks: bigint) => TimeSpan.of(ticks), 'A span of ticks.'),
    fromHoursNew: member(
      'TimeSpan(int hours, int minutes, int seconds)',
      (hours: number, minutes: number, seconds: number) => fromParts(0, hours, minutes, seconds, 0),
      'A span of hours, minutes and seconds.',
    ),
    fromDaysNew: member(
      'TimeSpan(int days, int hours, int minutes, int seconds)',
      (days: number, hours: number, minutes: number, seconds: number) => fromParts(days, hours, minutes, seconds, 0),
      'A span of days, hours, minutes and seconds.',
    ),
    fromPartsNew: member(
      'TimeSpan(int days, int hours, int minutes, int seconds, int milliseconds)',
      fromParts,
      'A span down to milliseconds.',
    ),
    zero: constant('static readonly TimeSpan Zero', TimeSpan.zero, 'No time.'),
    maxValue: constant('static readonly TimeSpan MaxValue', TimeSpan.maxValue, 'The longest span.'),
    minValue: constant('static readonly TimeSpan MinValue', TimeSpan.minValue, 'The longest negative span.'),
    ticksPerMillisecond: constant('const long TicksPerMillisecond = 10000', 10_000n, 'Ticks of a millisecond.'),
    ticksPerSecond: constant('const long TicksPerSecond = 10000000', 10_000_000n, 'Ticks of a second.'),
    ticksPerMinute: constant('const long TicksPerMinute = 600000000', 600_000_000n, 'Ticks of a minute.'),
    ticksPerHour: constant('const long TicksPerHour = 36000000000', 36_000_000_000n, 'Ticks of an hour.'),
    ticksPerDay: constant('const long TicksPerDay = 864000000000', 864_000_000_000n, 'Ticks of a day.'),
    fromDays: member('static TimeSpan FromDays(double value)', (value: number) => TimeSpan.from(value, ticksOf.day), 'A span of days.'),
    fromHours: member('static TimeSpan FromHours(double value)', (value: number) => TimeSpan.from(value, ticksOf.hour), 'A span of hours.'),
    fromMinutes: member(
      'static TimeSpan FromMinutes(double value)',
      (value: number) => TimeSpan.from(value, ticksOf.minute),
      'A span of minutes.',
    ),
    fromSeconds: member(
      'static TimeSpan FromSeconds(double value)',
      (value: number) => TimeSpan.from(value, ticksOf.second),
      'A span of seconds.',
    ),
    fromMilliseconds: member(
      'static TimeSpan FromMilliseconds(double value)',
      (value: number) => TimeSpan.from(value, ticksOf.millisecond),
      'A span of milliseconds.',
    ),
    fromTicks: member('static TimeSpan FromTicks(long value)', (ticks: bigint) => TimeSpan.of(ticks), 'A span of ticks.'),
    ticks: member('long Ticks { get; }', (value: TimeSpan) => value.ticks, 'The ticks of 100 nanoseconds.'),
    days: member('int Days { get; }', (value: TimeSpan) => Number(value.ticks / 864_000_000_000n), 'The whole days.'),
    hours: member('int Hours { get; }', (value: TimeSpan) => value.part(36_000_000_000n, 24n), 'The whole hours beside the days.'),
    minutes: member('int Minutes { get; }', (value: TimeSpan) => value.part(600_000_000n, 60n), 'The whole minutes beside the hours.'),
    seconds: member('int Seconds { get; }', (value: TimeSpan) => value.part(10_000_000n, 60n), 'The whole seconds beside the minutes.'),
    milliseconds: member(
      'int Milliseconds { get; }',
      (value: TimeSpan) => value.part(10_000n, 1000n),
      'The whole milliseconds beside the seconds.',
    ),
    totalDays: member('double TotalDays { get; }', (value: TimeSpan) => value.total(ticksOf.day), 'The whole span in days.'),
    totalHours: member('double TotalHours { get; }', (value: TimeSpan) => value.total(ticksOf.hour), 'The whole span in hours.'),
    totalMinutes: member('double TotalMinutes { get; }', (value: TimeSpan) => value.total(ticksOf.minute), 'The whole span in minutes.'),
    totalSeconds: member('double TotalSeconds { get; }', (value: TimeSpan) => value.total(ticksOf.second), 'The whole span in seconds.'),
    totalMilliseconds: member(
      'double TotalMilliseconds { get; }',
      (value: TimeSpan) => value.total(ticksOf.millisecond),
      'The whole span in milliseconds.',
    ),
    add: member('TimeSpan Add(TimeSpan ts)', (value: TimeSpan, other: TimeSpan) => value.add(other), 'Both spans together.'),
    subtract: member(
      'TimeSpan Subtract(TimeSpan ts)',
      (value: TimeSpan, other: TimeSpan) => value.subtract(other),
      'What is left without another span.',
    ),
    negate: member('TimeSpan Negate()', (value: TimeSpan) => value.negate(), 'The span with the other sign.'),
    duration: member('TimeSpan Duration()', (value: TimeSpan) => (value.ticks < 0n ? value.negate() : value), 'The span without its sign.'),
    multiply: member('TimeSpan Multiply(double factor)', scale, 'The span, multiplied.'),
    divide: member('TimeSpan Divide(double divisor)', divide, 'The span, divided.'),
    divideSpan: member(
      'double Divide(TimeSpan ts)',
      (value: TimeSpan, other: TimeSpan) => Number(value.ticks) / Number(other.ticks),
      'How often another span fits.',
    ),
    compare: member('static int Compare(TimeSpan t1, TimeSpan t2)', (a: TimeSpan, b: TimeSpan) => a.compare(b), 'Orders two spans.'),
    equalsStatic: member(
      'static bool Equals(TimeSpan t1, TimeSpan t2)',
      (a: TimeSpan, b: TimeSpan) => a.ticks === b.ticks,
      'Whether two spans are the same.',
    ),
    parse: member('static TimeSpan Parse(string s)', parse, 'Reads the span that a text is.'),
    parseCulture: member(
      'static TimeSpan Parse(string input, IFormatProvider formatProvider)',
      (text: Text, _provider: unknown) => parse(text),
      'Reads the span that a text is.',
    ),
    parseExact: member(
      'static TimeSpan ParseExact(string input, string format, IFormatProvider formatProvider)',
      (text: Text, format: Text, _provider: unknown) => parseExact(text, format),
      'Reads a span in one format.',
    ),
    tryParse: member(
      'static bool TryParse(string s, out TimeSpan result)',
      (text: Text, result: Ref<TimeSpan>) => attempt(text === null ? undefined : parseTimeSpan(text), result),
      'Reads the span that a text is, if it is one.',
    ),
    tryParseCulture: member(
      'static bool TryParse(string input, IFormatProvider formatProvider, out TimeSpan result)',
      (text: Text, _provider: unknown, result: Ref<TimeSpan>) => attempt(text === null ? undefined : parseTimeSpan(text), result),
      'Reads the span that a text is, if it is one.',
    ),
    tryParseExact: member(
      'static bool TryParseExact(string input, string format, IFormatProvider formatProvider, out TimeSpan result)',
      (text: Text, format: Text, _provider: unknown, result: Ref<TimeSpan>) =>
        attempt(text === null || format === null ? undefined : parseTimeSpanExact(text, format), result),
      'Reads a span in one format, if it has it.',
    ),
    plus: member('static TimeSpan operator +(TimeSpan t)', (value: TimeSpan) => value, 'The span itself.'),
    minus: member('static TimeSpan operator -(TimeSpan t)', (value: TimeSpan) => value.negate(), 'The span with the other sign.'),
    addition: member(
      'static TimeSpan operator +(TimeSpan t1, TimeSpan t2)',
      (a: TimeSpan, b: TimeSpan) => a.add(b),
      'Both spans together.',
    ),
    subtraction: member(
      'static TimeSpan operator -(TimeSpan t1, TimeSpan t2)',
      (a: TimeSpan, b: TimeSpan) => a.subtract(b),
      'What is left without the second span.',
    ),
    multiplication: member('static TimeSpan operator *(TimeSpan timeSpan, double factor)', scale, 'The span, multiplied.'),
    multiplicationLeft: member(
      'static TimeSpan operator *(double factor, TimeSpan timeSpan)',
      (factor: number, value: TimeSpan) => scale(value, factor),
      'The span, multiplied.',
    ),
    division: member('static TimeSpan operator /(TimeSpan timeSpan, double divisor)', divide, 'The span, divided.'),
    divisionSpan: member(
      'static double operator /(TimeSpan t1, TimeSpan t2)',
      (a: TimeSpan, b: TimeSpan) => Number(a.ticks) / Number(b.ticks),
      'How often the second span fits.',
    ),
    equal: member(
      'static bool operator ==(TimeSpan t1, TimeSpan t2)',
      (a: TimeSpan, b: TimeSpan) => a.ticks === b.ticks,
      'Whether two spans are the same.',
    ),
    notEqual: member(
      'static bool operator !=(TimeSpan t1, TimeSpan t2)',
      (a: TimeSpan, b: TimeSpan) => a.ticks !== b.ticks,
      'Whether two spans differ.',
    ),
    less: member(
      'static bool operator <(TimeSpan t1, TimeSpan t2)',
      (a: TimeSpan, b: TimeSpan) => a.ticks < b.ticks,
      'Whether the first is shorter.',
    ),
    lessOrEqual: member(
      'static bool operator <=(TimeSpan t1, TimeSpan t2)',
      (a: TimeSpan, b: TimeSpan) => a.ticks <= b.ticks,
      'Whether the first is not longer.',
    ),
    greater: member(
      'static bool operator >(TimeSpan t1, TimeSpan t2)',
      (a: TimeSpan, b: TimeSpan) => a.ticks > b.ticks,
      'Whether the first is longer.',
    ),
    greaterOrEqual: member(
      'static bool operator >=(TimeSpan t1, TimeSpan t2)',
      (a: TimeSpan, b: TimeSpan) => a.ticks >= b.ticks,
      'Whether the first is not shorter.',
    ),
    compareTo: member(
      'int CompareTo(TimeSpan value)',
      (value: TimeSpan, other: TimeSpan) => value.compare(other),
      'Orders this span and another.',
    ),
    compareToObject: member('int CompareTo(object value)', compareToObject, 'Orders this span and another.'),
    equals: member(
      'bool Equals(TimeSpan obj)',
      (value: TimeSpan, other: TimeSpan) => value.ticks === other.ticks,
      'Whether both spans are the same.',
    ),
    equalsObject: member(
      'bool Equals(object value)',
      (value: TimeSpan, other: unknown) => other instanceof Box && equals(value, other.value),
      'Whether a value is the same span.',
    ),
    getHashCode: member('int GetHashCode()', (value: TimeSpan) => hash(value.ticks), 'A number that equal values share.'),
    toString: member('string ToString()', (value: TimeSpan) => value.toString(), 'The span as [-][d.]hh:mm:ss[.fffffff].'),
    toStringFormat: member(
      'string ToString(string format)',
      (value: TimeSpan, format: Text) => value.toString(format),
      'The span in a format.',
    ),
    toStringFormatCulture: member(
      'string ToString(string format, IFormatProvider formatProvider)',
      (value: TimeSpan, format: Text, _provider: unknown) => value.toString(format),
      'The span in a format.',
    ),
    getType: member('Type GetType()', (_value: TimeSpan) => new Type(TIME_SPAN), 'The type TimeSpan.'),
  },
);
