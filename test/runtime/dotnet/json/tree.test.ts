import { describe, expect, test } from 'vitest';
import { Dictionary } from '../../../../src/runtime/dotnet/collections/dictionary-value.ts';
import { List } from '../../../../src/runtime/dotnet/collections/list-value.ts';
import { equals } from '../../../../src/runtime/dotnet/equals.ts';
import { JArray, JObject, JProperty } from '../../../../src/runtime/dotnet/json/containers.ts';
import { JsonExtensions_ } from '../../../../src/runtime/dotnet/json/Extensions.ts';
import { entriesOf } from '../../../../src/runtime/dotnet/json/entries.ts';
import { JArray_ } from '../../../../src/runtime/dotnet/json/JArray.ts';
import { JContainer_ } from '../../../../src/runtime/dotnet/json/JContainer.ts';
import { JObject_ } from '../../../../src/runtime/dotnet/json/JObject.ts';
import { JToken_ } from '../../../../src/runtime/dotnet/json/JToken.ts';
import { JValue_ } from '../../../../src/runtime/dotnet/json/JValue.ts';
import { JsonMergeSettings, merge } from '../../../../src/runtime/dotnet/json/merge.ts';
import { parseArray, parseJson, parseObject } from '../../../../src/runtime/dotnet/json/parse.ts';
import { type JToken, JValue } from '../../../../src/runtime/dotnet/json/token.ts';
import { INT32, INT64, STRING } from '../../../../src/runtime/dotnet/types.ts';
import { Box, type Ref } from '../../../../src/runtime/dotnet/values.ts';
import { outcome } from '../outcome.ts';
import { stillHost } from '../still-host.ts';

const host = stillHost();
const json = (text: string): JToken => parseJson(host, text);
const long = (value: bigint): JValue => JValue.of(new Box(INT64, value));

/** The JSON of a tree after something was done to it, or the exception. */
const after = <T extends JToken>(token: T, change: (token: T) => unknown): unknown =>
  outcome(() => {
    change(token);
    return token.toJsonText();
  });

describe('JObject', () => {
  const sample = (): JObject => parseObject(host, '{"a":1,"b":{"c":[1,2]}}');

  test.each<[string, (object: JObject) => unknown, unknown]>([
    ['sets a new name', (o) => JObject_.set(host, o, 'z', null), '{"a":1,"b":{"c":[1,2]},"z":null}'],
    ['sets a known name', (o) => JObject_.set(host, o, 'a', new JArray()), '{"a":[],"b":{"c":[1,2]}}'],
    ['adds a known name', (o) => JObject_.add(host, o, 'a', null), '!ArgumentException'],
    ['adds no name', (o) => JObject_.add(host, o, null, null), '!ArgumentNullException'],
    ['adds a value', (o) => JContainer_.add(host, o, 'x'), '!ArgumentException'],
    ['adds a property', (o) => JContainer_.add(host, o, new JProperty('p', [1, 2])), '{"a":1,"b":{"c":[1,2]},"p":[1,2]}'],
    ['removes a name', (o) => JObject_.remove(o, 'a'), '{"b":{"c":[1,2]}}'],
    ['removes the property of a value', (o) => JToken_.remove(o.lookup('a')?.parent as JToken), '{"b":{"c":[1,2]}}'],
    ['removes the value of a property', (o) => JToken_.remove(o.lookup('a') as JToken), '!JsonException'],
    ['replaces a value', (o) => JToken_.replace(host, o.lookup('a') as JToken, new JObject()), '{"a":{},"b":{"c":[1,2]}}'],
    [
      'replaces a property',
      (o) => JToken_.replace(host, o.property('a') as JToken, new JProperty('n', o.lookup('a'))),
      '{"n":1,"b":{"c":[1,2]}}',
    ],
    ['contains itself as a copy', (o) => o.set('b', o), '{"a":1,"b":{"a":1,"b":{"c":[1,2]}}}'],
    ['takes a token with a parent as a copy', (o) => o.set('z', o.lookup('b') ?? null), '{"a":1,"b":{"c":[1,2]},"z":{"c":[1,2]}}'],
    ['removes the parent of a root', (o) => JToken_.remove(o), '!InvalidOperationException'],
    ['clears', (o) => JContainer_.removeAll(o), '{}'],
  ])('%s', (_name, change, expected) => {
    expect(after(sample(), change)).toBe(expected);
  });

  test('many names keep their order and are found', () => {
    const object = new JObject();
    for (let i = 0; i < 100; i++) object.set(`k${i}`, long(BigInt(i)));
    object.delete('k50');
    object.set('k50', JValue.null());
    expect([...object.keys()].slice(-2)).toEqual(['k99', 'k50']);
    expect(object.lookup('k51')?.toString()).toBe('51');
    expect(object.has('k0')).toBe(true);
  });

  test('is a sequence of properties, and of names with values', () => {
    const object = sample();
    expect(Array.from(object, String)[0]).toBe('"a": 1');
    expect(Array.from(entriesOf(object) ?? [], String)).toEqual(['[a, 1]', '[b, {\n  "c": [\n    1,\n    2\n  ]\n}]']);
  });

  test('is not to be changed while somebody enumerates it', () => {
    const object = sample();
    expect(() => {
      for (const property of object.properties()) JToken_.remove(property);
    }).toThrow('Collection was modified');
  });

  test('finds names without regard to case', () => {
    const object = parseObject(host, '{"Abc":1}');
    const result: Ref<JToken | null> = { value: null };
    expect([JObject_.getValue(object, 'abc'), JObject_.getValueBy(object, 'abc', 5)?.toString()]).toEqual([null, '1']);
    expect([JObject_.tryGetValueBy(object, 'ABC', 5, result), result.value?.toString()]).toEqual([true, '1']);
  });
});

describe('JArray', () => {
  const sample = (): JArray => parseArray(host, '[1,2,3]');

  test.each<[string, (array: JArray) => unknown, unknown]>([
    ['Add', (a) => JArray_.add(host, a, null), '[1,2,3,null]'],
    ['Add of several', (a) => JContainer_.add(host, a, [4, [5, 'x']]), '[1,2,3,4,5,"x"]'],
    ['AddFirst', (a) => JContainer_.addFirst(host, a, 0), '[0,1,2,3]'],
    ['AddAfterSelf', (a) => JToken_.addAfterSelf(host, a.at(0), 9), '[1,9,2,3]'],
    ['AddBeforeSelf', (a) => JToken_.addBeforeSelf(host, a.at(2), 9), '[1,2,9,3]'],
    ['Insert', (a) => JArray_.insert(host, a, 1, long(9n)), '[1,9,2,3]'],
    ['Insert past the end', (a) => JArray_.insert(host, a, 9, null), '!ArgumentOutOfRangeException'],
    ['RemoveAt', (a) => JArray_.removeAt(a, 0), '[2,3]'],
    ['RemoveAt past the end', (a) => JArray_.removeAt(a, 3), '!ArgumentOutOfRangeException'],
    ['Remove of an equal value', (a) => JArray_.remove(a, long(2n)), '[1,2,3]'],
    ['Remove of the value', (a) => JArray_.remove(a, a.at(1)), '[1,3]'],
    ['set', (a) => JArray_.set(host, a, 1, JValue.of('x')), '[1,"x",3]'],
    ['set past the end', (a) => JArray_.set(host, a, 3, null), '!ArgumentOutOfRangeException'],
    ['set by a name', (a) => JToken_.set(host, a, 'x', null), '!ArgumentException'],
    ['a property', (a) => JContainer_.add(host, a, new JProperty('p', 1)), '!ArgumentException'],
    ['Clear', (a) => JArray_.clear(a), '[]'],
  ])('%s', (_name, change, expected) => {
    expect(after(sample(), change)).toBe(expected);
  });

  test('neighbours stay right when places change', () => {
    const array = sample();
    const last = array.at(2);
    array.removeAt(0);
    expect([last.previous?.toString(), last.next, array.indexOf(last), array.contains(long(3n))]).toEqual(['2', null, 1, false]);
  });
});

describe('a token', () => {
  test.each([
    ['a.b[0].c', '{"a":{"b":[{"c":1}]}}', '$..c'],
    ["['odd.key']['x y']", '{"odd.key":{"x y":1}}', "['odd.key']['x y']"],
    ["['it\\'s']", '{"it\'s":1}', '*'],
    ['[1]', '[1,2]', '[1]'],
    ['', '{"a":1}', '$'],
  ])('path %s', (path, text, way) => {
    const found = JToken_.selectToken(host, json(text), way);
    expect(found === null ? undefined : JToken_.path(found)).toBe(path);
  });

  test.each([
    ['{"a":1,"b":2}', '{"b":2,"a":1}', true],
    ['[1,2]', '[2,1]', false],
    ['1', '1.0', false],
    ['{"a":null}', '{"a":null}', true],
    ['"2024-03-15T10:20:30Z"', '"2024-03-15T10:20:30.0Z"', true],
    ['[[[{"a":[]}]]]', '[[[{"a":[]}]]]', true],
    ['{"a":1}', '{"a":1,"b":1}', false],
  ])('DeepEquals %s %s', (a, b, expected) => {
    expect(JToken_.deepEquals(host, json(a), json(b))).toBe(expected);
  });

  test('values are equal by content, containers only to themselves', () => {
    expect([equals(json('1'), json('1')), equals(json('{}'), json('{}')), equals(JValue.null(), null)]).toEqual([true, false, false]);
  });

  test.each<[string, (t: JToken) => unknown, unknown]>([
    ['a name in a value', (t) => JToken_.get(JToken_.get(t, 'n') as JToken, 'x'), '!InvalidOperationException'],
    ['an index in an object', (t) => JToken_.get(t, 0), '!ArgumentException'],
    ['a name in an array', (t) => JToken_.get(JToken_.get(t, 'l') as JToken, 'x'), '!ArgumentException'],
    ['an index past the end', (t) => JToken_.get(JToken_.get(t, 'l') as JToken, 7), '!ArgumentOutOfRangeException'],
    ['a missing name', (t) => JToken_.get(t, 'zz'), null],
    ['the first child of a value', (t) => JToken_.first(JToken_.get(t, 'n') as JToken), '!InvalidOperationException'],
    ['setting in a value', (t) => JToken_.set(host, JToken_.get(t, 'n') as JToken, 'x', null), '!InvalidOperationException'],
  ])('%s', (_name, run, expected) => {
    expect(outcome(() => run(json('{"n":1,"l":[1,2]}')))).toBe(expected);
  });

  test('descendants come in the order of the text', () => {
    const all = [...JContainer_.descendants(host, parseObject(host, '{"a":[1,{"b":2}],"c":3}'))];
    expect(all.map((token) => token.toJsonText())).toEqual(['"a":[1,{"b":2}]', '[1,{"b":2}]', '1', '{"b":2}', '"b":2', '2', '"c":3', '3']);
  });

  test('Values and children by key', () => {
    const rows = parseArray(host, '[{"x":1},{"x":2},{}]');
    expect([...JsonExtensions_.valuesOfTypeByKey(host, INT32, rows, 'x')]).toEqual([1, 2]);
    expect(Array.from(JsonExtensions_.valuesByKey(rows, 'x'), String)).toEqual(['1', '2']);
    expect([...JToken_.values(host, STRING, parseArray(host, '["a",null]'))]).toEqual(['a', null]);
  });

  test('several values make an array of a property', () => {
    expect(new JProperty('a', new List(INT32, [1, 2])).toJsonText()).toBe('"a":[1,2]');
    expect(new JArray(new Dictionary(STRING, INT32)).count).toBe(0);
    expect(() => JValue_.createObject(new Dictionary(STRING, INT32))).toThrow('Could not determine JSON object type');
  });
});

describe('Merge', () => {
  test.each<[string, string, number, number, string]>([
    ['{"a":1,"b":{"x":1}}', '{"b":{"x":2,"y":3},"c":4}', 0, 0, '{"a":1,"b":{"x":2,"y":3},"c":4}'],
    ['{"l":[1,2]}', '{"l":[2,3]}', 0, 0, '{"l":[1,2,2,3]}'],
    ['{"l":[1,2]}', '{"l":[2,3]}', 1, 0, '{"l":[1,2,3]}'],
    ['{"l":[1,2]}', '{"l":[3]}', 2, 0, '{"l":[3]}'],
    ['{"l":[1,{"a":1}]}', '{"l":[9,{"b":2},3]}', 3, 0, '{"l":[9,{"a":1,"b":2},3]}'],
    ['{"a":1}', '{"a":null}', 0, 0, '{"a":1}'],
    ['{"a":1}', '{"a":null}', 0, 1, '{"a":null}'],
    ['{"a":1}', '[1]', 0, 0, '{"a":1}'],
  ])('%s with %s (arrays %i, nulls %i)', (target, content, arrays, nulls, expected) => {
    const settings = new JsonMergeSettings();
    settings.mergeArrayHandling = arrays;
    settings.mergeNullValueHandling = nulls;
    const token = json(target) as JObject;
    merge(host, token, json(content), settings);
    expect(token.toJsonText()).toBe(expected);
  });
});
