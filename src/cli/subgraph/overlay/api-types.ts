import {
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
} from 'graphql';

export const compositeTypes = (schema: GraphQLSchema): readonly GraphQLCompositeType[] =>
  Object.values(schema.getTypeMap()).filter((type): type is GraphQLCompositeType => isCompositeType(type) && !isIntrospectionType(type));

/** The types of an API, and how they hang together. */
export class ApiTypes {
  readonly schema: GraphQLSchema;
  readonly rootTypes: ReadonlySet<string>;

  constructor(schema: GraphQLSchema) {
    this.schema = schema;
    this.rootTypes = new Set(
      [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((type) => type?.name ?? []),
    );
  }

  composite(): readonly GraphQLCompositeType[] {
    return compositeTypes(this.schema);
  }

  implementersOf(name: string): readonly string[] {
    const type = this.schema.getType(name);
    if (!isInterfaceType(type)) return [];
    // A query type may be a Node of its own (GitHub's is), which nobody fetches.
    return this.schema.getImplementations(type).objects.flatMap(({ name: own }) => (this.rootTypes.has(own) ? [] : [own]));
  }

  /** What a page of a list is of: `UserConnection` is a list of `User`. */
  itemOf(name: string): string | undefined {
    const type = this.schema.getType(name);
    if (!isObjectType(type)) return undefined;
    const { nodes, edges } = type.getFields();
    if (nodes !== undefined) return getNamedType(nodes.type).name;
    const edge = edges === undefined ? undefined : getNamedType(edges.type);
    const node = isObjectType(edge) ? edge.getFields()['node'] : undefined;
    return node === undefined ? undefined : getNamedType(node.type).name;
  }
}
