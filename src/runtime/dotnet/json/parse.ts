import type { Host } from '../../host.ts';
import { argumentNull } from '../failures.ts';
import { JArray, JConstructor, JObject, JProperty } from './containers.ts';
import { JTokenType_ as kinds } from './JTokenType.ts';
import { ReadValue } from './read-value.ts';
import { JsonReader } from './reader.ts';
import { type JContainer, type JToken, JValue } from './token.ts';

/** How the budget counts one token of a tree. */
const tokenSize = 8;

/** `JToken.Parse(text)`: any JSON. Bad text is a JsonReaderException. */
export function parseJson(host: Host, text: string | null): JToken {
  const reader = readerOf(host, text);
  if (!reader.read()) reader.fail('Error reading JToken from JsonReader.');
  const token = readToken(host, reader);
  readToEnd(reader);
  return token;
}

/** `JObject.Parse(text)`. */
export function parseObject(host: Host, text: string | null): JObject {
  const reader = readerOf(host, text);
  if (!reader.read()) reader.fail('Error reading JObject from JsonReader.');
  while (reader.kind === 'Comment' && reader.read());
  if (reader.kind !== 'StartObject')
    reader.fail(`Error reading JObject from JsonReader. Current JsonReader item is not an object: ${reader.kind}.`);
  const token = fill(host, reader, new JObject(), 'JObject');
  readToEnd(reader);
  return token;
}

/** `JArray.Parse(text)`. */
export function parseArray(host: Host, text: string | null): JArray {
  const reader = readerOf(host, text);
  if (!reader.read()) reader.fail('Error reading JArray from JsonReader.');
  while (reader.kind === 'Comment' && reader.read());
  if (reader.kind !== 'StartArray')
    reader.fail(`Error reading JArray from JsonReader. Current JsonReader item is not an array: ${reader.kind}.`);
  const token = fill(host, reader, new JArray(), 'JArray');
  readToEnd(reader);
  return token;
}

const readerOf = (host: Host, text: string | null): JsonReader => new JsonReader(host.budget, text ?? argumentNull('s'));

/** Only comments may follow; anything else fails in the reader. */
function readToEnd(reader: JsonReader): void {
  while (reader.read());
}

/** What is said of a text that ends inside a container; `begun`: something stands in it. */
type Unfinished = (reader: JsonReader, name: string, begun: boolean) => never;

const unfinished: Unfinished = (reader, name, begun) =>
  reader.fail(begun ? `Unexpected end of content while loading ${name}.` : `Error reading ${name} from JsonReader.`);

/** The tree that begins at the reader's token. `keepTexts`: values remember the text they were read from. */
export function readToken(host: Host, reader: JsonReader, keepTexts = false, atEnd = unfinished): JToken {
  switch (reader.kind) {
    case 'StartObject':
      return fill(host, reader, new JObject(), 'JObject', keepTexts, atEnd);
    case 'StartArray':
      return fill(host, reader, new JArray(), 'JArray', keepTexts, atEnd);
    case 'StartConstructor':
      return fill(host, reader, new JConstructor(String(reader.value)), 'JConstructor', keepTexts, atEnd);
    case 'Comment':
      return new JValue(reader.value, kinds.Comment);
    default:
      return simpleToken(reader, keepTexts) ?? reader.fail(`Error reading JToken from JsonReader. Unexpected token: ${reader.kind}.`);
  }
}

function simpleToken(reader: JsonReader, keepTexts: boolean): JValue | undefined {
  const value = (kind: number): JValue => (keepTexts ? new ReadValue(reader.value, kind, reader.source) : new JValue(reader.value, kind));
  switch (reader.kind) {
    case 'String':
      return value(kinds.String);
    case 'Integer':
      return value(kinds.Integer);
    case 'Float':
      return value(kinds.Float);
    case 'Date':
      return value(kinds.Date);
    case 'Boolean':
      return value(kinds.Boolean);
    case 'Null':
      return JValue.null();
    case 'Undefined':
      return new JValue(null, kinds.Undefined);
    default:
      return undefined;
  }
}

/** Fills a container that was just opened, up to its end. Nesting takes no stack. Comments are dropped. */
function fill<C extends JContainer>(host: Host, reader: JsonReader, container: C, name: string, keepTexts = false, atEnd = unfinished): C {
  const depth = reader.depth;
  let parent: JContainer = container;
  const put = (token: JToken): void => {
    host.budget.allocate(tokenSize);
    parent.append(token);
  };
  let begun = false;
  while (reader.read()) {
    begun = true;
    if (parent instanceof JProperty && parent.value !== null && parent.parent !== null) parent = parent.parent;
    switch (reader.kind) {
      case 'Comment':
        break;
      case 'EndObject':
      case 'EndArray':
      case 'EndConstructor':
        if (parent === container) return container;
        if (parent.parent !== null) parent = parent.parent;
        break;
      case 'PropertyName': {
        const property = new JProperty(String(reader.value));
        const old = parent instanceof JObject ? parent.property(property.name) : undefined;
        if (old === undefined) put(property);
        else parent.setAt(parent.indexOf(old), property);
        parent = property;
        break;
      }
      default: {
        const token = simpleToken(reader, keepTexts) ?? readContainer(reader);
        put(token);
        if (!(token instanceof JValue)) parent = token as JContainer;
      }
    }
  }
  if (reader.depth > depth || !begun) atEnd(reader, name, begun);
  return container;
}

function readContainer(reader: JsonReader): JContainer {
  switch (reader.kind) {
    case 'StartObject':
      return new JObject();
    case 'StartArray':
      return new JArray();
    default:
      return new JConstructor(String(reader.value));
  }
}
