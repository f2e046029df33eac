import { BudgetExceeded } from '../budget.ts';
import { Dictionary } from '../dotnet/collections/dictionary-value.ts';
import { type Comparer, defaultComparer } from '../dotnet/collections/equality.ts';
import { HashSet } from '../dotnet/collections/hash-set-value.ts';
import { KeyValuePair } from '../dotnet/collections/KeyValuePair.ts';
import { List } from '../dotnet/collections/list-value.ts';
import { JArray, JObject, JProperty } from '../dotnet/json/containers.ts';
import { type JToken, JValue } from '../dotnet/json/token.ts';
import { Uri } from '../dotnet/net/uri/value.ts';
import type { RuntimeType } from '../dotnet/runtime-type.ts';
import { StringComparer } from '../dotnet/system/StringComparer.ts';
import { OBJECT } from '../dotnet/types.ts';
import { Anonymous, anonymousShape } from '../dotnet/values/anonymous.ts';
import { DateTime, kinds } from '../dotnet/values/date-time.ts';
import { DateTimeOffset } from '../dotnet/values/date-time-offset.ts';
import { Decimal } from '../dotnet/values/decimal.ts';
import { Guid } from '../dotnet/values/guid.ts';
import { TimeSpan } from '../dotnet/values/time-span.ts';
import { Tuple } from '../dotnet/values/tuple.ts';
import { Version } from '../dotnet/values/version.ts';
import { array, Box } from '../dotnet/values.ts';
import { parseElement, parseXml } from '../dotnet/xml/parse.ts';
import { XDeclaration, type XDocument } from '../dotnet/xml/tree/container.ts';
import type { Host } from '../host.ts';
import { textToBytes } from './bytes.ts';
import { unboxedItem } from './items.ts';
import { Unreadable } from './portable-error.ts';
import { readResponse } from './portable-response.ts';
import { readType } from './portable-type.ts';

/** The object that `writeValue` wrote. Throws {@link Unreadable}, or BudgetExceeded when the exchange has spent what it may. */
export function readValue(host: Host, text: string): unknown {
  try {
    return read(host, JSON.parse(text));
  } catch (error) {
    throw error instanceof BudgetExceeded ? error : new Unreadable();
  }
}

function read(host: Host, value: unknown): unknown {
  if (!Array.isArray(value)) {
    if (value === null || typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number') return value;
    throw new Unreadable();
  }
  const [kind, ...parts] = value as readonly unknown[];
  const reader = typeof kind === 'string' && Object.hasOwn(readers, kind) ? readers[kind] : undefined;
  if (reader === undefined) throw new Unreadable();
  return reader(host, parts);
}

type Reader = (host: Host, parts: readonly unknown[]) => unknown;

const readers: Readonly<Record<string, Reader>> = {
  box: (_host, [type, text]) => readBox(readType(type), String(text)),
  tuple: (host, [type, items, boxed]) => {
    const found = readType(type);
    const tuple = new Tuple(
      found,
      list(items).map((item, index) => unboxedItem(found.args[index] ?? OBJECT, read(host, item))),
    );
    return boxed === true ? new Box(found, tuple) : tuple;
  },
  pair: (host, [type, key, value]) => {
    const found = readType(type);
    const [keyType = OBJECT, valueType = OBJECT] = found.args;
    return new Box(found, new KeyValuePair(found, unboxedItem(keyType, read(host, key)), unboxedItem(valueType, read(host, value))));
  },
  bytes: (_host, [text]) => textToBytes(String(text)),
  array: (host, [type, items]) => {
    const found = readType(type);
    return array(found, itemsOf(host, found, items));
  },
  list: (host, [type, items]) => {
    const found = readType(type);
    return new List(found, itemsOf(host, found, items));
  },
  set: (host, [type, comparer, items]) => {
    const found = readType(type);
    return new HashSet(found, readComparer(comparer), itemsOf(host, found, items));
  },
  dictionary: (host, [keyType, valueType, comparer, pairs]) => {
    const [keys, values] = [readType(keyType), readType(valueType)];
    const dictionary = new Dictionary(keys, values, readComparer(comparer));
    for (const pair of list(pairs)) {
      const [key, value] = list(pair);
      dictionary.set(unboxedItem(keys, read(host, key)), unboxedItem(values, read(host, value)));
    }
    return dictionary;
  },
  json: (host, [token]) => readToken(host, token),
  element: (host, [text]) => parseElement(host.budget, String(text), true),
  document: (host, [text, declaration]) => withDeclaration(parseXml(host.budget, String(text), true), declaration),
  response: (_host, [response]) => readResponse(response),
  anonymous: (host, [names, types, items]) => {
    const found = list(types).map(readType);
    const shape = anonymousShape(list(names).map(String), found);
    return new Anonymous(
      shape,
      list(items).map((item, index) => unboxedItem(found[index] ?? OBJECT, read(host, item))),
    );
  },
  uri: (_host, [text, absolute]) => Uri.of(String(text), absolute === true ? 1 : 2),
  version: (_host, [parts]) => new Version(list(parts).map(Number)),
};

function list(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new Unreadable();
  return value;
}

const itemsOf = (host: Host, type: RuntimeType, items: unknown): unknown[] =>
  list(items).map((item) => unboxedItem(type, read(host, item)));

function readBox(type: RuntimeType, text: string): Box {
  return new Box(type, readSimple(type, text));
}

function readSimple(type: RuntimeType, text: string): unknown {
  const [first = '', second = ''] = text.split(' ');
  switch (type.name) {
    case 'System.Int64':
    case 'System.UInt64':
      return BigInt(first);
    case 'System.Boolean':
      return first === 'true';
    case 'System.Decimal':
      return Decimal.of(BigInt(first), Number(second));
    case 'System.DateTime':
      return DateTime.of(BigInt(first), Number(second));
    case 'System.DateTimeOffset':
      return DateTimeOffset.ofMinutes(DateTime.of(BigInt(first), kinds.unspecified), Number(second));
    case 'System.TimeSpan':
      return TimeSpan.of(BigInt(first));
    case 'System.Guid':
      return Guid.parse(first);
    default:
      return Number(first);
  }
}

const comparers: Readonly<Record<string, Comparer>> = {
  culture: StringComparer.invariantCulture,
  cultureIgnoreCase: StringComparer.invariantCultureIgnoreCase,
  ordinal: StringComparer.ordinal,
  ordinalIgnoreCase: StringComparer.ordinalIgnoreCase,
};

function readComparer(name: unknown): Comparer {
  if (name === '') return defaultComparer;
  const found = typeof name === 'string' && Object.hasOwn(comparers, name) ? comparers[name] : undefined;
  if (found === undefined) throw new Unreadable();
  return found;
}

function readToken(host: Host, value: unknown): JToken {
  const [kind, first, second] = list(value);
  switch (kind) {
    case 'o':
      return filled(host, new JObject(), first);
    case 'a':
      return filled(host, new JArray(), first);
    case 'p': {
      const property = new JProperty(String(first));
      if (second !== null) property.append(readToken(host, second));
      return property;
    }
    case 'v':
      return new JValue(read(host, second), Number(first));
    default:
      throw new Unreadable();
  }
}

function filled(host: Host, container: JObject | JArray, children: unknown): JToken {
  for (const child of list(children)) container.append(readToken(host, child));
  return container;
}

function withDeclaration(document: XDocument, declaration: unknown): XDocument {
  if (declaration === null) return document;
  const [version, encoding, standalone] = list(declaration) as readonly (string | null)[];
  document.declaration = new XDeclaration(version ?? null, encoding ?? null, standalone ?? null);
  return document;
}
