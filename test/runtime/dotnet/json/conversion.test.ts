import { describe, expect, test } from 'vitest';
import { Dictionary } from '../../../../src/runtime/dotnet/collections/dictionary-value.ts';
import { KeyValuePair, pairType } from '../../../../src/runtime/dotnet/collections/KeyValuePair.ts';
import { List } from '../../../../src/runtime/dotnet/collections/list-value.ts';
import { enumType } from '../../../../src/runtime/dotnet/enum-type.ts';
import { castToken } from '../../../../src/runtime/dotnet/json/cast-token.ts';
import { fromObject, plainContract } from '../../../../src/runtime/dotnet/json/from-object.ts';
import { JObject_ } from '../../../../src/runtime/dotnet/json/JObject.ts';
import { JsonConvert_ } from '../../../../src/runtime/dotnet/json/JsonConvert.ts';
import { JToken_ } from '../../../../src/runtime/dotnet/json/JToken.ts';
import { parseJson } from '../../../../src/runtime/dotnet/json/parse.ts';
import {
  ContractResolver,
  camelCase,
  JsonSerializerSettings,
  StringEnumConverter,
  withConverters,
} from '../../../../src/runtime/dotnet/json/settings.ts';
import { toObject } from '../../../../src/runtime/dotnet/json/to-object.ts';
import { JValue } from '../../../../src/runtime/dotnet/json/token.ts';
import { Uri } from '../../../../src/runtime/dotnet/net/uri/value.ts';
import { type RuntimeType, runtimeType } from '../../../../src/runtime/dotnet/runtime-type.ts';
import { grid } from '../../../../src/runtime/dotnet/support/grid.ts';
import { DayOfWeek_ } from '../../../../src/runtime/dotnet/system/DayOfWeek.ts';
import { toText } from '../../../../src/runtime/dotnet/to-text.ts';
import { arrayOf, BOOLEAN, BYTE, CHAR, DOUBLE, INT32, INT64, OBJECT, SINGLE, STRING } from '../../../../src/runtime/dotnet/types.ts';
import { Anonymous, anonymousShape } from '../../../../src/runtime/dotnet/values/anonymous.ts';
import { DATE_TIME, DateTime } from '../../../../src/runtime/dotnet/values/date-time.ts';
import { DATE_TIME_OFFSET, DateTimeOffset } from '../../../../src/runtime/dotnet/values/date-time-offset.ts';
import { DECIMAL, Decimal } from '../../../../src/runtime/dotnet/values/decimal.ts';
import { GUID, Guid } from '../../../../src/runtime/dotnet/values/guid.ts';
import { TIME_SPAN, TimeSpan } from '../../../../src/runtime/dotnet/values/time-span.ts';
import { Tuple } from '../../../../src/runtime/dotnet/values/tuple.ts';
import { Box } from '../../../../src/runtime/dotnet/values.ts';
import { outcome } from '../outcome.ts';
import { stillHost } from '../still-host.ts';

const host = stillHost();
const generic = (name: string, ...args: RuntimeType[]): RuntimeType => runtimeType(`System.Collections.Generic.${name}`, null, args);
const nullable = (type: RuntimeType): RuntimeType => runtimeType('System.Nullable`1', null, [type]);
const jtoken = runtimeType('Newtonsoft.Json.Linq.JToken');
const jarray = runtimeType('Newtonsoft.Json.Linq.JArray');
const big = '123456789012345678901234567890';

/** The explicit conversions by the JSON they are given: bool, int, long, double, decimal, string, DateTime, Guid. */
describe('explicit conversions', () => {
  const A = '!ArgumentException';
  const F = '!FormatException';
  const O = '!OverflowException';
  test.each<[string, unknown, unknown, unknown, unknown, unknown, unknown, unknown]>([
    // JSON, bool, int, long, double, decimal, string, DateTime
    ['1', true, 1, 1n, 1, '1', '1', A],
    ['0', false, 0, 0n, 0, '0', '0', A],
    ['2.5', true, 2, 2n, 2.5, '2.5', '2.5', A],
    ['3.5', true, 4, 4n, 3.5, '3.5', '3.5', A],
    ['5000000000', true, O, 5000000000n, 5000000000, '5000000000', '5000000000', A],
    [big, O, O, O, 1.2345678901234568e29, O, big, A],
    ['true', true, 1, 1n, 1, '1', 'True', A],
    ['"5"', F, 5, 5n, 5, '5', '5', F],
    ['"x"', F, F, F, F, F, 'x', F],
    ['"true"', true, F, F, F, F, 'true', F],
    ['""', F, F, F, F, F, '', F],
    ['null', A, A, A, A, A, null, A],
    ['[1]', A, A, A, A, A, A, A],
    ['{}', A, A, A, A, A, A, A],
    ['"2024-03-15T10:20:30Z"', A, A, A, A, A, '03/15/2024 10:20:30', '03/15/2024 10:20:30'],
  ])('%s', (text, bool, int, long, double, decimal, string, date) => {
    const token = parseJson(host, text);
    const shown = (value: unknown): unknown => (value instanceof Decimal || value instanceof DateTime ? value.toString() : value);
    const actual = [
      outcome(() => JToken_.toBoolean(host, token)),
      outcome(() => JToken_.toInt32(host, token)),
      outcome(() => JToken_.toInt64(host, token)),
      outcome(() => JToken_.toDouble(host, token)),
      outcome(() => shown(JToken_.toDecimal(host, token))),
      outcome(() => JToken_.toStringOrNull(host, token)),
      outcome(() => shown(JToken_.toDateTime(host, token))),
    ];
    expect(actual).toEqual([bool, int, long, double, decimal, string, date]);
  });

  test('null is an error for a value type and null for a nullable one', () => {
    expect(outcome(() => JToken_.toInt32(host, null))).toBe('!ArgumentNullException');
    expect([JToken_.toInt32OrNull(host, null), JToken_.toInt32OrNull(host, JValue.null()), JToken_.toStringOrNull(host, null)]).toEqual([
      null,
      null,
      null,
    ]);
  });

  test('a property stands for its value, and messages say what could not be', () => {
    const property = parseJson(host, '{"a":{}}').root;
    expect(() => JToken_.toInt32(host, JObject_.property(property as never, 'a'))).toThrow('Can not convert Object to Int32.');
    expect(() => JToken_.toBytesOrNull(host, parseJson(host, 'true'))).toThrow('Can not convert Boolean to byte array.');
  });

  test('texts become Guid, TimeSpan, DateTimeOffset, char and bytes', () => {
    const of = (text: string): JValue => JValue.of(text);
    expect(String(JToken_.toGuid(host, of('0f8fad5b-d9cb-469f-a165-70867728950e')))).toBe('0f8fad5b-d9cb-469f-a165-70867728950e');
    expect(String(JToken_.toTimeSpan(host, of('01:02:03')))).toBe('01:02:03');
    expect(String(JToken_.toDateTimeOffset(host, of('2024-03-15T10:20:30+02:00')))).toBe('03/15/2024 10:20:30 +02:00');
    expect([JToken_.toChar(host, of('x')), JToken_.toBytesOrNull(host, of('AQI='))]).toEqual([120, Uint8Array.of(1, 2)]);
  });

  test.each<[JValue, string, number]>([
    [JToken_.fromInt32(5), '5', 6],
    [JToken_.fromDouble(2), '2.0', 7],
    [JToken_.fromDecimal(Decimal.of(150n, 2)), '1.50', 7],
    [JToken_.fromBoolean(true), 'true', 9],
    [JToken_.fromText(null), 'null', 8],
    [JToken_.fromInt32OrNull(null), 'null', 10],
    [JToken_.fromGuid(Guid.empty), '"00000000-0000-0000-0000-000000000000"', 15],
    [JToken_.fromTimeSpan(TimeSpan.of(10_000_000n)), '"00:00:01"', 17],
    [JToken_.fromBytes(Uint8Array.of(1)), '"AQ=="', 14],
  ])('implicit: %s', (token, json, kind) => {
    expect([token.toJsonText(), token.type]).toEqual([json, kind]);
  });
});

describe('Value<T>', () => {
  test.each<[string, RuntimeType, unknown]>([
    ['1', INT32, 1],
    ['1', STRING, '1'],
    ['true', STRING, 'True'],
    ['"x"', INT32, '!FormatException'],
    ['null', INT32, '!InvalidCastException'],
    ['null', nullable(INT32), null],
    ['null', STRING, null],
    ['"5"', nullable(INT32), 5],
    ['1', DATE_TIME, '!InvalidCastException'],
    ['{}', jarray, '!InvalidCastException'],
    ['[]', INT32, '!InvalidCastException'],
    ['"x"', GUID, '!InvalidCastException'],
  ])('%s as %o', (text, type, expected) => {
    expect(outcome(() => castToken(host, type, parseJson(host, text)))).toEqual(expected);
  });

  test('a missing token gives the default', () => {
    expect([castToken(host, INT32, null), castToken(host, STRING, null)]).toEqual([0, null]);
  });
});

describe('ToObject and DeserializeObject', () => {
  const text = generic('List`1', STRING);
  test.each<[string, RuntimeType, string, string]>([
    // JSON, type, what ToObject gives, what DeserializeObject gives
    ['[1,2]', generic('List`1', INT32), '[1,2]', '[1,2]'],
    ['[1,2]', generic('IEnumerable`1', INT64), '[1,2]', '[1,2]'],
    ['["a",null]', arrayOf(STRING), '["a",null]', '["a",null]'],
    ['[1.50,true,"2024-03-15T10:20:30Z"]', text, '["1.5","True","03/15/2024 10:20:30"]', '["1.50","true","2024-03-15T10:20:30Z"]'],
    ['[1.50]', generic('List`1', DECIMAL), '[1.5]', '[1.50]'],
    ['[1.5]', generic('List`1', INT32), '[2]', '!JsonReaderException'],
    ['["x"]', generic('List`1', INT32), '!JsonReaderException', '!JsonReaderException'],
    ['["x"]', generic('List`1', INT64), '!JsonSerializationException', '!JsonSerializationException'],
    ['[null]', generic('List`1', INT32), '!JsonSerializationException', '!JsonSerializationException'],
    ['[null,1]', generic('List`1', nullable(INT32)), '[null,1]', '[null,1]'],
    ['{"a":1}', generic('List`1', INT32), '!JsonSerializationException', '!JsonSerializationException'],
    ['{"a":[1]}', generic('Dictionary`2', STRING, arrayOf(INT32)), '{"a":[1]}', '{"a":[1]}'],
    ['{"1":"a"}', generic('IDictionary`2', INT32, STRING), '{"1":"a"}', '{"1":"a"}'],
    ['"AQI="', arrayOf(BYTE), '"AQI="', '"AQI="'],
    ['{"a":1}', jtoken, '{"a":1}', '{"a":1}'],
    ['{"a":1}', jarray, '!InvalidCastException', '!InvalidCastException'],
    ['null', jarray, 'null', 'null'],
    ['null', INT32, '!ArgumentException', '!JsonSerializationException'],
    ['"5"', INT32, '5', '5'],
    ['true', BOOLEAN, 'true', 'true'],
    ['"x"', BOOLEAN, '!FormatException', '!JsonReaderException'],
    ['"Friday"', DayOfWeek_[enumType], '5', '5'],
    ['"Someday"', DayOfWeek_[enumType], '!ArgumentException', '!JsonSerializationException'],
    ['"x"', CHAR, '"x"', '"x"'],
    ['{"Key":"a","Value":1}', pairType(STRING, INT32), '{"Key":"a","Value":1}', '{"Key":"a","Value":1}'],
    ['{"item1":1}', runtimeType('System.ValueTuple`2', null, [INT32, STRING]), '{"Item1":1,"Item2":null}', '{"Item1":1,"Item2":null}'],
  ])('%s', (json, type, ofTree, ofText) => {
    const shown = (value: unknown): string =>
      JsonConvert_.serializeObject(host, type.zero === null || value === null ? value : new Box(type, value));
    expect(outcome(() => shown(toObject(host, type, parseJson(host, json))))).toBe(ofTree);
    expect(outcome(() => shown(JsonConvert_.deserializeAs(host, type, json)))).toBe(ofText);
  });

  test('object is what JSON holds', () => {
    const read = (json: string): unknown => JsonConvert_.deserializeObject(host, json);
    expect([read('5'), read('"x"'), read('null'), read(''), toText(read('{"a":1}'))]).toEqual([
      new Box(INT64, 5n),
      'x',
      null,
      null,
      '{\n  "a": 1\n}',
    ]);
    expect(outcome(() => JsonConvert_.deserializeObject(host, null))).toBe('!ArgumentNullException');
    expect(outcome(() => JsonConvert_.deserializeAs(host, INT32, ''))).toBe('!JsonSerializationException');
  });

  test.each<[string, RuntimeType, string]>([
    ['[1,2', OBJECT, '!JsonWriterException'],
    ['{"a":', jtoken, '!JsonWriterException'],
    ['[1,2', generic('List`1', INT32), '!JsonSerializationException'],
    ['[1] 2', generic('List`1', INT32), '!JsonReaderException'],
  ])('%s is not whole', (json, type, expected) => {
    expect(outcome(() => JsonConvert_.deserializeAs(host, type, json))).toBe(expected);
  });

  test('settings of reading', () => {
    const settings = new JsonSerializerSettings();
    settings.dateParseHandling = 2;
    settings.floatParseHandling = 1;
    const read = (): string => toText(JsonConvert_.deserializeObjectSettings(host, '[1.50,"2024-03-15T10:20:30+02:00"]', settings));
    expect(read()).toBe('[\n  1.50,\n  "2024-03-15T10:20:30+02:00"\n]');
    settings.dateParseHandling = 0;
    expect(read()).toBe('[\n  1.50,\n  "2024-03-15T10:20:30+02:00"\n]');
    settings.dateParseHandling = 1;
    settings.dateTimeZoneHandling = 1;
    expect(read()).toBe('[\n  1.50,\n  "2024-03-15T08:20:30Z"\n]');
  });

  test('an anonymous object takes its members by name', () => {
    const shape = anonymousShape(['a', 'B'], [INT32, STRING]);
    const read = JsonConvert_.deserializeAnonymousType(host, shape.type, '{"a":5,"b":"x","c":1}', new Anonymous(shape, [0, null]));
    expect(String(read)).toBe('{ a = 5, B = x }');
  });
});

describe('SerializeObject', () => {
  const pair = anonymousShape(['FirstName', 'URLValue'], [STRING, OBJECT]);
  test.each<[unknown, string]>([
    [null, 'null'],
    ['a"b\u0001é\u2028/', '"a\\"b\\u0001é\\u2028/"'],
    [5, '5'],
    [new Box(DOUBLE, 2), '2.0'],
    [new Box(DOUBLE, 1e20), '1E+20'],
    [new Box(DOUBLE, Number.NaN), '"NaN"'],
    [new Box(SINGLE, 1.5), '1.5'],
    [new Box(DECIMAL, Decimal.of(2n, 0)), '2.0'],
    [new Box(CHAR, 120), '"x"'],
    [new Box(DATE_TIME, DateTime.of(0n, 0)), '"0001-01-01T00:00:00"'],
    [new Box(DATE_TIME, DateTime.of(10n, 1)), '"0001-01-01T00:00:00.000001Z"'],
    [new Box(DATE_TIME_OFFSET, DateTimeOffset.ofMinutes(DateTime.of(864_000_000_000n, 0), -90)), '"0001-01-02T00:00:00-01:30"'],
    [new Box(TIME_SPAN, TimeSpan.zero), '"00:00:00"'],
    [new Box(DayOfWeek_[enumType], 5), '5'],
    [Uint8Array.of(1, 2), '"AQI="'],
    [new List(OBJECT, [1, null, new List(STRING, ['x'])]), '[1,null,["x"]]'],
    [new Tuple(runtimeType('System.ValueTuple`2', null, [INT32, DOUBLE]), [1, 1]), '{"Item1":1,"Item2":1.0}'],
    [new KeyValuePair(pairType(STRING, INT32), 'a', 1), '{"Key":"a","Value":1}'],
    [new Anonymous(pair, ['x', null]), '{"FirstName":"x","URLValue":null}'],
    [parseJson(host, '{"a":[1.0]}'), '{"a":[1.0]}'],
    [grid(host, INT32, [2, 2], [1, 2, 3, 4]), '[[1,2],[3,4]]'],
    [Uri.of('http://a/b?c', 0), '"http://a/b?c"'],
    [
      new Tuple(
        runtimeType(
          'System.ValueTuple`8',
          null,
          Array.from({ length: 8 }, () => INT32),
        ),
        [1, 2, 3, 4, 5, 6, 7, 8],
      ),
      '{"Item1":1,"Item2":2,"Item3":3,"Item4":4,"Item5":5,"Item6":6,"Item7":7,"Rest":{"Item1":8}}',
    ],
  ])('%o', (value, json) => {
    expect(JsonConvert_.serializeObject(host, value)).toBe(json);
  });

  test('keys of dictionaries are texts', () => {
    const byDate = new Dictionary<unknown, unknown>(DATE_TIME, INT32);
    byDate.set(DateTime.of(0n, 0), 1);
    expect(fromObject(host, byDate, plainContract).toJsonText()).toBe('{"0001-01-01T00:00:00":1}');
  });

  test('settings', () => {
    const settings = new JsonSerializerSettings();
    settings.nullValueHandling = 1;
    settings.contractResolver = new ContractResolver(true);
    settings.stringEscapeHandling = 2;
    expect(JsonConvert_.serializeObjectSettings(host, new Anonymous(pair, ['<é>', null]), settings)).toBe(
      '{"firstName":"\\u003cé\\u003e"}',
    );
    settings.stringEscapeHandling = 1;
    settings.dateFormatHandling = 1;
    const list = new List(OBJECT, ['é', new Box(DATE_TIME, DateTime.fromUnixMilliseconds(5))]);
    expect(JsonConvert_.serializeObjectSettings(host, list, settings)).toBe('["\\u00e9","\\/Date(5)\\/"]');
    settings.dateFormatString = 'yyyy';
    expect(JsonConvert_.serializeObjectFormattingSettings(host, list, 1, settings)).toBe('[\n  "\\u00e9",\n  "1970"\n]');
  });

  test('enums by name, defaults left out', () => {
    const settings = withConverters([new StringEnumConverter(true)]);
    settings.defaultValueHandling = 1;
    const shape = anonymousShape(['Day', 'N', 'T'], [DayOfWeek_[enumType], INT32, STRING]);
    expect(JsonConvert_.serializeObjectSettings(host, new Anonymous(shape, [5, 0, null]), settings)).toBe('{"Day":"friday"}');
  });

  test.each([
    ['FirstName', 'firstName'],
    ['URLValue', 'urlValue'],
    ['URL', 'url'],
    ['ID', 'id'],
    ['I', 'i'],
    ['isOpen', 'isOpen'],
    ['', ''],
  ])('camel case of %s', (name, expected) => {
    expect(camelCase(name)).toBe(expected);
  });

  test('a list within itself is refused', () => {
    const list = new List<unknown>(OBJECT, []);
    list.add(list);
    expect(outcome(() => JsonConvert_.serializeObject(host, list))).toBe('!JsonSerializationException');
  });
});
