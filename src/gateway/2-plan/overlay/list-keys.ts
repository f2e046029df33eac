import { type GraphQLNamedType, getNamedType, isInterfaceType, isObjectType } from 'graphql';
import type { ListFetch } from './fetches.ts';
import type { Entity, LookUp, Overlay } from './overlay.ts';
import { leaves, select, valueAt } from './selected.ts';

/** A field of a key as a list look-up asks for it. */
export interface KeyField {
  /** In the answer. No other type has it: fields of one name must be of one type, and keys need not be. */
  readonly alias: string;
  /** In the API's names. */
  readonly text: string;
  readonly steps: readonly string[];
}

/** The types that a list look-up may meet, each once. */
export function typesOf({ keys }: ListFetch): readonly { readonly entity: Entity; readonly lookUp: LookUp }[] {
  return [...new Map(keys.flatMap(({ wanted }) => wanted.map((each) => [each.entity.name, each] as const))).values()];
}

/** What tells which entity of a list is which. */
export function keyFields(
  { name }: Pick<Entity, 'name'>,
  { list }: LookUp,
  { schema, names }: Pick<Overlay, 'schema' | 'names'>,
): readonly KeyField[] {
  return (list === undefined ? [] : leaves(list.argument.selected)).map((leaf, index) => {
    const steps = leaf.split('.');
    return { alias: `_k_${name}_${index}`, text: selection(steps, schema.getType(name), names), steps };
  });
}

function selection(
  [step = '', ...rest]: readonly string[],
  type: GraphQLNamedType | undefined,
  names: Overlay['names'],
  alias = '',
): string {
  const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[step] : undefined;
  const remote = names.fields.get(`${type?.name ?? ''}.${step}`) ?? step;
  const own = alias === '' || remote === step ? remote : `${alias}: ${remote}`;
  if (rest.length === 0) return own;
  const inner = field === undefined ? undefined : getNamedType(field.type);
  return `${own} { ${selection(rest, inner, names, rest[0])} }`;
}

/** The key of an item of a list look-up's answer; undefined where it has none. */
export function keyOf(item: Readonly<Record<string, unknown>>, fields: readonly KeyField[], { list }: LookUp): unknown {
  if (list === undefined) return undefined;
  const representation: Record<string, unknown> = Object.create(null);
  for (const { alias, steps } of fields) put(representation, steps, valueAt(item[alias], steps.slice(1)));
  return select(list.argument.selected, representation);
}

function put(into: Record<string, unknown>, [step = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    into[step] = value;
    return;
  }
  const inner = (into[step] ?? Object.create(null)) as Record<string, unknown>;
  into[step] = inner;
  put(inner, rest, value);
}
