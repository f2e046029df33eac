import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Budget, BudgetExceeded } from '../../../../src/runtime/budget.ts';
import { JArray, JObject } from '../../../../src/runtime/dotnet/json/containers.ts';
import { parseArray, parseJson, parseObject } from '../../../../src/runtime/dotnet/json/parse.ts';
import { stillHost } from '../still-host.ts';

const host = stillHost();
const compact = (text: string): string => parseJson(host, text).toJsonText();

describe('JToken.Parse', () => {
  test.each([
    ['{"a":1,"b":[true,null,"x"]}', '{"a":1,"b":[true,null,"x"]}'],
    [' [ 1 , 2 ] ', '[1,2]'],
    ["{'a':'it\\'s', b_1: 2, $c:3}", '{"a":"it\'s","b_1":2,"$c":3}'],
    ['[1,/* one */2,// two\n3]', '[1,2,3]'],
    ['{"a":1,"b":2,"a":3}', '{"a":3,"b":2}'],
    ['{"__proto__":1,"constructor":{"prototype":2}}', '{"__proto__":1,"constructor":{"prototype":2}}'],
    ['[1,]', '[1]'],
    ['[,1]', '[undefined,1]'],
    ['[1.0,1.50,1e3,-0.0,1E+25,.5,1.]', '[1.0,1.5,1000.0,-0.0,1E+25,0.5,1.0]'],
    ['[0x1F,010,9223372036854775807,9223372036854775808]', '[31,8,9223372036854775807,9223372036854775808]'],
    ['[NaN,Infinity,-Infinity]', '["NaN","Infinity","-Infinity"]'],
    ['[undefined,null]', '[undefined,null]'],
    ['new Date( 1, "x" )', 'new Date(1,"x")'],
    ['"\\ud83d\\ude00\\u00e9\\/\\b"', '"😀é/\\b"'],
    ['"\\ud83dx\\ude00"', '"\ufffdx\ufffd"'],
    ['"tab\there"', '"tab\\there"'],
    ['"\\u2028\\u0085"', '"\\u2028\\u0085"'],
  ])('%s', (text, expected) => {
    expect(compact(text)).toBe(expected);
  });

  test.each([
    ['"2024-03-15T10:20:30Z"', '"2024-03-15T10:20:30Z"', 'Date'],
    ['"2024-03-15T10:20:30.1200000+02:00"', '"2024-03-15T08:20:30.12+00:00"', 'Date'],
    ['"2024-03-15T24:00:00"', '"2024-03-16T00:00:00"', 'Date'],
    ['"/Date(0)/"', '"1970-01-01T00:00:00Z"', 'Date'],
    ['"/Date(0+0100)/"', '"1970-01-01T00:00:00+00:00"', 'Date'],
    ['"2024-03-15"', '"2024-03-15"', 'String'],
    ['"2024-03-15 10:20:30"', '"2024-03-15 10:20:30"', 'String'],
    ['"2024-02-30T10:20:30Z"', '"2024-02-30T10:20:30Z"', 'String'],
    ['"2024-03-15T10:20:30.12345678Z"', '"2024-03-15T10:20:30.12345678Z"', 'String'],
  ])('date %s', (text, expected, kind) => {
    const token = parseJson(host, text);
    expect([token.toJsonText(), token.type]).toEqual([expected, kind === 'Date' ? 12 : 8]);
  });

  test.each([
    ['', "Error reading JToken from JsonReader. Path '', line 0, position 0."],
    ['x', "Unexpected character encountered while parsing value: x. Path '', line 0, position 0."],
    ['{"a":}', "Unexpected character encountered while parsing value: }. Path 'a', line 1, position 5."],
    ['[1,2', "Unexpected end of content while loading JArray. Path '[1]', line 1, position 4."],
    ['{"a":[1', "Unexpected end of content while loading JObject. Path 'a[0]', line 1, position 7."],
    ['[1] 2', "Additional text encountered after finished reading JSON content: 2. Path '', line 1, position 4."],
    ['tru', "Unexpected end when reading JSON. Path '', line 1, position 3."],
    ['truex', "Error parsing boolean value. Path '', line 1, position 4."],
    ['[nul]', "Error parsing null value. Path '', line 1, position 4."],
    ["'x", "Unterminated string. Expected delimiter: '. Path '', line 1, position 2."],
    ['"\\q"', "Bad JSON escape sequence: \\q. Path '', line 1, position 3."],
    ['"\\u12"', "Unexpected end while parsing unicode character. Path '', line 1, position 3."],
    ['{"a" 1}', "Invalid character after parsing property name. Expected ':' but got: 1. Path '', line 1, position 5."],
    ['{"a":1 "b":2}', "After parsing a value an unexpected character was encountered: \". Path 'a', line 1, position 7."],
    ['{,}', "Invalid property identifier character: ,. Path '', line 1, position 1."],
    ['{a-b:1}', "Invalid JavaScript property identifier character: -. Path '', line 1, position 2."],
    [']', "JsonToken EndArray is not valid for closing JsonType None. Path '', line 1, position 1."],
    ['[}', "Unexpected character encountered while parsing value: }. Path '', line 1, position 1."],
    ['1x', "Input string '1x' is not a valid number. Path '', line 1, position 2."],
    ['[1z]', "Unexpected character encountered while parsing number: z. Path '', line 1, position 2."],
    ['{"a":[1,{"b c":tru}]}', "Error parsing boolean value. Path 'a[1]['b c']', line 1, position 18."],
    ['{\n "a": 1,\r\n "b": x\n}', "Unexpected character encountered while parsing value: x. Path 'b', line 3, position 6."],
    ['/*', "Unexpected end while parsing comment. Path '', line 1, position 1."],
  ])('refuses %j', (text, message) => {
    expect(() => parseJson(host, text)).toThrow(message);
  });

  test('any JSON of JavaScript comes through', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        const again: unknown = JSON.parse(compact(text));
        // A date is written anew; a number beyond 64 bits keeps its digits.
        if (!/\dT\d/.test(text)) expect(again).toEqual(JSON.parse(text));
      }),
    );
  });

  test('an arbitrary text is read or refused', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'{}[]():,"\'\\/*-.0x1eEnulltrfasNIdwu \n') }), (text) => {
        try {
          parseJson(stillHost(), text).toJsonText();
        } catch (error) {
          expect((error as Error).name).toBe('Newtonsoft.Json.JsonReaderException');
        }
      }),
    );
  });

  test('depth takes no stack', () => {
    const deep = '['.repeat(50_000) + ']'.repeat(50_000);
    const token = parseJson(host, deep);
    expect(token.toJsonText()).toBe(deep);
    expect(token.deepCopy().toJsonText()).toBe(deep);
  });

  test('a large text is stopped by the budget', () => {
    expect(() => parseJson({ ...host, budget: new Budget(1000, 1000) }, `[${'1,'.repeat(1000)}1]`)).toThrow(BudgetExceeded);
  });
});

describe('JObject.Parse and JArray.Parse', () => {
  test('give what they are called', () => {
    expect(parseObject(host, '/* c */ {}')).toBeInstanceOf(JObject);
    expect(parseArray(host, '[]')).toBeInstanceOf(JArray);
  });

  test.each<[string, () => unknown, string]>([
    ['an array', () => parseObject(host, '[]'), "Current JsonReader item is not an object: StartArray. Path '', line 1, position 1."],
    ['a number', () => parseObject(host, '5'), "Current JsonReader item is not an object: Integer. Path '', line 1, position 1."],
    ['an object', () => parseArray(host, '{}'), "Current JsonReader item is not an array: StartObject. Path '', line 1, position 1."],
    ['nothing', () => parseObject(host, ' '), "Error reading JObject from JsonReader. Path '', line 1, position 1."],
    ['a lone brace', () => parseObject(host, '{'), "Error reading JObject from JsonReader. Path '', line 1, position 1."],
    ['a lone bracket', () => parseJson(host, '['), "Error reading JArray from JsonReader. Path '', line 1, position 1."],
    ['null', () => parseArray(host, null), "Value cannot be null. (Parameter 's')"],
  ])('refuse %s', (_name, run, message) => {
    expect(run).toThrow(message);
  });
});
