import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';
import type { Part } from './choose-part.ts';
import type { FoundLookUp } from './find-look-ups.ts';

/** A field that may fetch objects by a key that stands within another object. Only its author knows. */
export interface UnsureLookUp {
  readonly field: string;
  readonly type: string;
  /** What stands for each argument, as `@is` has it: `owner.login`. */
  readonly paths: readonly { readonly argument: string; readonly path: string }[];
}

/** What people and things are known by, in the order of how sure that is. */
const handles = ['login', 'slug', 'username', 'handle', 'key', 'name', 'id'];

/**
 * Finds fields such as `repository(owner: String!, name: String!): Repository`, whose `owner` is an object with a `login`. What is kept of the API must have all of it.
 */
export function unsureLookUps(schema: GraphQLSchema, { fields, lookUps }: Pick<Part, 'fields' | 'lookUps'>): readonly UnsureLookUp[] {
  const query = schema.getQueryType();
  const known = new Set(lookUps.map(({ field }: FoundLookUp) => field));
  return Object.values(query?.getFields() ?? {}).flatMap((field) => {
    if (known.has(field.name) || fields.get(query?.name ?? '')?.has(field.name) !== true) return [];
    return unsure(field, fields) ?? [];
  });
}

function unsure(field: GraphQLField<unknown, unknown>, kept: Part['fields']): UnsureLookUp | undefined {
  const type = isNonNullType(field.type) ? field.type.ofType : field.type;
  const required = field.args.filter((argument) => isRequiredArgument(argument));
  if (!isObjectType(type) || required.length < 2) return undefined;
  const paths = required.map((argument) => ({
    argument: argument.name,
    path: pathFor(argument, type.getFields()[argument.name], type.name, kept),
  }));
  const found = paths.flatMap(({ argument, path }) => (path === undefined ? [] : [{ argument, path }]));
  return found.length === required.length && found.some(({ path }) => path.includes('.'))
    ? { field: field.name, type: type.name, paths: found }
    : undefined;
}

function pathFor(
  argument: GraphQLArgument,
  field: GraphQLField<unknown, unknown> | undefined,
  owner: string,
  kept: Part['fields'],
): string | undefined {
  const wanted = isNonNullType(argument.type) ? argument.type.ofType : argument.type;
  const own = field === undefined || isListed(field) || kept.get(owner)?.has(field.name) !== true ? undefined : getNamedType(field.type);
  if (isLeafType(own)) return own === wanted ? argument.name : undefined;
  if (!isObjectType(own) && !isInterfaceType(own)) return undefined;
  const inner = own.getFields();
  const handle = handles.find(
    (name) => inner[name] !== undefined && getNamedType(inner[name].type) === wanted && kept.get(own.name)?.has(name) === true,
  );
  return handle === undefined ? undefined : `${argument.name}.${handle}`;
}

const isListed = ({ type }: GraphQLField<unknown, unknown>): boolean => isListType(isNonNullType(type) ? type.ofType : type);

/** What its author may write, for a comment beside the field. */
export function advice({ field, type, paths }: UnsureLookUp): string {
  const key = paths.map(({ path }) => path.replace(/\.(\w+)$/, ' { $1 }')).join(' ');
  const marks = paths
    .filter(({ argument, path }) => argument !== path)
    .map(({ argument, path }) => `${argument} with @is(field: "${path}")`);
  return `If ${field} fetches one ${type}, mark it with @lookup, ${marks.join(' and ')}, and ${type} with @key(fields: "${key}").`;
}
