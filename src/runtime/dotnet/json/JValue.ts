import { dotnetType, member } from '../define.ts';
import { equals } from '../equals.ts';
import { required } from '../failures.ts';
import { formatValue } from '../format/format-value.ts';
import type { Uri } from '../net/uri/value.ts';
import type { RuntimeType } from '../runtime-type.ts';
import { BOOLEAN, CHAR, DOUBLE, INT64, SINGLE, UINT64 } from '../types.ts';
import { DATE_TIME } from '../values/date-time.ts';
import { DATE_TIME_OFFSET } from '../values/date-time-offset.ts';
import { DECIMAL } from '../values/decimal.ts';
import { GUID } from '../values/guid.ts';
import { TIME_SPAN } from '../values/time-span.ts';
import { Box } from '../values.ts';
import { JTokenType_ as kinds } from './JTokenType.ts';
import { JRaw, type JToken, JValue } from './token.ts';

/** `new JValue(value)` of a value type. */
const of = (type: RuntimeType, kind: number) => (value: unknown) => new JValue(type === BOOLEAN ? value : new Box(type, value), kind);

const constructorDoc = 'A JSON value.';

export const JValue_ = dotnetType(
  'class Newtonsoft.Json.Linq.JValue : JToken, IComparable, IFormattable, IEquatable<JValue>, IComparable<JValue>',
  'A JSON value without children.',
  {
    createCopy: member(
      'JValue(JValue other)',
      (other: JValue | null) => required(other, 'other').deepCopy() as JValue,
      'A copy of a value.',
    ),
    createInt64: member('JValue(long value)', of(INT64, kinds.Integer), constructorDoc),
    createUInt64: member('JValue(ulong value)', of(UINT64, kinds.Integer), constructorDoc),
    createDecimal: member('JValue(decimal value)', of(DECIMAL, kinds.Float), constructorDoc),
    createDouble: member('JValue(double value)', of(DOUBLE, kinds.Float), constructorDoc),
    createSingle: member('JValue(float value)', of(SINGLE, kinds.Float), constructorDoc),
    createChar: member('JValue(char value)', of(CHAR, kinds.String), constructorDoc),
    createBoolean: member('JValue(bool value)', of(BOOLEAN, kinds.Boolean), constructorDoc),
    createDateTime: member('JValue(DateTime value)', of(DATE_TIME, kinds.Date), constructorDoc),
    createDateTimeOffset: member('JValue(DateTimeOffset value)', of(DATE_TIME_OFFSET, kinds.Date), constructorDoc),
    createGuid: member('JValue(Guid value)', of(GUID, kinds.Guid), constructorDoc),
    createTimeSpan: member('JValue(TimeSpan value)', of(TIME_SPAN, kinds.TimeSpan), constructorDoc),
    createText: member('JValue(string value)', (value: string | null) => new JValue(value, kinds.String), constructorDoc),
    createUri: member(
      'JValue(Uri value)',
      (value: Uri | null) => new JValue(value, value === null ? kinds.Null : kinds.Uri),
      constructorDoc,
    ),
    createObject: member('JValue(object value)', (value: unknown) => JValue.of(value), constructorDoc),
    createNull: member('static JValue CreateNull()', () => JValue.null(), 'The JSON null.'),
    createUndefined: member(
      'static JValue CreateUndefined()',
      () => new JValue(null, kinds.Undefined),
      'The value `undefined` of JavaScript.',
    ),
    createString: member(
      'static JValue CreateString(string value)',
      (value: string | null) => new JValue(value, kinds.String),
      'A JSON text.',
    ),
    createComment: member(
      'static JValue CreateComment(string value)',
      (value: string | null) => new JValue(value, kinds.Comment),
      'A comment.',
    ),
    value: member('object Value { get; }', (token: JValue) => token.value, 'What the token holds.'),
    setValue: member(
      'object Value { set; }',
      (token: JValue, value: unknown) => {
        token.value = value;
      },
      'Sets what the token holds.',
    ),
    toString: member('string ToString()', (token: JValue) => token.toString(), 'The text of the value; empty for null.'),
    toStringFormat: member(
      'string ToString(string format)',
      (token: JValue, format: string | null) => formatValue(token.value, format),
      'The text of the value in a format.',
    ),
    toStringCulture: member(
      'string ToString(IFormatProvider formatProvider)',
      (token: JValue, _provider: unknown) => token.toString(),
      'The text of the value.',
    ),
    toStringFormatCulture: member(
      'string ToString(string format, IFormatProvider formatProvider)',
      (token: JValue, format: string | null, _provider: unknown) => formatValue(token.value, format),
      'The text of the value in a format.',
    ),
    equals: member(
      'bool Equals(JValue other)',
      (token: JValue, other: JValue | null) => equals(token, other),
      'Whether kind and value are the same.',
    ),
    compareTo: member(
      'int CompareTo(JValue obj)',
      (token: JValue, other: JToken | null) => token.compareTo(other),
      'The order of two values.',
    ),
  },
);

export const JRaw_ = dotnetType('class Newtonsoft.Json.Linq.JRaw : JValue', 'JSON text that is written as it is.', {
  create: member('JRaw(object rawJson)', (value: unknown) => new JRaw(value), 'Raw JSON text.'),
  createCopy: member('JRaw(JRaw other)', (other: JRaw | null) => required(other, 'other').deepCopy() as JRaw, 'A copy.'),
});
