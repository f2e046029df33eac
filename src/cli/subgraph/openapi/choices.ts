import type { Description } from './description.ts';
import type { Gaps } from './gaps.ts';
import { isObject, type Json, listIn, memberOf, objectIn, textIn } from './json.ts';
import { mergeSchema, types } from './merge-schema.ts';

/** A schema among others of which a value is one. */
export interface Choice {
  /** As it is written. */
  readonly value: unknown;
  readonly ref: string | undefined;
  readonly schema: Json;
}

/** What `oneOf` or `anyOf` lists. */
export interface Choices {
  readonly objects: readonly Choice[];
  readonly scalars: readonly Choice[];
  /** Lists, and what nothing is known of. */
  readonly others: readonly Choice[];
}

const mostLevels = 4;

/** Sorts the choices of a schema; those of a choice are its own. */
export function choicesOf(schema: Json, description: Description, found: Gaps, at: string, level = 0): Choices {
  const all = [...listIn(schema, 'oneOf'), ...listIn(schema, 'anyOf')].flatMap((value): readonly Choice[] => {
    const { ref, schema: own } = mergeSchema(value, description, found, at);
    if (!hasChoices(own) || level >= mostLevels) return [{ value, ref, schema: own }];
    const inner = choicesOf(own, description, found, at, level + 1);
    return [...inner.objects, ...inner.scalars, ...inner.others];
  });
  const isOneObject = ({ schema: own }: Choice): boolean => Object.keys(objectIn(own, 'properties')).length > 0 && !hasChoices(own);
  return {
    objects: all.filter(isOneObject),
    scalars: all.filter((each) => !isOneObject(each) && isScalar(each.schema)),
    others: all.filter((each) => !isOneObject(each) && !isScalar(each.schema)),
  };
}

/** Whether a schema leaves it open which of several it is. */
export const hasChoices = (schema: Json): boolean =>
  listIn(schema, 'oneOf').length + listIn(schema, 'anyOf').length > 0 && Object.keys(objectIn(schema, 'properties')).length === 0;

export const isScalar = (schema: Json): boolean => types(schema).some((type) => ['string', 'integer', 'number', 'boolean'].includes(type));

/** How one tells which of several objects a value is. */
export type Told =
  /** By the text of a member, for each of the objects another. */
  | { readonly kind: 'member'; readonly member: string; readonly values: readonly string[] }
  /** By members that must be there. */
  | { readonly kind: 'shape' };

/** Undefined where nothing tells. */
export function toldBy(objects: readonly Choice[], schema: Json): Told | undefined {
  return byDiscriminator(objects, objectIn(schema, 'discriminator')) ?? byConstant(objects) ?? byShape(objects);
}

/** OpenAPI 3.1 §4.8.25: what `mapping` does not name is called as its component is. */
function byDiscriminator(objects: readonly Choice[], discriminator: Json): Told | undefined {
  const member = textIn(discriminator, 'propertyName');
  if (member === undefined) return undefined;
  const mapping = Object.entries(objectIn(discriminator, 'mapping'));
  const values = objects.map(({ ref }) => {
    const [named] = mapping.find(([, target]) => ref !== undefined && (target === ref || target === lastStep(ref))) ?? [];
    return named ?? (ref === undefined ? undefined : lastStep(ref));
  });
  return allDiffer(values) ? { kind: 'member', member, values } : undefined;
}

export const lastStep = (ref: string): string => ref.slice(ref.lastIndexOf('/') + 1);

/** A member that has one value in each of them. */
function byConstant(objects: readonly Choice[]): Told | undefined {
  const [first] = objects;
  for (const member of Object.keys(objectIn(first?.schema ?? {}, 'properties'))) {
    const values = objects.map(({ schema }) => constantOf(memberOf(objectIn(schema, 'properties'), member)));
    if (allDiffer(values)) return { kind: 'member', member, values };
  }
  return undefined;
}

function constantOf(property: unknown): string | undefined {
  if (!isObject(property)) return undefined;
  const [only, ...more] = listIn(property, 'enum');
  const value = memberOf(property, 'const') ?? (more.length === 0 ? only : undefined);
  return typeof value === 'string' ? value : undefined;
}

const allDiffer = (values: readonly (string | undefined)[]): values is readonly string[] =>
  !values.includes(undefined) && new Set(values).size === values.length;

/** Of each two one must have what the other does not know. */
function byShape(objects: readonly Choice[]): Told | undefined {
  const shapes = objects.map(({ schema }) => ({
    names: new Set(Object.keys(objectIn(schema, 'properties'))),
    required: listIn(schema, 'required').map(String),
  }));
  const differ = shapes.every((one, index) =>
    shapes
      .slice(index + 1)
      .every((other) => one.required.some((name) => !other.names.has(name)) || other.required.some((name) => !one.names.has(name))),
  );
  return differ ? { kind: 'shape' } : undefined;
}
