import {
  type ASTNode,
  type DocumentNode,
  introspectionTypes,
  Kind,
  type NamedTypeNode,
  type NameNode,
  specifiedScalarTypes,
  visit,
} from 'graphql';
import { hasFields, isType, rootTypesByOperation } from './definitions.ts';
import type { SchemaFault } from './schema-fault.ts';

type Fault = SchemaFault<'RESERVED_NAME' | 'RESERVED_TYPE'>;

/** Names that are GraphQL's own or Federation's: composition breaks off at types that take them, or that are made of them. */
export const reservedNames = (document: DocumentNode): readonly Fault[] => [...introspectionNames(document), ...ownTypes(document)];

const introspection: ReadonlySet<string> = new Set(introspectionTypes.map(({ name }) => name));

/** GraphQL §2.1.7: what begins with two underscores is for introspection. Some SDL holds the introspection types themselves, which is left to composition. */
function introspectionNames({ definitions }: DocumentNode): readonly Fault[] {
  const faults: Fault[] = [];
  const note = ({ name }: { readonly name: NameNode }): void => {
    if (!name.value.startsWith('__')) return;
    faults.push({
      code: 'RESERVED_NAME',
      message: `\`${name.value}\` begins with two underscores, which are for GraphQL itself`,
      help: 'give it another name; in the schema of a `graphql` or `rest` subgraph `@source` says what the API calls it',
      node: name,
    });
  };
  for (const definition of definitions) {
    if ('name' in definition && definition.name !== undefined && introspection.has(definition.name.value)) continue;
    visit(definition as ASTNode, {
      enter(node) {
        if (isType(node) || named.has(node.kind)) note(node as { readonly name: NameNode });
      },
    });
  }
  return faults;
}

const named: ReadonlySet<string> = new Set([
  Kind.DIRECTIVE_DEFINITION,
  Kind.FIELD_DEFINITION,
  Kind.INPUT_VALUE_DEFINITION,
  Kind.ENUM_VALUE_DEFINITION,
]);

const scalars: ReadonlySet<string> = new Set(specifiedScalarTypes.map(({ name }) => name));
const federations = /^(?:_Any|_Entity|_Service|_FieldSet|(?:join|link|core|federation)__.*)$/;
/** Fields of the query type that are of Federation's types, in the SDL of many subgraphs. */
const federationFields: ReadonlySet<string> = new Set(['_entities', '_service']);

function ownTypes({ definitions }: DocumentNode): readonly Fault[] {
  const query = rootTypesByOperation(definitions).get('query');
  const faults: Fault[] = [];
  for (const definition of definitions.filter(isType)) {
    const own = definition.name.value;
    if (scalars.has(own) && definition.kind !== Kind.SCALAR_TYPE_DEFINITION) faults.push(builtIn(definition.name));
    if (!hasFields(definition) || federations.test(own)) continue;
    for (const field of definition.fields ?? [])
      if (own !== query || !federationFields.has(field.name.value))
        visit(
          { ...field, directives: [] },
          { NamedType: (node) => void (federations.test(node.name.value) && faults.push(federated(node))) },
        );
  }
  return faults;
}

const builtIn = (name: NameNode): Fault => ({
  code: 'RESERVED_NAME',
  message: `\`${name.value}\` is a scalar of GraphQL, and cannot be defined or extended`,
  help: 'give the type another name; in the schema of a `graphql` or `rest` subgraph `@source` says what the API calls it',
  node: name,
});

const federated = (node: NamedTypeNode): Fault => ({
  code: 'RESERVED_TYPE',
  message: `\`${node.name.value}\` is a type of Federation itself, which no field of the graph can be of`,
  help: 'take the field out, or give its type another name; in the schema of a `graphql` or `rest` subgraph `@source` says what the API calls it',
  node,
});
