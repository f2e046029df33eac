import type { Host } from '../../host.ts';
import { arrayFrom } from '../collections/arrays.ts';
import { Dictionary } from '../collections/dictionary-value.ts';
import { HashSet } from '../collections/hash-set-value.ts';
import { KeyValuePair, pairType } from '../collections/KeyValuePair.ts';
import { List } from '../collections/list-value.ts';

import { invalidCast } from '../failures.ts';
import { isInstance } from '../is-instance.ts';
import { type RuntimeType, sameType, typeText } from '../runtime-type.ts';

import { BYTE, OBJECT } from '../types.ts';
import { Anonymous, type AnonymousShape } from '../values/anonymous.ts';
import { Tuple } from '../values/tuple.ts';
import { NetException, netType } from '../values.ts';
import { JArray, JObject } from './containers.ts';
import { JTokenType_ as kinds } from './JTokenType.ts';
import { readSimple, simpleTypes } from './read-simple.ts';
import { ReadValue } from './read-value.ts';
import { type JToken, JValue } from './token.ts';
import { pathOf } from './tree.ts';

/** How a tree becomes values of .NET. */
export interface Reading {
  readonly host: Host;
  /** A text is read more strictly than a tree: `1.5` is no int in it, and a string is what stands there. */
  readonly from: 'text' | 'tree';
  /** The names of anonymous types, which their run-time types do not have. */
  readonly shapes?: readonly AnonymousShape[];
}

/** A JsonSerializationException. */
export function jsonFault(text: string, token: JToken | undefined): never {
  throw new NetException(
    'Newtonsoft.Json.JsonSerializationException',
    token === undefined ? `${text} Path ''.` : `${text} Path '${pathOf(token)}'.`,
  );
}

const generic = 'System.Collections.Generic.';
const lists: ReadonlySet<string> = new Set(
  ['List', 'IList', 'ICollection', 'IEnumerable', 'IReadOnlyList', 'IReadOnlyCollection'].map((name) => `${generic}${name}\`1`),
);
const sets: ReadonlySet<string> = new Set([`${generic}HashSet\`1`, `${generic}ISet\`1`]);
const maps: ReadonlySet<string> = new Set(['Dictionary', 'IDictionary', 'IReadOnlyDictionary'].map((name) => `${generic}${name}\`2`));

const isNull = (token: JToken): boolean => token.type === kinds.Null || token.type === kinds.Undefined;

/** A token as a value of a type, as Newtonsoft's serializer makes it. The result is not boxed unless the type is object. */
export function readAs(reading: Reading, type: RuntimeType, token: JToken): unknown {
  reading.host.budget.allocate(1);
  if (type.name === OBJECT.name) return token instanceof JValue ? token.value : token;
  if (type.name.startsWith('Newtonsoft.Json.Linq.')) return tokenAs(type, token);
  if (type.name === 'System.Nullable`1') return isEmpty(reading, token) ? null : readAs(reading, type.args[0] ?? OBJECT, token);
  if (simpleTypes.has(type.name) || type.enumNames !== undefined) return readSimple(reading, type, token);
  if (isNull(token)) return type.zero === null ? null : jsonFault(`Error converting value {null} to type '${typeText(type)}'.`, token);
  if (type.name === '[]' && type.args[0]?.name === BYTE.name && token instanceof JValue) return bytesOf(reading, type, token);
  if (type.name === '[]') return arrayFrom(type.args[0] ?? OBJECT, itemsOf(reading, type, token));
  if (lists.has(type.name)) return new List(type.args[0] ?? OBJECT, itemsOf(reading, type, token));
  if (sets.has(type.name)) return new HashSet(type.args[0] ?? OBJECT, undefined, itemsOf(reading, type, token));
  if (maps.has(type.name)) return mapOf(reading, type, objectOf(type, token));
  return structureOf(reading, type, objectOf(type, token));
}

/** An empty text stands for null too. */
const isEmpty = (reading: Reading, token: JToken): boolean =>
  isNull(token) || (reading.from === 'text' && token instanceof JValue && token.value === '');

function tokenAs(type: RuntimeType, token: JToken): JToken | null {
  const takesNull = type.name.endsWith('.JToken') || type.name.endsWith('.JValue');
  if (token.type === kinds.Null && !takesNull) return null;
  if (isInstance(token, type)) return token.parent === null ? token : token.deepCopy();
  return invalidCast(`Unable to cast object of type '${typeText(token[netType])}' to type '${typeText(type)}'.`);
}

function bytesOf(reading: Reading, type: RuntimeType, token: JValue): unknown {
  if (token.value instanceof Uint8Array) return token.value;
  const converted = typeof token.value === 'string' ? readSimple(reading, type, token) : undefined;
  return converted ?? jsonFault(`Error converting value to type '${typeText(type)}'.`, token);
}

function itemsOf(reading: Reading, type: RuntimeType, token: JToken): unknown[] {
  if (!(token instanceof JArray)) return mismatch(type, token, 'a JSON array (e.g. [1,2,3])');
  const item = type.args[0] ?? OBJECT;
  return token.children.map((child) => readAs(reading, item, child));
}

const objectOf = (type: RuntimeType, token: JToken): JObject =>
  token instanceof JObject ? token : mismatch(type, token, 'a JSON object (e.g. {"name":"value"})');

function mismatch(type: RuntimeType, token: JToken, wanted: string): never {
  if (token instanceof JValue)
    return jsonFault(`Error converting value ${token.value === null ? '{null}' : token.toJsonText()} to type '${typeText(type)}'.`, token);
  const found = token instanceof JArray ? 'array (e.g. [1,2,3])' : 'object (e.g. {"name":"value"})';
  return jsonFault(
    `Cannot deserialize the current JSON ${found} into type '${typeText(type)}' because the type requires ${wanted} to deserialize correctly.`,
    token,
  );
}

function mapOf(reading: Reading, type: RuntimeType, object: JObject): Dictionary<unknown, unknown> {
  const [keyType = OBJECT, valueType = OBJECT] = type.args;
  const map = new Dictionary<unknown, unknown>(keyType, valueType);
  for (const property of object.properties())
    if (property.value !== null) map.set(keyOf(reading, keyType, property.name), readAs(reading, valueType, property.value));
  return map;
}

const keyOf = (reading: Reading, type: RuntimeType, name: string): unknown =>
  type.name === 'System.String' || type.name === OBJECT.name ? name : readSimple(reading, type, JValue.of(name));

/** Members by name, exactly or without regard to case; what is missing keeps its default. */
function memberOf(object: JObject, name: string): JToken | undefined {
  const exact = object.lookup(name);
  if (exact !== undefined) return exact;
  const wanted = name.toLowerCase();
  for (const property of object.properties()) if (property.name.toLowerCase() === wanted && property.value !== null) return property.value;
  return undefined;
}

function structureOf(reading: Reading, type: RuntimeType, object: JObject): unknown {
  const read = (name: string, memberType: RuntimeType): unknown => {
    const found = memberOf(object, name);
    return found === undefined ? memberType.zero : readAs(reading, memberType, found);
  };
  const shape = reading.shapes?.find((each) => sameType(each.type, type));
  if (shape !== undefined)
    return new Anonymous(
      shape,
      shape.names.map((name, i) => read(name, shape.types[i] ?? OBJECT)),
    );
  if (/^System\.(Value)?Tuple`\d$/.test(type.name))
    return new Tuple(
      type,
      type.args.map((arg, i) => read(`Item${i + 1}`, arg)),
    );
  if (type.name === `${generic}KeyValuePair\`2`) {
    const [key = OBJECT, value = OBJECT] = type.args;
    return new KeyValuePair(pairType(key, value), read('Key', key), read('Value', value));
  }
  throw new NetException('System.NotSupportedException', `JSON cannot be read as ${typeText(type)} here.`);
}

/** The text that a value was read from, if it was. */
export const textOfRead = (token: JValue): string | undefined => (token instanceof ReadValue ? token.text : undefined);
