import type { Entity, LookUp, Overlay } from './overlay.ts';
import { select } from './selected.ts';

/** Look-ups of one request: each is a field of it, under an alias of its own. */
export type Fetch = OneFetch | ListFetch;

/** One entity, for every representation of it. */
export interface OneFetch {
  readonly kind: 'one';
  readonly alias: string;
  readonly entity: Entity;
  readonly lookUp: LookUp;
  readonly values: readonly unknown[];
  /** Positions among the representations. */
  readonly positions: readonly number[];
}

/** Several entities by one field, which may be of several types. */
export interface ListFetch {
  readonly kind: 'list';
  readonly alias: string;
  readonly lookUp: LookUp;
  /** Of the arguments beside the list; the same for all of them. */
  readonly values: readonly unknown[];
  /** In the order of the list that is sent. */
  readonly keys: readonly ListKey[];
}

export interface ListKey {
  readonly value: unknown;
  /** Who waits for the entity of this key; one entry for each type that it may be of. */
  readonly wanted: readonly Wanted[];
}

export interface Wanted {
  readonly entity: Entity;
  readonly lookUp: LookUp;
  readonly positions: number[];
}

interface OpenList {
  readonly lookUp: LookUp;
  readonly values: readonly unknown[];
  readonly keys: Map<string, { readonly value: unknown; readonly wanted: Wanted[] }>;
}

/**
 * Plans what to look up for some representations: every entity once, and as many of them together as look-ups with lists allow. A
 * representation that no look-up takes is in none of them; its entity is null.
 */
export function planFetches(representations: readonly unknown[], { entities }: Pick<Overlay, 'entities'>): readonly Fetch[] {
  const ones = new Map<string, Omit<OneFetch, 'alias' | 'positions'> & { readonly positions: number[] }>();
  const lists = new Map<string, OpenList>();
  representations.forEach((representation, position) => {
    const usable = chosen(representation, entities);
    if (usable === undefined) return;
    const { entity, lookUp, values, key } = usable;
    const field = `${lookUp.remoteField} ${JSON.stringify(values)}`;
    if (lookUp.list === undefined) {
      const id = `${entity.name} ${lookUp.arguments.map(({ name }) => name).join(' ')} ${field}`;
      const known = ones.get(id);
      if (known === undefined) ones.set(id, { kind: 'one', entity, lookUp, values, positions: [position] });
      else known.positions.push(position);
      return;
    }
    const list: OpenList = lists.get(field) ?? { lookUp, values, keys: new Map() };
    lists.set(field, list);
    const text = keyText(key);
    const entry = list.keys.get(text) ?? { value: key, wanted: [] };
    list.keys.set(text, entry);
    const wanted = entry.wanted.find((each) => each.entity === entity);
    if (wanted === undefined) entry.wanted.push({ entity, lookUp, positions: [position] });
    else wanted.positions.push(position);
  });
  return [
    ...[...ones.values()].map((one, index): OneFetch => ({ ...one, alias: `_e${index}` })),
    ...[...lists.values()].flatMap(portions).map((list, index): ListFetch => ({ ...list, alias: `_l${index}` })),
  ];
}

/** How keys are told apart: an API may answer with the number 5 to the text "5", in a key of several fields, too. */
export const keyText = (value: unknown): string =>
  typeof value === 'object'
    ? JSON.stringify(value, (_name, part: unknown) => (typeof part === 'object' ? part : String(part)))
    : String(value);

/** The first look-up of which the representation has all that it takes. */
function chosen(representation: unknown, entities: Overlay['entities']) {
  if (typeof representation !== 'object' || representation === null) return undefined;
  const fields = representation as Readonly<Record<string, unknown>>;
  const entity = entities.get(String(fields['__typename']));
  if (entity === undefined) return undefined;
  for (const lookUp of entity.lookUps) {
    const values = lookUp.arguments.map(({ selected }) => select(selected, fields));
    const key = lookUp.list === undefined ? null : select(lookUp.list.argument.selected, fields);
    if (key !== undefined && !values.includes(undefined)) return { entity, lookUp, values, key };
  }
  return undefined;
}

/** A list in parts that the API takes at once. */
function portions({ lookUp, values, keys }: OpenList): readonly Omit<ListFetch, 'alias'>[] {
  const all = [...keys.values()];
  const most = lookUp.list?.most ?? all.length;
  const parts: Omit<ListFetch, 'alias'>[] = [];
  for (let from = 0; from < all.length; from += most) parts.push({ kind: 'list', lookUp, values, keys: all.slice(from, from + most) });
  return parts;
}
