import { getIntrospectionQuery, type IntrospectionQuery } from 'graphql';

/**
 * An API's introspection as an overlay of its own: so the question goes out as any call does, through policies, egress rules and with the
 * subgraph's credential.
 */
export const introspectionOverlay = `
type Query { introspection: ApiSchema @source(name: "__schema") }
type ApiSchema @source(name: "__Schema") { queryType: ApiType! mutationType: ApiType subscriptionType: ApiType types: [ApiType!]! directives: [ApiDirective!]! }
type ApiType @source(name: "__Type") {
  kind: String! name: String description: String
  fields(includeDeprecated: Boolean): [ApiField!] inputFields: [ApiInput!] interfaces: [ApiType!] possibleTypes: [ApiType!]
  enumValues(includeDeprecated: Boolean): [ApiEnumValue!] ofType: ApiType
}
type ApiField @source(name: "__Field") { name: String! description: String args: [ApiInput!]! type: ApiType! isDeprecated: Boolean! deprecationReason: String }
type ApiInput @source(name: "__InputValue") { name: String! description: String type: ApiType! defaultValue: String }
type ApiEnumValue @source(name: "__EnumValue") { name: String! description: String isDeprecated: Boolean! deprecationReason: String }
type ApiDirective @source(name: "__Directive") { name: String! description: String locations: [String!]! args: [ApiInput!]! }
`;

/** The question for an API that is asked itself. */
export const plainQuestion: string = getIntrospectionQuery();

/** The same in the overlay's names. */
export const overlayQuestion: string = plainQuestion
  .replace('__schema', 'introspection')
  .replaceAll(/\bon __Type\b/g, 'on ApiType')
  .replaceAll(/\bon __InputValue\b/g, 'on ApiInput');

/** What an introspection answered, as a file or over HTTP: `{ data: { __schema } }` or `{ __schema }`. Undefined when it is none. */
export function introspectionOf(value: unknown): IntrospectionQuery | undefined {
  const body = member(value, 'data') ?? value;
  const schema = member(body, '__schema') ?? member(body, 'introspection');
  return Array.isArray(member(schema, 'types')) ? ({ __schema: schema } as IntrospectionQuery) : undefined;
}

const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
