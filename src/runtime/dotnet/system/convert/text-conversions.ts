import type { Host } from '../../../host.ts';
import { argumentNull, badFormat, overflow } from '../../failures.ts';
import { doubleText, singleText } from '../../format/number-format.ts';
import { toText } from '../../to-text.ts';
import { parseDateTime } from '../../values/date-text.ts';
import { DateTime } from '../../values/date-time.ts';
import { type Conversion, cannot, convertObject } from './conversion.ts';

function charOf(value: number | bigint): number {
  if (value < 0 || value > 0xffff) overflow('Value was either too large or too small for a character.');
  return Number(value);
}

export const toChar: Conversion<number> = {
  target: 'Char',
  fromBoolean: cannot('Boolean', 'Char'),
  fromChar: (value) => value,
  fromInteger: charOf,
  fromSingle: cannot('Single', 'Char'),
  fromDouble: cannot('Double', 'Char'),
  fromDecimal: cannot('Decimal', 'Char'),
  fromDateTime: cannot('DateTime', 'Char'),
  fromText: (value) => {
    if (value === null) argumentNull('value');
    return value.length === 1 ? value.charCodeAt(0) : badFormat('String must be exactly one character long.');
  },
  none: 0,
};

/** The target DateTime; a text may lack its date, which is today then. */
export const toDateTime = (host: Host): Conversion<DateTime> => ({
  target: 'DateTime',
  fromBoolean: cannot('Boolean', 'DateTime'),
  fromChar: cannot('Char', 'DateTime'),
  fromInteger: cannot('Int32', 'DateTime'),
  fromSingle: cannot('Single', 'DateTime'),
  fromDouble: cannot('Double', 'DateTime'),
  fromDecimal: cannot('Decimal', 'DateTime'),
  fromDateTime: (value) => value,
  fromText: (value) => (value === null ? DateTime.minValue : parseDateTime(host, value, 0)),
  none: DateTime.minValue,
});

/** `Convert.ToString`: any object has a text, null the empty one. */
export const toStringConversion: Conversion<string | null> = {
  target: 'String',
  fromBoolean: (value) => (value ? 'True' : 'False'),
  fromChar: (value) => String.fromCharCode(value),
  fromInteger: String,
  fromSingle: singleText,
  fromDouble: doubleText,
  fromDecimal: String,
  fromDateTime: String,
  fromText: (value) => value,
  none: '',
};

/** `Convert.ToString(object)`. */
export const objectToString = (value: unknown): string => toText(value);

/** `Convert.ToDateTime(object)`. */
export const objectToDateTime = (host: Host, value: unknown): DateTime => convertObject(value, toDateTime(host));
