import type { SubgraphError } from '../../4-respond/subgraph-error.ts';
import { type Fetch, keyText, type ListFetch } from './fetches.ts';
import { type KeyField, keyFields, keyOf, typesOf } from './list-keys.ts';
import type { Entity, LookUp, Overlay } from './overlay.ts';

type Data = Readonly<Record<string, unknown>>;
type Path = readonly (string | number)[];

/** Takes the answers of look-ups back to the representations that they are for. */
export class EntityAnswers {
  readonly #fetches: ReadonlyMap<string, Fetch>;
  readonly #count: number;
  readonly #overlay: Overlay;
  readonly #restore: (entity: Entity, value: unknown) => void;

  /** `restore` puts the graph's type names into an entity. */
  constructor(fetches: readonly Fetch[], count: number, overlay: Overlay, restore: (entity: Entity, value: unknown) => void) {
    this.#fetches = new Map(fetches.map((fetch) => [fetch.alias, fetch]));
    this.#count = count;
    this.#overlay = overlay;
    this.#restore = restore;
  }

  /** Whether a field of the answer is a look-up's. */
  owns(name: string): boolean {
    return this.#fetches.has(name);
  }

  /** The entities in the order of the representations; null for what the API does not have. */
  read(data: Data): readonly unknown[] {
    const entities: unknown[] = Array.from({ length: this.#count }, () => null);
    const used = new Set<Data>();
    const put = (item: Data, entity: Entity, positions: readonly number[]): void => {
      this.#restore(entity, item);
      const own = Object.fromEntries(Object.entries(item).filter(([name]) => name !== '_type' && !name.startsWith('_k_')));
      for (const position of positions) {
        // Each has a copy: what other subgraphs know of an entity is written into it.
        entities[position] = used.has(item) ? structuredClone(own) : own;
        used.add(item);
      }
    };
    for (const fetch of this.#fetches.values()) {
      const value = data[fetch.alias];
      if (fetch.kind === 'one') {
        if (isObject(value) && isOf(value, fetch.entity, fetch.lookUp)) put(value, fetch.entity, fetch.positions);
      } else if (Array.isArray(value))
        for (const { item, entity, positions } of matches(fetch, value, this.#overlay)) put(item, entity, positions);
    }
    return entities;
  }

  /** An error where its entity is; several when several representations are of that entity. */
  errorsAt(error: SubgraphError, data: Data | null): readonly SubgraphError[] {
    const [alias, ...rest] = error.path ?? [];
    const fetch = typeof alias === 'string' ? this.#fetches.get(alias) : undefined;
    if (fetch === undefined) return [error];
    const paths = fetch.kind === 'one' ? at(fetch.positions, rest) : this.#listPaths(fetch, rest, data?.[fetch.alias]);
    return paths.map((path) => ({ ...error, path }));
  }

  #listPaths(fetch: ListFetch, [index, ...rest]: Path, items: unknown): readonly Path[] {
    const all = fetch.keys.flatMap(({ wanted }) => wanted.flatMap(({ positions }) => positions));
    if (typeof index !== 'number') return at(all, []);
    const item: unknown = Array.isArray(items) ? items[index] : undefined;
    const matched = isObject(item) ? matches(fetch, [item], this.#overlay).flatMap(({ positions }) => positions) : [];
    if (matched.length > 0) return at(matched, rest);
    // An entity that an error made null has no key; lists that keep their order tell it by its place.
    const sameOrder = !Array.isArray(items) || items.length === fetch.keys.length;
    const byPlace = sameOrder ? (fetch.keys[index]?.wanted.flatMap(({ positions }) => positions) ?? []) : [];
    return at(byPlace.length > 0 ? byPlace : all, rest);
  }
}

const at = (positions: readonly number[], rest: Path): readonly Path[] => positions.map((position) => ['_entities', position, ...rest]);

const isObject = (value: unknown): value is Data => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A look-up that returns an interface may bring another type than the one that was meant. */
const isOf = (item: Data, { remoteName, isAbstract }: Entity, { narrows }: LookUp): boolean =>
  isAbstract || !narrows || item['_type'] === remoteName;

interface Match {
  readonly item: Data;
  readonly entity: Entity;
  readonly positions: readonly number[];
}

/** Finds whose each item is, by its key. */
function matches(fetch: ListFetch, items: readonly unknown[], overlay: Overlay): readonly Match[] {
  const byKey = new Map(fetch.keys.map((key) => [keyText(key.value), key]));
  const types = typesOf(fetch).map((each): [Entity, LookUp, readonly KeyField[]] => [
    each.entity,
    each.lookUp,
    keyFields(each.entity, each.lookUp, overlay),
  ]);
  return items.flatMap((item) => {
    if (!isObject(item)) return [];
    return types.flatMap(([entity, lookUp, fields]) => {
      const key = isOf(item, entity, lookUp) ? keyOf(item, fields, lookUp) : undefined;
      const wanted = key === undefined ? undefined : byKey.get(keyText(key))?.wanted.find((each) => each.entity === entity);
      return wanted === undefined ? [] : [{ item, entity, positions: wanted.positions }];
    });
  });
}
