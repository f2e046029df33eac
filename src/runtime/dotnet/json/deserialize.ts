import type { Host } from '../../host.ts';
import { required } from '../failures.ts';
import { type RuntimeType, typeText } from '../runtime-type.ts';
import { Anonymous } from '../values/anonymous.ts';
import { NetException } from '../values.ts';
import { readToken } from './parse.ts';
import { jsonFault, type Reading, readAs } from './read-as.ts';
import { type ReadOptions, usualReading } from './read-options.ts';
import { JsonReader } from './reader.ts';
import { type JsonSerializerSettings, readSettings } from './settings.ts';
import type { JToken } from './token.ts';

/** The tree of a text that is deserialized; undefined when it holds none. */
function treeOf(host: Host, text: string | null, options: ReadOptions): JToken | undefined {
  const reader = new JsonReader(host.budget, required(text, 'value'), options);
  if (!reader.readContent()) return undefined;
  const token = readToken(host, reader, true);
  while (reader.read())
    if (reader.kind !== 'Comment')
      throw new NetException(
        'Newtonsoft.Json.JsonSerializationException',
        `Additional text found in JSON string after finishing deserializing object. Path '${reader.path}'.`,
      );
  return token;
}

const readingOf = (host: Host): Reading => ({ host, from: 'text' });

/** `JsonConvert.DeserializeObject<T>(text)`. The result is not boxed unless `T` is object. */
export function deserialize(host: Host, type: RuntimeType, text: string | null, settings: JsonSerializerSettings | null): unknown {
  const token = treeOf(host, text, readSettings(settings));
  if (token !== undefined) return readAs(readingOf(host), type, token);
  if (type.zero === null) return null;
  return jsonFault(`No JSON content found and type '${typeText(type)}' is not nullable.`, undefined);
}

/** `JsonConvert.DeserializeAnonymousType(text, like)`. */
export function deserializeLike(host: Host, type: RuntimeType, text: string | null, like: unknown): unknown {
  if (!(like instanceof Anonymous)) return deserialize(host, type, text, null);
  const token = treeOf(host, text, usualReading);
  return token === undefined ? null : readAs({ ...readingOf(host), shape: like.shape, like }, like.shape.type, token);
}
