import type { SubgraphError } from '../../4-respond/subgraph-error.ts';
import { type Fetch, keyText, type ListFetch, type Wanted } from './fetches.ts';
import { aliased, type KeyField, keyFields, keyOf, typesOf } from './list-keys.ts';
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
      const own = Object.fromEntries(Object.entries(item).filter(([name]) => !isOwn(name)));
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

  #listPaths(fetch: ListFetch, [index, ...rest]: Path, value: unknown): readonly Path[] {
    const items: readonly unknown[] = Array.isArray(value) ? value : [];
    const all = fetch.keys.flatMap(({ wanted }) => positionsOf(wanted));
    if (typeof index !== 'number') return at(all, []);
    const item = items[index];
    const matched = isObject(item) ? positionsOf(matches(fetch, [item], this.#overlay)) : [];
    if (matched.length > 0) return at(matched, rest);
    // An entity that an error made null has no key. It is one of those that did not come; in a list that keeps its order the one of its place.
    const came = new Set(positionsOf(matches(fetch, items, this.#overlay)));
    const missing = all.filter((position) => !came.has(position));
    const sameOrder = !Array.isArray(value) || items.length === fetch.keys.length;
    const byPlace = sameOrder ? positionsOf(fetch.keys[index]?.wanted ?? []).filter((position) => !came.has(position)) : [];
    const [found = all] = [byPlace, missing].filter(({ length }) => length > 0);
    return at(found, rest);
  }
}

const positionsOf = (all: readonly Pick<Wanted, 'positions'>[]): readonly number[] => all.flatMap(({ positions }) => positions);

/** What a look-up asks for beside what the plan wants of an entity. */
const isOwn = (name: string): boolean => name === '_type' || name.startsWith('_k_');

/** An error of what nobody asked for is one of the entity. */
function at(positions: readonly number[], rest: Path): readonly Path[] {
  const [first] = rest;
  const inside = typeof first === 'string' && isOwn(first) ? [] : rest;
  return positions.map((position) => ['_entities', position, ...inside]);
}

const isObject = (value: unknown): value is Data => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A look-up that returns an interface may bring another type than the one that was meant. */
const isOf = (item: Data, { remoteName, isAbstract }: Entity, { narrows }: LookUp): boolean =>
  isAbstract || !narrows || item['_type'] === remoteName;

interface Match {
  readonly item: Data;
  readonly entity: Entity;
  readonly positions: number[];
}

/** Finds whose each item is, by its key. Of several with one key the first counts. */
function matches(fetch: ListFetch, items: readonly unknown[], overlay: Overlay): readonly Match[] {
  const byKey = new Map(fetch.keys.map((key) => [keyText(key.value), key]));
  const types = typesOf(fetch).map(({ entity, lookUp }) => ({ entity, lookUp, fields: keyFields(entity, lookUp, overlay) }));
  const found = new Set<Wanted>();
  return items.filter(isObject).flatMap((item) =>
    types.flatMap(({ entity, lookUp, fields }): readonly Match[] => {
      const key = isOf(item, entity, lookUp) ? keyIn(item, fields, lookUp) : undefined;
      const wanted = key === undefined ? undefined : byKey.get(keyText(key))?.wanted.find((each) => each.entity === entity);
      if (wanted === undefined || found.has(wanted)) return [];
      found.add(wanted);
      return [{ item, entity, positions: wanted.positions }];
    }),
  );
}

const keyIn = (item: Data, fields: readonly KeyField[], { list }: LookUp): unknown =>
  list === undefined ? undefined : keyOf(fields, list.argument.selected, aliased(item));
