import {
  type ConstDirectiveNode,
  type DocumentNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  visit,
} from 'graphql';

/**
 * A supergraph in which the keys of each type that its services resolve stand before those that they only refer to. The planner of 2.14 goes back to a
 * service, for a field that requires others, by the first key of that service, whether it resolves it or not; the entity is then never
 * asked for, and what it has stays null without an error.
 */
export const resolvableKeysFirst = (supergraph: DocumentNode): DocumentNode =>
  visit(supergraph, { [Kind.OBJECT_TYPE_DEFINITION]: sorted, [Kind.INTERFACE_TYPE_DEFINITION]: sorted });

function sorted<T extends ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode>(node: T): T | undefined {
  const { directives = [] } = node;
  const referred = directives.filter(isReferred);
  return referred.length === 0 ? undefined : { ...node, directives: [...directives.filter((each) => !isReferred(each)), ...referred] };
}

const isReferred = ({ name, arguments: given = [] }: ConstDirectiveNode): boolean =>
  name.value === 'join__type' &&
  given.some((each) => each.name.value === 'resolvable' && each.value.kind === Kind.BOOLEAN && !each.value.value);
