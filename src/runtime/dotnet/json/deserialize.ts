import type { Host } from '../../host.ts';
import { required } from '../failures.ts';
import { type RuntimeType, typeText } from '../runtime-type.ts';
import { OBJECT } from '../types.ts';
import { Anonymous, type AnonymousShape } from '../values/anonymous.ts';
import { NetException } from '../values.ts';
import { readToken } from './parse.ts';
import { jsonFault, readAs } from './read-as.ts';
import { type ReadOptions, usualReading } from './read-options.ts';
import { JsonReader } from './reader.ts';
import { type JsonSerializerSettings, readSettings } from './settings.ts';
import { isSeveral, JToken } from './token.ts';

/** A tree is copied by a writer of Newtonsoft's, which has its own exception. */
const unfinished =
  (type: RuntimeType) =>
  (reader: JsonReader, name: string): never => {
    const isTree = type.name === OBJECT.name || type.name.startsWith('Newtonsoft.Json.Linq.');
    const text = isTree
      ? 'Unexpected end when reading token.'
      : `Unexpected end when deserializing ${name === 'JArray' ? 'array' : 'object'}.`;
    throw new NetException(
      `Newtonsoft.Json.${isTree ? 'JsonWriterException' : 'JsonSerializationException'}`,
      `${text} Path '${reader.path}'.`,
    );
  };

/** The tree of a text that is deserialized; undefined when it holds none. */
function treeOf(host: Host, type: RuntimeType, text: string | null, options: ReadOptions): JToken | undefined {
  const reader = new JsonReader(host.budget, required(text, 'value'), options);
  if (!reader.readContent()) return undefined;
  const token = readToken(host, reader, true, unfinished(type));
  while (reader.read())
    if (reader.kind !== 'Comment')
      throw new NetException(
        'Newtonsoft.Json.JsonSerializationException',
        `Additional text found in JSON string after finishing deserializing object. Path '${reader.path}'.`,
      );
  return token;
}

/** `JsonConvert.DeserializeObject<T>(text)`. The result is not boxed unless `T` is object. */
export function deserialize(host: Host, type: RuntimeType, text: string | null, settings: JsonSerializerSettings | null): unknown {
  const token = treeOf(host, type, text, readSettings(settings));
  if (token !== undefined) return readAs({ host, from: 'text' }, type, token);
  return nothingRead(type);
}

const nothingRead = (type: RuntimeType): unknown =>
  type.zero === null ? null : jsonFault(`No JSON content found and type '${typeText(type)}' is not nullable.`, undefined);

/** `JsonConvert.DeserializeAnonymousType(text, like)`. */
export function deserializeLike(host: Host, type: RuntimeType, text: string | null, like: unknown): unknown {
  const token = treeOf(host, type, text, usualReading);
  if (token === undefined) return nothingRead(type);
  return readAs({ host, from: 'text', shapes: shapesIn(like, 0) }, like instanceof Anonymous ? like.shape.type : type, token);
}

/** How deep an example is looked into. */
const deepest = 20;

/** The anonymous types of an example and of what is in it. */
function shapesIn(value: unknown, depth: number): AnonymousShape[] {
  if (depth > deepest) return [];
  if (value instanceof Anonymous) return [value.shape, ...value.values.flatMap((each) => shapesIn(each, depth + 1))];
  return isSeveral(value) && !(value instanceof JToken) ? Array.from(value, (each) => shapesIn(each, depth + 1)).flat() : [];
}
