import { Response } from '../context/message.ts';
import { Dictionary } from '../dotnet/collections/dictionary-value.ts';
import { type Comparer, defaultComparer } from '../dotnet/collections/equality.ts';
import { HashSet } from '../dotnet/collections/hash-set-value.ts';
import { KeyValuePair } from '../dotnet/collections/KeyValuePair.ts';
import { List } from '../dotnet/collections/list-value.ts';
import { JArray, JObject, JProperty } from '../dotnet/json/containers.ts';
import { JRaw, JToken, JValue } from '../dotnet/json/token.ts';
import { Uri } from '../dotnet/net/uri/value.ts';
import { type RuntimeType, typeText } from '../dotnet/runtime-type.ts';
import { StringComparer } from '../dotnet/system/StringComparer.ts';
import { typeOf } from '../dotnet/type-of.ts';
import { OBJECT } from '../dotnet/types.ts';
import { Anonymous } from '../dotnet/values/anonymous.ts';
import { DateTime } from '../dotnet/values/date-time.ts';
import { DateTimeOffset } from '../dotnet/values/date-time-offset.ts';
import { Decimal } from '../dotnet/values/decimal.ts';
import { Guid } from '../dotnet/values/guid.ts';
import { TimeSpan } from '../dotnet/values/time-span.ts';
import { Tuple } from '../dotnet/values/tuple.ts';
import { Version } from '../dotnet/values/version.ts';
import { Box, elementMark } from '../dotnet/values.ts';
import { XDocument, XElement } from '../dotnet/xml/tree/container.ts';
import { writeNode } from '../dotnet/xml/write.ts';
import { bytesToText } from './bytes.ts';
import { boxedItem } from './items.ts';
import { NotPortable } from './portable-error.ts';
import { writeResponse } from './portable-response.ts';
import { writeType } from './portable-type.ts';

/** Deeper than what anybody keeps on purpose, and shallower than the stack. */
const deepest = 256;

/**
 * An object of C# as a text from which another process makes the same one, with its type. Texts, booleans, ints and null stand as
 * themselves; everything else is a list that begins with what it is. Throws {@link NotPortable} for what belongs to its exchange (the
 * context, a token) or has no end (a lazy sequence).
 */
export const writeValue = (value: unknown): string => JSON.stringify(write(value, 0));

function write(value: unknown, depth: number): unknown {
  if (value === null || value === undefined || typeof value === 'string' || typeof value === 'boolean') return value ?? null;
  // An int is bare; a number with a fraction would be another type's and come in a box.
  if (typeof value === 'number' && Number.isInteger(value)) return value;
  if (depth > deepest) throw new NotPortable(`${typeText(typeOf(value))} nested deeper than ${deepest} levels`);
  if (typeof value !== 'object') return refuse(value);
  if (value instanceof Box) return writeBox(value.type, value.value, depth);
  return writeCollection(value, depth + 1) ?? writeObject(value, depth + 1) ?? refuse(value);
}

function refuse(value: unknown): never {
  throw new NotPortable(typeText(typeOf(value)));
}

function writeBox(type: RuntimeType, value: unknown, depth: number): unknown {
  if (value instanceof Tuple) return ['tuple', ...writeTuple(value, depth), true];
  if (value instanceof KeyValuePair) return ['pair', writeType(value.type), ...pairItems(value.type, value.key, value.value, depth)];
  return ['box', writeType(type), writeSimple(value) ?? refuse(new Box(type, value))];
}

function writeSimple(value: unknown): unknown {
  // JSON has neither NaN nor a negative zero.
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  if (typeof value === 'bigint' || typeof value === 'boolean') return String(value);
  if (value instanceof Decimal) return `${value.mantissa} ${value.scale}`;
  if (value instanceof DateTime) return `${value.ticks} ${value.kind}`;
  if (value instanceof DateTimeOffset) return `${value.clock.ticks} ${value.offsetMinutes}`;
  if (value instanceof TimeSpan) return String(value.ticks);
  if (value instanceof Guid) return value.hex;
  return undefined;
}

const itemsOf = (type: RuntimeType, items: Iterable<unknown>, depth: number): readonly unknown[] =>
  Array.from(items, (item) => write(boxedItem(type, item), depth));

const pairItems = ({ args: [key = OBJECT, value = OBJECT] }: RuntimeType, k: unknown, v: unknown, depth: number): readonly unknown[] => [
  write(boxedItem(key, k), depth),
  write(boxedItem(value, v), depth),
];

const writeTuple = ({ type, items }: Tuple, depth: number): readonly unknown[] => [
  writeType(type),
  items.map((item, index) => write(boxedItem(type.args[index] ?? OBJECT, item), depth)),
];

function writeCollection(value: object, depth: number): readonly unknown[] | undefined {
  if (value instanceof Uint8Array) return ['bytes', bytesToText(value)];
  if (Array.isArray(value)) {
    const type = elementMark(value) ?? OBJECT;
    return ['array', writeType(type), itemsOf(type, value, depth)];
  }
  if (value instanceof List) return ['list', writeType(value.type), itemsOf(value.type, value.items, depth)];
  if (value instanceof HashSet) return ['set', writeType(value.type), writeComparer(value.comparer), itemsOf(value.type, value, depth)];
  if (!(value instanceof Dictionary)) return undefined;
  const { keyType, valueType, comparer } = value;
  const pairs = Array.from(value, (pair) => pairItems(pair.type, pair.key, pair.value, depth));
  return ['dictionary', writeType(keyType), writeType(valueType), writeComparer(comparer), pairs];
}

function writeComparer(comparer: Comparer): string {
  if (comparer === defaultComparer) return '';
  return comparer instanceof StringComparer ? comparer.comparison : refuse(comparer);
}

function writeObject(value: object, depth: number): readonly unknown[] | undefined {
  if (value instanceof JToken) return ['json', writeToken(value, depth)];
  if (value instanceof XElement) return ['element', writeNode(value, 'compact')];
  if (value instanceof XDocument) return ['document', writeNode(value, 'compact'), declaration(value)];
  if (value instanceof Response) return ['response', writeResponse(value)];
  if (value instanceof Tuple) return ['tuple', ...writeTuple(value, depth), false];
  if (value instanceof Anonymous) {
    const { names, types } = value.shape;
    const items = value.values.map((item, index) => write(boxedItem(types[index] ?? OBJECT, item), depth));
    return ['anonymous', names, types.map(writeType), items];
  }
  if (value instanceof Uri) return ['uri', value.original, value.isAbsolute];
  return value instanceof Version ? ['version', value.parts] : undefined;
}

const declaration = ({ declaration: found }: XDocument): readonly (string | null)[] | null =>
  found === null ? null : [found.version, found.encoding, found.standalone];

/** Trees of JSON keep the kinds of their values: a text that looks like a date stays a text. */
function writeToken(token: JToken | null, depth: number): unknown {
  if (token === null) return null;
  if (depth > deepest) throw new NotPortable(`${typeText(typeOf(token))} nested deeper than ${deepest} levels`);
  if (token instanceof JObject) return ['o', token.children.map((child) => writeToken(child, depth + 1))];
  if (token instanceof JArray) return ['a', token.children.map((child) => writeToken(child, depth + 1))];
  if (token instanceof JProperty) return ['p', token.name, writeToken(token.value, depth + 1)];
  if (token instanceof JValue && !(token instanceof JRaw)) return ['v', token.type, write(token.value, depth + 1)];
  return refuse(token);
}
