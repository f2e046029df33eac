import { type GraphQLNamedType, getNamedType, isEnumType, isInterfaceType, isObjectType } from 'graphql';
import type { ListFetch } from './fetches.ts';
import type { Entity, LookUp, Overlay } from './overlay.ts';
import { localValue, localValues } from './remote-values.ts';
import { leaves, type Selected, select, valueAt } from './selected.ts';

/** A field of a key, by which the items of a list are told apart. */
export interface KeyField {
  /** In the answer of a plain GraphQL API. No other type has it: fields of one name must be of one type, and keys need not be. */
  readonly alias: string;
  /** The selection of it, in the API's names. */
  readonly text: string;
  readonly steps: readonly string[];
  /** By the API's names. */
  readonly remoteSteps: readonly string[];
  /** A value of the API as the graph has it. */
  local(value: unknown): unknown;
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
    const { remoteSteps, type } = followed(steps, schema.getType(name), names);
    const values = isEnumType(type) ? localValues(type, names) : undefined;
    return {
      alias: `_k_${name}_${index}`,
      text: selection(steps, remoteSteps),
      steps,
      remoteSteps,
      local: (value) => (values === undefined ? value : localValue(value, values)),
    };
  });
}

function followed(steps: readonly string[], from: GraphQLNamedType | undefined, names: Overlay['names']) {
  let type = from;
  const remoteSteps = steps.map((step) => {
    const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[step] : undefined;
    const remote = names.fields.get(`${type?.name ?? ''}.${step}`) ?? step;
    type = field === undefined ? undefined : getNamedType(field.type);
    return remote;
  });
  return { remoteSteps, type };
}

/** The first step stands under the alias of the whole; those within it have the names of the graph. */
function selection(steps: readonly string[], remoteSteps: readonly string[]): string {
  const [first = '', ...inner] = remoteSteps.map((remote, index) =>
    index === 0 || remote === steps[index] ? remote : `${steps[index]}: ${remote}`,
  );
  return inner.length === 0 ? first : `${first} { ${inner.join(' { ')} ${'}'.repeat(inner.length).split('').join(' ')}`;
}

/** The key of an item of a list look-up's answer; undefined where it has none. `find` finds a field of the key in it. */
export function keyOf(fields: readonly KeyField[], selected: Selected, find: (field: KeyField) => unknown): unknown {
  const representation: Record<string, unknown> = Object.create(null);
  for (const field of fields) put(representation, field.steps, field.local(find(field)));
  return select(selected, representation);
}

/** Where a plain GraphQL API puts a field of a key. */
export const aliased =
  (item: Readonly<Record<string, unknown>>) =>
  ({ alias, steps }: KeyField): unknown =>
    valueAt(item[alias], steps.slice(1));

function put(into: Record<string, unknown>, [step = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    into[step] = value;
    return;
  }
  const inner = (into[step] ?? Object.create(null)) as Record<string, unknown>;
  into[step] = inner;
  put(inner, rest, value);
}
