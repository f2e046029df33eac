import { isAbsolute, join } from 'node:path';
import { Secret } from '../runtime/ports/credential-source.ts';
import type { CacheConfig, Config, Located, StoreConfig, Written } from './config.ts';
import { parsePlace } from './schema/storage.ts';
import type { SecretReader } from './secret-reader.ts';
import { parseSecretText } from './secret-text.ts';

/** Everything of a configuration but its positions. */
export type Settings = Omit<Config, keyof Located>;

/** The settings; or those whose resolved text names no place that they may be. */
export type Settled =
  | { readonly kind: 'settled'; readonly settings: Settings }
  | { readonly kind: 'malformed'; readonly keys: readonly ('store' | 'cache')[] };

/** Finishes what the schema cannot: paths become absolute, and the places of store and cache are resolved. */
export function settle(written: Written, folder: string, reader: SecretReader): Settled {
  const absolute = (path: string): string => (isAbsolute(path) ? path : join(folder, path));
  const store = storeOf(resolved(written.store, reader), absolute);
  const cache = cacheOf(resolved(written.cache, reader));
  if (store === undefined || cache === undefined) {
    return {
      kind: 'malformed',
      keys: [...(store === undefined ? ['store' as const] : []), ...(cache === undefined ? ['cache' as const] : [])],
    };
  }
  const subgraphs = Object.entries(written.subgraphs).map(
    ([name, subgraph]) => [name, { ...subgraph, schema: absolute(subgraph.schema ?? join('subgraphs', name, 'schema.graphql')) }] as const,
  );
  const settings: Settings = {
    ...written,
    folder,
    subgraphs: Object.fromEntries(subgraphs),
    graph: graphOf(written.graph, absolute),
    policies: absolute(written.policies),
    schemas: Object.fromEntries(Object.entries(written.schemas).map(([id, file]) => [id, absolute(file)])),
    store,
    cache,
    keys: { ...written.keys, file: absolute(written.keys.file) },
  };
  return { kind: 'settled', settings };
}

const graphOf = ({ safelist, ...graph }: Written['graph'], absolute: (path: string) => string): Settings['graph'] => ({
  ...graph,
  safelist: safelist && { ...safelist, file: absolute(safelist.file) },
});

/** The text with its references resolved; undefined when one of them is not there, which only happens where secrets are not needed. */
function resolved(text: string, reader: SecretReader): string | undefined {
  const answer = reader.read(parseSecretText(text));
  return answer.kind === 'found' ? answer.secret.reveal() : undefined;
}

function storeOf(text: string | undefined, absolute: (path: string) => string): StoreConfig | undefined {
  const place = parsePlace(text ?? 'file:.fedpass/credentials.db');
  if (place?.kind === 'file') return { kind: 'file', path: absolute(place.path) };
  return place?.kind === 'redis' ? { kind: 'redis', url: new Secret(place.url), place: place.place } : undefined;
}

function cacheOf(text: string | undefined): CacheConfig | undefined {
  const place = parsePlace(text ?? 'memory');
  if (place?.kind === 'memory') return { kind: 'memory' };
  return place?.kind === 'redis' ? { kind: 'redis', url: new Secret(place.url), place: place.place } : undefined;
}

/** Freezes maps and lists in depth and takes the prototype off maps, so that a name such as `constructor` finds nothing. Instances of classes stay as they are. */
export function freeze<Value>(value: Value): Value {
  if (Array.isArray(value)) {
    for (const item of value) freeze(item);
    return Object.freeze(value);
  }
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  Object.setPrototypeOf(value, null);
  for (const item of Object.values(value)) freeze(item);
  return Object.freeze(value);
}
