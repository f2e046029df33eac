import {
  type ConstDirectiveNode,
  type FieldDefinitionNode,
  type GraphQLArgument,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type InputValueDefinitionNode,
  isAbstractType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  parse,
  type SelectionSetNode,
  type TypeNode,
} from 'graphql';
import { has, text } from '../written/definitions.ts';
import type { OverlayFault } from './fault.ts';
import type { LookUp, LookUpArgument, Names } from './overlay.ts';
import { remoteValue } from './remote-values.ts';
import { leaves, parseSelected, path, type Selected } from './selected.ts';

/** A key of a type, as it stands in the overlay. */
export interface KeyNode {
  readonly type: string;
  readonly directive: ConstDirectiveNode;
  /** The paths of its fields, such as `owner.login`. */
  readonly paths: ReadonlySet<string>;
}

/** A field marked `@lookup`, with what can be said of it before any key is known. */
interface Marked {
  readonly node: FieldDefinitionNode;
  readonly remoteField: string;
  /** `Query.field`, in the graph's names. */
  readonly path: string;
  argumentOf(name: string): GraphQLArgument | undefined;
  readonly returned: GraphQLNamedType;
  readonly returnsList: boolean;
  readonly most: number;
}

/** Keys that a list look-up takes at once where it does not say so: what GitHub and Shopify take. */
const defaultMost = 100;

/** The key directives of a type. */
export function keysOf(type: string, directives: readonly ConstDirectiveNode[]): readonly KeyNode[] {
  return directives
    .filter(({ name }) => name.value === 'key' || name.value === 'federation__key')
    .map((directive) => ({ type, directive, paths: new Set(keyPaths(text(directive, 'fields') ?? '')) }));
}

/** What is wrong in a field set is for composition to say. */
function keyPaths(fields: string): readonly string[] {
  try {
    const [operation] = parse(`{ ${fields} }`, { noLocation: true }).definitions;
    return operation?.kind === Kind.OPERATION_DEFINITION ? pathsOf(operation.selectionSet) : [];
  } catch {
    return [];
  }
}

const pathsOf = ({ selections }: SelectionSetNode): readonly string[] =>
  selections.flatMap((each) => {
    if (each.kind !== Kind.FIELD) return [];
    const inner = each.selectionSet;
    return inner === undefined ? [each.name.value] : pathsOf(inner).map((rest) => `${each.name.value}.${rest}`);
  });

/** Finds which look-ups fetch which key. */
export function findLookUps(
  query: { readonly type: GraphQLObjectType; readonly fields: readonly FieldDefinitionNode[] },
  keys: readonly KeyNode[],
  schema: GraphQLSchema,
  names: Names,
): { readonly byKey: ReadonlyMap<KeyNode, readonly LookUp[]>; readonly faults: readonly OverlayFault[] } {
  const faults: OverlayFault[] = [];
  const byKey = new Map<KeyNode, LookUp[]>();
  for (const node of query.fields) {
    const marked = markedField(node, query.type, names, faults);
    if (marked === undefined) continue;
    const candidates = keys.filter(({ type }) => returns(marked.returned, schema.getType(type), schema));
    const before = faults.length;
    let found = 0;
    for (const key of candidates) {
      const lookUp = lookUpFor(marked, key, schema, names, faults);
      if (lookUp === undefined) continue;
      found++;
      byKey.set(key, [...(byKey.get(key) ?? []), lookUp]);
    }
    if (found === 0 && faults.length === before) faults.push(withoutKey(marked, candidates));
  }
  return { byKey, faults };
}

function markedField(node: FieldDefinitionNode, query: GraphQLObjectType, names: Names, faults: OverlayFault[]): Marked | undefined {
  const directive = node.directives?.find(({ name }) => name.value === 'lookup');
  const field = query.getFields()[node.name.value];
  if (directive === undefined || field === undefined) return undefined;
  let type = field.type;
  let lists = 0;
  while (isNonNullType(type) || isListType(type)) {
    if (isListType(type)) lists++;
    type = type.ofType;
  }
  if (lists > 1 || !(isObjectType(type) || isAbstractType(type))) {
    faults.push({
      code: 'LOOKUP_RETURNS',
      message: `the look-up \`${node.name.value}\` returns neither an entity nor a list of entities`,
      help: 'take `@lookup` away, or put it on the field that fetches the entity',
      node: node.type,
    });
    return undefined;
  }
  const path = `${query.name}.${node.name.value}`;
  return {
    node,
    remoteField: names.fields.get(path) ?? node.name.value,
    path,
    argumentOf: (name) => field.args.find((each) => each.name === name),
    returned: type,
    returnsList: lists === 1,
    most: most(directive),
  };
}

function most(directive: ConstDirectiveNode): number {
  const value = directive.arguments?.find(({ name }) => name.value === 'most')?.value;
  return value?.kind === Kind.INT ? Math.max(1, Number(value.value)) : defaultMost;
}

function returns(returned: GraphQLNamedType, type: GraphQLNamedType | undefined, schema: GraphQLSchema): boolean {
  if (type === returned) return true;
  return isAbstractType(returned) && (isObjectType(type) || isInterfaceType(type)) && schema.isSubType(returned, type);
}

/** The look-up as one that fetches by this key; undefined when it fetches by another. */
function lookUpFor(marked: Marked, key: KeyNode, schema: GraphQLSchema, names: Names, faults: OverlayFault[]): LookUp | undefined {
  const given: (LookUpArgument & { readonly isList: boolean })[] = [];
  const type = schema.getType(key.type);
  for (const node of marked.node.arguments ?? []) {
    const selected = selectedBy(node, key, faults);
    if (selected === undefined) {
      if (node.type.kind === Kind.NON_NULL_TYPE && node.defaultValue === undefined) return undefined;
      continue;
    }
    if (!leaves(selected).every((leaf) => key.paths.has(leaf))) {
      const unknown = leaves(selected).find((leaf) => leafType(type, leaf) === undefined);
      if (unknown !== undefined) faults.push(unknownField(node, unknown, key.type));
      return undefined;
    }
    const argument = marked.argumentOf(node.name.value);
    const name = names.arguments.get(`${marked.path}.${node.name.value}`) ?? node.name.value;
    const remote = (value: unknown): unknown => (argument === undefined ? value : remoteValue(value, argument.type, names));
    given.push({ name, type: remoteType(node.type, names), remote, selected, isList: takesList(node, selected, type) });
    const clash = selected.kind === 'path' ? typeClash(node, selected.path.join('.'), type) : undefined;
    if (clash !== undefined) {
      faults.push(clash);
      return undefined;
    }
  }
  const covered = new Set(given.flatMap(({ selected }) => leaves(selected)));
  if (given.length === 0 || covered.size !== key.paths.size) return undefined;
  const lists = given.filter(({ isList }) => isList);
  const [list] = lists;
  if (lists.length > 1 || (list !== undefined) !== marked.returnsList) {
    faults.push({
      code: 'LOOKUP_RETURNS',
      message: marked.returnsList
        ? `the look-up \`${marked.node.name.value}\` returns a list, and takes ${lists.length === 0 ? 'no list of keys' : 'several lists of keys'}`
        : `the look-up \`${marked.node.name.value}\` takes a list of keys, and returns no list`,
      help: 'a list look-up has one argument that is a list of keys and returns a list of entities, as in `nodes(ids: [ID!]! @is(field: "id")): [Node]! @lookup`',
      node: marked.node.name,
    });
    return undefined;
  }
  const rest = given.filter((each) => each !== list).map(withoutMark);
  return {
    field: marked.node.name.value,
    remoteField: marked.remoteField,
    narrows: marked.returned !== type,
    arguments: rest,
    list: list === undefined ? undefined : { argument: withoutMark(list), most: marked.most },
  };
}

const withoutMark = ({ name, type, remote, selected }: LookUpArgument): LookUpArgument => ({ name, type, remote, selected });

/** What `@is` says, else the key field of the argument's own name. */
function selectedBy(node: InputValueDefinitionNode, key: KeyNode, faults: OverlayFault[]): Selected | undefined {
  const directive = node.directives?.find(({ name }) => name.value === 'is');
  if (directive === undefined) return key.paths.has(node.name.value) ? path(node.name.value) : undefined;
  const selected = parseSelected(text(directive, 'field') ?? '');
  if (selected !== undefined) return selected;
  if (!faults.some((fault) => fault.node === directive))
    faults.push({
      code: 'IS_SYNTAX',
      message: '`@is` names no field',
      help: 'write a path such as `@is(field: "owner.login")`, or an object of paths such as `@is(field: "{ owner: owner.login name }")`',
      node: directive,
    });
  return undefined;
}

function leafType(from: GraphQLNamedType | undefined, leaf: string): { name: string; lists: number } | undefined {
  let type: GraphQLNamedType | undefined = from;
  let lists = 0;
  for (const step of leaf.split('.')) {
    const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[step] : undefined;
    if (field === undefined) return undefined;
    let inner = field.type;
    lists = 0;
    while (isNonNullType(inner) || isListType(inner)) {
      if (isListType(inner)) lists++;
      inner = inner.ofType;
    }
    type = inner;
  }
  return type === undefined ? undefined : { name: type.name, lists };
}

const listsOf = (type: TypeNode): number =>
  type.kind === Kind.NAMED_TYPE ? 0 : listsOf(type.type) + (type.kind === Kind.LIST_TYPE ? 1 : 0);
const namedOf = (type: TypeNode): string => (type.kind === Kind.NAMED_TYPE ? type.name.value : namedOf(type.type));

function takesList(node: InputValueDefinitionNode, selected: Selected, type: GraphQLNamedType | undefined): boolean {
  const own = selected.kind === 'path' ? (leafType(type, selected.path.join('.'))?.lists ?? 0) : 0;
  return listsOf(node.type) === own + 1;
}

/** Whether an argument cannot take what the field holds. `ID` takes texts and whole numbers, as it does in any request. */
function typeClash(node: InputValueDefinitionNode, leaf: string, type: GraphQLNamedType | undefined): OverlayFault | undefined {
  const field = leafType(type, leaf);
  if (field === undefined) return undefined;
  const wanted = namedOf(node.type);
  const deeper = listsOf(node.type) - field.lists;
  const fits =
    wanted === field.name || (wanted === 'ID' && ['String', 'Int'].includes(field.name)) || (wanted === 'String' && field.name === 'ID');
  if (fits && (deeper === 0 || deeper === 1)) return undefined;
  return {
    code: 'LOOKUP_ARGUMENT_TYPE',
    message: `the argument \`${node.name.value}\` is a \`${wanted}\`, and \`${leaf}\` of \`${type?.name ?? ''}\` is a \`${field.name}\``,
    help: 'name a field of the argument’s own type in `@is`, or a key of that type',
    node: node.type,
  };
}

const unknownField = (node: InputValueDefinitionNode, leaf: string, type: string): OverlayFault => ({
  code: 'IS_FIELD',
  message: `\`${type}\` has no field \`${leaf}\``,
  help: 'name a field of the overlay, by its name there',
  node: node.directives?.find(({ name }) => name.value === 'is') ?? node,
});

function withoutKey({ node, returned }: Marked, keys: readonly KeyNode[]): OverlayFault {
  const wanted = (node.arguments ?? []).map(({ name, directives }) => (has(directives, 'is') ? `${name.value} (@is)` : name.value));
  const known = keys.map(({ type, paths }) => `\`${[...paths].join(' ')}\` of \`${type}\``);
  return {
    code: 'LOOKUP_WITHOUT_KEY',
    message:
      keys.length === 0
        ? `the look-up \`${node.name.value}\` fetches no entity: \`${returned.name}\` has no \`@key\``
        : `the look-up \`${node.name.value}\` fetches by no key: it takes ${wanted.length === 0 ? 'nothing' : wanted.join(', ')}, and the keys are ${known.join(', ')}`,
    help:
      keys.length === 0
        ? `give \`${returned.name}\`, or a type that it may be, a key such as \`@key(fields: "id")\``
        : 'every field of the key needs an argument of its name, or one with `@is(field: "…")`, and every other argument must be optional',
    node: node.name,
  };
}

/** A type in the API's names. */
export function remoteType(type: TypeNode, names: Names): string {
  switch (type.kind) {
    case Kind.NAMED_TYPE:
      return names.types.get(type.name.value) ?? type.name.value;
    case Kind.LIST_TYPE:
      return `[${remoteType(type.type, names)}]`;
    case Kind.NON_NULL_TYPE:
      return `${remoteType(type.type, names)}!`;
  }
}
