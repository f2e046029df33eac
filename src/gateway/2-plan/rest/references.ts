import { isInterfaceType } from 'graphql';
import { keyText, type ListFetch, planFetches } from '../overlay/fetches.ts';
import { keyFields, keyOf, typesOf } from '../overlay/list-keys.ts';
import type { Entity, LookUp, Overlay } from '../overlay/overlay.ts';
import { valueAt } from '../overlay/selected.ts';

/** How the entities of a rest subgraph are got. */
export interface ReferenceTools {
  /** Whether a document resolves a field, by `Type.field`. */
  resolves(field: string): boolean;
  /** Runs it. Rejects with what the field failed with. */
  resolve(field: string, args: Readonly<Record<string, unknown>>, parent: unknown): Promise<unknown>;
  /** The query type's name. */
  readonly query: string;
}

type Fields = Readonly<Record<string, unknown>>;

/** The field that resolves a reference to an object of its type, as resolvers of federation services call it. */
export const reference = '__resolveReference';

/**
 * The entities of some representations, in their order: a promise for each, so that one that fails takes no other along. What
 * `Type.__resolveReference` says comes first, then a look-up whose field has a document; without either the representation is the object, and the fields
 * that others lack are resolved from it.
 */
export function resolveReferences(
  representations: readonly unknown[],
  overlay: Overlay,
  tools: ReferenceTools,
): readonly (Promise<unknown> | unknown)[] {
  const entities: (Promise<unknown> | unknown)[] = representations.map((each) =>
    isObject(each) ? ofReference(each, tools, overlay) : null,
  );
  const looked = representations.map((each) => (isObject(each) && !tools.resolves(`${typeOf(each)}.${reference}`) ? each : null));
  for (const fetch of planFetches(looked, overlay)) {
    const { lookUp, values } = fetch;
    const field = `${tools.query}.${lookUp.field}`;
    if (!tools.resolves(field)) continue;
    const args = Object.fromEntries(lookUp.arguments.map(({ name, remote }, index) => [name, remote(values[index])]));
    if (fetch.kind === 'one') {
      const found = tools.resolve(field, args, null).then((value) => entityOf(value, fetch.entity, fetch.lookUp));
      for (const position of fetch.positions) entities[position] = found;
    } else {
      const list = lookUp.list?.argument.name ?? '';
      const keys = lookUp.list?.argument.remote(fetch.keys.map(({ value }) => value));
      const found = tools.resolve(field, { ...args, [list]: keys }, null).then((items) => itemsByKey(items, fetch, overlay));
      for (const { position, entity, key } of wantedOf(fetch))
        entities[position] = found.then((items) => items.get(entity)?.get(key) ?? null);
    }
  }
  return entities;
}

const typeOf = (representation: Fields): string => String(representation['__typename']);

function ofReference(representation: Fields, tools: ReferenceTools, { schema }: Overlay): Promise<unknown> | unknown {
  const field = `${typeOf(representation)}.${reference}`;
  if (!tools.resolves(field)) return representation;
  const keys = Object.fromEntries(Object.entries(representation).filter(([name]) => name !== '__typename'));
  const type = typeOf(representation);
  const isAbstract = isInterfaceType(schema.getType(type));
  return tools.resolve(field, keys, representation).then((value) => typed(value, { name: type, isAbstract }));
}

/** An object with its type. A backend has no reason to tell it, and may mean something else by that word; of an interface it must. */
function typed(value: unknown, { name, isAbstract }: Pick<Entity, 'name' | 'isAbstract'>): unknown {
  if (!isObject(value)) return null;
  return isAbstract ? { __typename: name, ...value } : { ...value, __typename: name };
}

/** The value of a look-up, where it is of the type that was meant. Only one for several types may bring another, and tells which. */
function entityOf(value: unknown, entity: Entity, { narrows }: LookUp): unknown {
  const told = isObject(value) ? value['__typename'] : undefined;
  const isMeant = !narrows || entity.isAbstract || told === undefined || told === entity.name || told === entity.remoteName;
  return isMeant ? typed(value, entity) : null;
}

function* wantedOf({ keys }: ListFetch) {
  for (const { value, wanted } of keys)
    for (const { entity, positions } of wanted)
      for (const position of positions) yield { position, entity: entity.name, key: keyText(value) };
}

/** The items of a list by type and key, in whatever order they came; the first of each. */
function itemsByKey(items: unknown, fetch: ListFetch, overlay: Overlay): ReadonlyMap<string, ReadonlyMap<string, unknown>> {
  if (items !== null && !Array.isArray(items)) throw new TypeError('a look-up of many objects brought no list');
  return new Map(
    typesOf(fetch).map(({ entity, lookUp }) => {
      const found = new Map<string, unknown>();
      for (const item of items ?? []) {
        const value = entityOf(item, entity, lookUp);
        const key = isObject(value) ? keyIn(value, entity, lookUp, overlay) : undefined;
        if (key !== undefined && !found.has(key)) found.set(key, value);
      }
      return [entity.name, found] as const;
    }),
  );
}

function keyIn(item: Fields, entity: Entity, lookUp: LookUp, overlay: Overlay): string | undefined {
  if (lookUp.list === undefined) return undefined;
  // A document may have made the graph's names of the backend's.
  const key = keyOf(
    keyFields(entity, lookUp, overlay),
    lookUp.list.argument.selected,
    ({ steps, remoteSteps }) => valueAt(item, remoteSteps) ?? valueAt(item, steps),
  );
  return key === undefined ? undefined : keyText(key);
}

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
