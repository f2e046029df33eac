import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isUnionType,
} from 'graphql';

/** A field of the query type that looks as if it fetched objects by a key. */
export interface FoundLookUp {
  readonly field: string;
  /** What it returns: an object, or an interface of which each type is fetched. */
  readonly type: string;
  readonly isList: boolean;
  /** The arguments that take the key. */
  readonly keys: readonly { readonly argument: string; readonly field: string }[];
}

/**
 * Finds look-ups by how APIs write them: `user(login: String!): User`, `issue(id: ID!)`, `node(id: ID!): Node`, `nodes(ids: [ID!]!): [Node]!`,
 * `product(productId: ID!)`; `prefix` stands before types and tells nothing. Each argument that is needed must be a field of what comes back, so that it can tell which object is meant.
 */
export function findLookUps(schema: GraphQLSchema, prefix = ''): readonly FoundLookUp[] {
  const fields = schema.getQueryType()?.getFields() ?? {};
  return Object.values(fields).flatMap((field) => lookUpOf(field, prefix) ?? []);
}

function lookUpOf(field: GraphQLField<unknown, unknown>, prefix: string): FoundLookUp | undefined {
  const type = getNamedType(field.type);
  if (isUnionType(type) || !(isObjectType(type) || isInterfaceType(type)) || typeof field.deprecationReason === 'string') return undefined;
  const lists = listsIn(field.type);
  if (lists > 1) return undefined;
  const own = type.getFields();
  const required = field.args.filter((argument) => isRequiredArgument(argument));
  const taken = required.length > 0 ? required : field.args.filter(({ name }) => name === (lists === 0 ? 'id' : 'ids'));
  const keys = taken.map((argument) =>
    keyOf(argument, type.name.slice(type.name.startsWith(prefix) ? prefix.length : 0), own, lists === 1),
  );
  const known = keys.filter((key) => key !== undefined);
  // An interface is a way to any object by its id; by anything else it is a search.
  if (isInterfaceType(type) && known.some((key) => key.field !== 'id')) return undefined;
  if (known.length === 0 || known.length < keys.length || (lists === 1 && known.length !== 1)) return undefined;
  return { field: field.name, type: type.name, isList: lists === 1, keys: known };
}

function listsIn(type: GraphQLOutputType): number {
  if (isNonNullType(type)) return listsIn(type.ofType);
  return isListType(type) ? 1 + listsIn(type.ofType) : 0;
}

function keyOf(argument: GraphQLArgument, type: string, fields: Readonly<Record<string, GraphQLField<unknown, unknown>>>, isList: boolean) {
  const bare = isNonNullType(argument.type) ? argument.type.ofType : argument.type;
  if (isListType(bare) !== isList) return undefined;
  const wanted = getNamedType(argument.type);
  const name = fieldFor(argument.name, type, isList, Object.hasOwn(fields, argument.name));
  const field = name === undefined ? undefined : fields[name];
  if (field === undefined || !isLeafType(wanted) || field.args.some((own) => isRequiredArgument(own)) || listsIn(field.type) > 0)
    return undefined;
  const own = getNamedType(field.type).name;
  const fits =
    wanted.name === own || (wanted.name === 'ID' && (own === 'String' || own === 'Int')) || (wanted.name === 'String' && own === 'ID');
  return fits ? { argument: argument.name, field: field.name } : undefined;
}

/** Of which field an argument takes the value: its own name, or `id` for `userId`, `user_id`, `ids`, `userIds`, and `user` where that is no field. */
function fieldFor(argument: string, type: string, isList: boolean, isOwn: boolean): string | undefined {
  const plain = argument.replaceAll('_', '').toLowerCase();
  const ids = isList ? ['ids', `${type.toLowerCase()}ids`] : ['id', `${type.toLowerCase()}id`];
  if (ids.includes(plain) || (!isOwn && !isList && plain === type.toLowerCase())) return 'id';
  return isList ? undefined : argument;
}
