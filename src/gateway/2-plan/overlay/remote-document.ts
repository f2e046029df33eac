import { type DefinitionNode, type DocumentNode, type FieldDefinitionNode, Kind, visit } from 'graphql';
import { hasFields, isType, type TypeNode } from '../written/definitions.ts';
import type { Names } from './overlay.ts';

/** An extension of which nothing is left without its directives; it cannot be written down. */
const isHollow = (node: DefinitionNode): boolean =>
  node.kind.endsWith('TypeExtension') &&
  Object.entries(node).every(([key, value]) => ['kind', 'name', 'loc'].includes(key) || (Array.isArray(value) && value.length === 0));

/** An overlay in the API's own names, without the directives of the graph. */
export function remoteDocument(document: DocumentNode, { types, fields, arguments: given, inputs, values }: Names): DocumentNode {
  const renamed = <Node extends { readonly name: { readonly value: string } }>(node: Node, to: string | undefined): Node =>
    to === undefined ? node : { ...node, name: { ...node.name, value: to } };
  return visit(document, {
    Directive: ({ name }) => (name.value === 'deprecated' || name.value === 'specifiedBy' ? undefined : null),
    SchemaExtension: ({ operationTypes = [] }) => (operationTypes.length === 0 ? null : undefined),
    NamedType: (node) => renamed(node, types.get(node.name.value)),
    leave(node) {
      if (!isType(node)) return undefined;
      const type: TypeNode = node;
      const local = type.name.value;
      const own = renamed(type, types.get(local));
      if (isHollow(own)) return null;
      if (own.kind === Kind.ENUM_TYPE_DEFINITION || own.kind === Kind.ENUM_TYPE_EXTENSION)
        return { ...own, values: (own.values ?? []).map((value) => renamed(value, values.get(`${local}.${value.name.value}`))) };
      if (own.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION || own.kind === Kind.INPUT_OBJECT_TYPE_EXTENSION)
        return { ...own, fields: (own.fields ?? []).map((field) => renamed(field, inputs.get(`${local}.${field.name.value}`))) };
      if (!hasFields(own)) return own;
      const ownFields = (own.fields ?? []).map((field: FieldDefinitionNode) => {
        const path = `${local}.${field.name.value}`;
        const args = (field.arguments ?? []).map((each) => renamed(each, given.get(`${path}.${each.name.value}`)));
        return { ...renamed(field, fields.get(path)), arguments: args };
      });
      return { ...own, fields: ownFields };
    },
  });
}
