import {
  type ASTNode,
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  type EnumTypeDefinitionNode,
  type EnumTypeExtensionNode,
  type EnumValueDefinitionNode,
  type FieldDefinitionNode,
  type InputObjectTypeDefinitionNode,
  type InputObjectTypeExtensionNode,
  type InputValueDefinitionNode,
  type InterfaceTypeDefinitionNode,
  type InterfaceTypeExtensionNode,
  isTypeDefinitionNode,
  isTypeExtensionNode,
  Kind,
  type NameNode,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
  type SchemaDefinitionNode,
  type SchemaExtensionNode,
  visit,
} from 'graphql';
import type { OverlayFault } from './fault.ts';
import type { Names } from './overlay.ts';

/** An overlay with every name as it is in the graph. */
export interface Renamed {
  readonly document: DocumentNode;
  readonly names: Names;
  readonly faults: readonly OverlayFault[];
}

/** `graphql`: what the API calls something is a name of GraphQL. `any`: it may be the member of a JSON object, and any text. */
export type SourceNames = 'graphql' | 'any';

/**
 * Works out the names that an overlay has in the graph. `@source(name:)` on a type, field, argument or value of an enum says what the API calls it;
 * `@prefix` on the schema puts a word before all types, and one before all fields of the root types, that have no `@source`. Scalars keep their names:
 * those of two APIs are one scalar.
 */
export function graphNames(document: DocumentNode, allowed: SourceNames): Renamed {
  const faults: OverlayFault[] = [];
  const sources = new Sources(allowed, faults);
  const roots = rootTypes(document);
  const prefix = prefixOf(document, faults);
  const types = new Map<string, string>();
  const renamedTo = new Map<string, string>();
  for (const definition of document.definitions) {
    if (!isType(definition) || roots.has(definition.name.value) || isExtension(definition)) continue;
    const remote = sources.of(definition.directives, 'graphql') ?? definition.name.value;
    const prefixed = prefix.types !== '' && definition.kind !== Kind.SCALAR_TYPE_DEFINITION && !has(definition.directives, 'source');
    const local = prefixed ? `${prefix.types}${definition.name.value}` : definition.name.value;
    if (local !== definition.name.value) renamedTo.set(definition.name.value, local);
    if (local !== remote) types.set(local, remote);
  }
  const fields = new Map<string, string>();
  const given = new Map<string, string>();
  const inputs = new Map<string, string>();
  const values = new Map<string, string>();
  const rename = (name: NameNode): NameNode => {
    const to = renamedTo.get(name.value);
    return to === undefined ? name : { ...name, value: to };
  };
  const renamed = visit(document, {
    NamedType: (node) => ({ ...node, name: rename(node.name) }),
    enter(node) {
      if (!isType(node)) return undefined;
      const definition: TypeNode = node;
      const name = rename(definition.name);
      if (isInput(definition)) for (const each of definition.fields ?? []) sources.note(inputs, name.value, each);
      if (isEnum(definition)) for (const each of definition.values ?? []) sources.note(values, name.value, each);
      if (!hasFields(definition)) return { ...definition, name };
      const isRoot = roots.has(definition.name.value);
      const own = (definition.fields ?? []).map((field) => {
        const local = localField(field, isRoot ? prefix.fields : '', sources);
        for (const each of field.arguments ?? []) sources.note(given, `${name.value}.${local.node.name.value}`, each);
        if (local.remote !== local.node.name.value) fields.set(`${name.value}.${local.node.name.value}`, local.remote);
        return local.node;
      });
      // With other names for its fields a root type has none of an interface any more (GitHub's query type is a Node).
      return isRoot && prefix.fields !== '' ? { ...definition, name, fields: own, interfaces: [] } : { ...definition, name, fields: own };
    },
  });
  checkSources(document, faults);
  return { document: renamed, names: { types, fields, arguments: given, inputs, values }, faults };
}

function localField(
  field: FieldDefinitionNode,
  prefix: string,
  sources: Sources,
): { readonly node: FieldDefinitionNode; readonly remote: string } {
  const source = sources.of(field.directives);
  if (source !== undefined || prefix === '') return { node: field, remote: source ?? field.name.value };
  return { node: { ...field, name: { ...field.name, value: `${prefix}${field.name.value}` } }, remote: field.name.value };
}

/** Two types of the graph cannot be one of the API: its `__typename` would mean both. */
function checkSources({ definitions }: DocumentNode, faults: OverlayFault[]): void {
  const taken = new Map<string, string>();
  for (const definition of definitions) {
    if (!isType(definition) || isExtension(definition)) continue;
    const own = definition.name.value;
    const source = definition.directives?.find(({ name }) => name.value === 'source');
    const remote = (source === undefined ? undefined : text(source, 'name')) ?? own;
    const first = taken.get(remote);
    if (first === undefined) taken.set(remote, own);
    else if (first !== own)
      faults.push({
        code: 'SOURCE_TWICE',
        message: `\`${own}\` and \`${first}\` are both \`${remote}\` of the API`,
        help: 'keep one of them: what the API calls by one name has one name in the graph',
        node: definition.name,
      });
  }
}

const graphqlName = /^[_A-Za-z][_0-9A-Za-z]*$/;

/** Reads `@source`. */
class Sources {
  readonly #allowed: SourceNames;
  readonly #faults: OverlayFault[];

  constructor(allowed: SourceNames, faults: OverlayFault[]) {
    this.#allowed = allowed;
    this.#faults = faults;
  }

  /** What the API calls it; undefined without `@source`. */
  of(directives: readonly ConstDirectiveNode[] | undefined, allowed: SourceNames = this.#allowed): string | undefined {
    const directive = directives?.find(({ name }) => name.value === 'source');
    if (directive === undefined) return undefined;
    const name = text(directive, 'name');
    if (name !== undefined && (allowed === 'any' || graphqlName.test(name))) return name;
    this.#faults.push({
      code: 'SOURCE_NAME',
      message: '`@source` does not say what the API calls it',
      help: 'write the name, as in `@source(name: "User")`',
      node: directive,
    });
    return undefined;
  }

  /** Notes another name of a part of something. */
  note(into: Map<string, string>, owner: string, { name, directives }: InputValueDefinitionNode | EnumValueDefinitionNode): void {
    const remote = this.of(directives);
    if (remote !== undefined && remote !== name.value) into.set(`${owner}.${name.value}`, remote);
  }
}

function prefixOf({ definitions }: DocumentNode, faults: OverlayFault[]): { readonly types: string; readonly fields: string } {
  for (const each of definitions) {
    if (!isSchema(each)) continue;
    const directive = each.directives?.find(({ name }) => name.value === 'prefix');
    if (directive === undefined) continue;
    const types = text(directive, 'types') ?? '';
    const fields = text(directive, 'fields') ?? '';
    const wrong = [types, fields].find((prefix) => prefix !== '' && !graphqlName.test(prefix));
    if (wrong === undefined && types + fields !== '') return { types, fields };
    faults.push({
      code: 'PREFIX_NAME',
      message: wrong === undefined ? '`@prefix` has neither `types` nor `fields`' : `\`${wrong}\` cannot begin a GraphQL name`,
      help: 'write letters, digits and `_`, as in `@prefix(types: "GitHub", fields: "github_")`',
      node: directive,
    });
  }
  return { types: '', fields: '' };
}

/** The text of an argument. */
export function text(directive: ConstDirectiveNode, argument: string): string | undefined {
  const value = directive.arguments?.find(({ name }) => name.value === argument)?.value;
  return value?.kind === Kind.STRING ? value.value : undefined;
}

export const has = (directives: readonly ConstDirectiveNode[] | undefined, name: string): boolean =>
  directives?.some((each) => each.name.value === name) === true;

/** The names of the root types, in the document's own names. */
export function rootTypes({ definitions }: DocumentNode): ReadonlySet<string> {
  return new Set(rootTypesByOperation(definitions).values());
}

/** What the document calls the root types of operations. */
export function rootTypesByOperation(definitions: DocumentNode['definitions']): ReadonlyMap<string, string> {
  const declared = definitions.filter(isSchema).flatMap(({ operationTypes }) => operationTypes ?? []);
  if (declared.length > 0) return new Map(declared.map(({ operation, type }) => [operation, type.name.value]));
  return new Map([
    ['query', 'Query'],
    ['mutation', 'Mutation'],
    ['subscription', 'Subscription'],
  ]);
}

export const isSchema = (node: DefinitionNode): node is SchemaDefinitionNode | SchemaExtensionNode =>
  node.kind === Kind.SCHEMA_DEFINITION || node.kind === Kind.SCHEMA_EXTENSION;

export type TypeNode = Extract<DefinitionNode, { readonly kind: `${string}TypeDefinition` | `${string}TypeExtension` }>;

export const isType = (node: ASTNode): node is TypeNode => isTypeDefinitionNode(node) || isTypeExtensionNode(node);

const isInput = (node: TypeNode): node is InputObjectTypeDefinitionNode | InputObjectTypeExtensionNode =>
  node.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION || node.kind === Kind.INPUT_OBJECT_TYPE_EXTENSION;

const isEnum = (node: TypeNode): node is EnumTypeDefinitionNode | EnumTypeExtensionNode =>
  node.kind === Kind.ENUM_TYPE_DEFINITION || node.kind === Kind.ENUM_TYPE_EXTENSION;

const isExtension = ({ kind }: TypeNode): boolean => kind.endsWith('Extension');

export type FieldsNode = ObjectTypeDefinitionNode | ObjectTypeExtensionNode | InterfaceTypeDefinitionNode | InterfaceTypeExtensionNode;

export const hasFields = (node: DefinitionNode): node is FieldsNode =>
  node.kind === Kind.OBJECT_TYPE_DEFINITION ||
  node.kind === Kind.OBJECT_TYPE_EXTENSION ||
  node.kind === Kind.INTERFACE_TYPE_DEFINITION ||
  node.kind === Kind.INTERFACE_TYPE_EXTENSION;
