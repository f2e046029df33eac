import { keyText, type ListFetch, planFetches } from '../overlay/fetches.ts';
import type { LookUp, Overlay } from '../overlay/overlay.ts';
import { select } from '../overlay/selected.ts';

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
const reference = '__resolveReference';

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
  const entities: (Promise<unknown> | unknown)[] = representations.map((each) => (isObject(each) ? ofReference(each, tools) : null));
  const looked = representations.map((each) => (isObject(each) && !tools.resolves(`${typeOf(each)}.${reference}`) ? each : null));
  for (const fetch of planFetches(looked, overlay)) {
    const { lookUp, values } = fetch;
    const field = `${tools.query}.${lookUp.remoteField}`;
    if (!tools.resolves(field)) continue;
    const args = Object.fromEntries(lookUp.arguments.map(({ name, remote }, index) => [name, remote(values[index])]));
    if (fetch.kind === 'one') {
      const found = tools.resolve(field, args, null).then((value) => typed(value, fetch.entity.name));
      for (const position of fetch.positions) entities[position] = found;
    } else {
      const list = lookUp.list?.argument.name ?? '';
      const found = tools.resolve(field, { ...args, [list]: lookUp.list?.argument.remote(fetch.keys.map(({ value }) => value)) }, null);
      for (const { position, entity, key } of wantedOf(fetch))
        entities[position] = found.then((items) => itemOf(items, key, entity, lookUp));
    }
  }
  return entities;
}

const typeOf = (representation: Fields): string => String(representation['__typename']);

function ofReference(representation: Fields, tools: ReferenceTools): Promise<unknown> | unknown {
  const field = `${typeOf(representation)}.${reference}`;
  if (!tools.resolves(field)) return representation;
  const keys = Object.fromEntries(Object.entries(representation).filter(([name]) => name !== '__typename'));
  return tools.resolve(field, keys, representation).then((value) => typed(value, typeOf(representation)));
}

/** An object with its type, which a backend has no reason to tell. */
const typed = (value: unknown, type: string): unknown => (isObject(value) ? { __typename: type, ...value } : null);

function* wantedOf({ keys }: ListFetch) {
  for (const { value, wanted } of keys)
    for (const { entity, positions } of wanted)
      for (const position of positions) yield { position, entity: entity.name, key: keyText(value) };
}

/** The item of a list that has the key. */
function itemOf(items: unknown, key: string, type: string, { list }: LookUp): unknown {
  if (!Array.isArray(items) || list === undefined) return null;
  const found = items.find((item) => {
    const own = isObject(item) ? select(list.argument.selected, item) : undefined;
    return own !== undefined && keyText(own) === key;
  });
  return typed(found, type);
}

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
