import {
  type ASTNode,
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  type EnumTypeDefinitionNode,
  type EnumTypeExtensionNode,
  type InputObjectTypeDefinitionNode,
  type InputObjectTypeExtensionNode,
  type InterfaceTypeDefinitionNode,
  type InterfaceTypeExtensionNode,
  isTypeDefinitionNode,
  isTypeExtensionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
  type SchemaDefinitionNode,
  type SchemaExtensionNode,
} from 'graphql';

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

export const isInput = (node: TypeNode): node is InputObjectTypeDefinitionNode | InputObjectTypeExtensionNode =>
  node.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION || node.kind === Kind.INPUT_OBJECT_TYPE_EXTENSION;

export const isEnum = (node: TypeNode): node is EnumTypeDefinitionNode | EnumTypeExtensionNode =>
  node.kind === Kind.ENUM_TYPE_DEFINITION || node.kind === Kind.ENUM_TYPE_EXTENSION;

export const isExtension = ({ kind }: TypeNode): boolean => kind.endsWith('Extension');

export type FieldsNode = ObjectTypeDefinitionNode | ObjectTypeExtensionNode | InterfaceTypeDefinitionNode | InterfaceTypeExtensionNode;

export const hasFields = (node: DefinitionNode): node is FieldsNode =>
  node.kind === Kind.OBJECT_TYPE_DEFINITION ||
  node.kind === Kind.OBJECT_TYPE_EXTENSION ||
  node.kind === Kind.INTERFACE_TYPE_DEFINITION ||
  node.kind === Kind.INTERFACE_TYPE_EXTENSION;
