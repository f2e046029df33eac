import {
  type DocumentNode,
  execute,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
  parse,
  valueFromASTUntyped,
} from 'graphql';

/** Answers GraphQL requests with values made up from a schema. */
export interface SampleAnswers {
  /** A response as JSON text; undefined when the request is none that the schema could answer. */
  answer(body: string): string | undefined;
}

export function sampleAnswers(schema: GraphQLSchema): SampleAnswers {
  return {
    answer(body) {
      const request = readRequest(body);
      if (request === undefined) return undefined;
      const result = execute({
        schema,
        ...request,
        rootValue: {},
        fieldResolver: (source, args, _context, info) => fieldSample(schema, info.parentType, info.fieldName, source, args),
        typeResolver: typeOfSample,
      });
      return result instanceof Promise ? undefined : JSON.stringify(result);
    },
  };
}

interface SampleOperation {
  readonly document: DocumentNode;
  readonly variableValues: Record<string, unknown>;
  readonly operationName: string | undefined;
}

function readRequest(body: string): SampleOperation | undefined {
  try {
    const { query, variables, operationName }: Record<string, unknown> = JSON.parse(body);
    if (typeof query !== 'string') return undefined;
    return {
      document: parse(query),
      variableValues: typeof variables === 'object' && variables !== null ? { ...variables } : {},
      operationName: typeof operationName === 'string' ? operationName : undefined,
    };
  } catch {
    return undefined;
  }
}

/** What a field holds: what its parent already knows (an entity's key), what its definition gives as an example, or what its type says. */
function fieldSample(
  schema: GraphQLSchema,
  parent: GraphQLObjectType,
  name: string,
  source: unknown,
  args: Record<string, unknown>,
): unknown {
  if (name === '_entities' && Array.isArray(args['representations'])) return args['representations'];
  if (typeof source === 'object' && source !== null && Object.hasOwn(source, name)) return Reflect.get(source, name);
  const field: GraphQLField<unknown, unknown> | undefined = parent.getFields()[name];
  if (field === undefined) return null;
  return exampleOf(field) ?? typeSample(schema, field.type, name);
}

/** `@example(value: …)`, or the rest of the line behind “Example:” in the description. */
function exampleOf({ astNode, description }: GraphQLField<unknown, unknown>): unknown {
  const directive = astNode?.directives?.find(({ name }) => name.value === 'example');
  const value = directive?.arguments?.find(({ name }) => name.value === 'value')?.value;
  if (value !== undefined) return valueFromASTUntyped(value);
  return /\bExample:\s*(\S.*?)\s*$/im.exec(description ?? '')?.[1];
}

function typeSample(schema: GraphQLSchema, type: GraphQLOutputType, name: string): unknown {
  if (isNonNullType(type)) return typeSample(schema, type.ofType, name);
  if (isListType(type)) return [typeSample(schema, type.ofType, name), typeSample(schema, type.ofType, name)];
  if (isEnumType(type)) return type.getValues()[0]?.value;
  if (isScalarType(type)) return scalarSample(type.name, name);
  if (isObjectType(type)) return {};
  return { __typename: schema.getPossibleTypes(type)[0]?.name };
}

function scalarSample(type: string, name: string): unknown {
  switch (type) {
    case 'Int':
      return 1;
    case 'Float':
      return 1.5;
    case 'Boolean':
      return true;
    case 'ID':
      return '1';
    default:
      return name;
  }
}

const typeOfSample = (value: unknown): string | undefined =>
  typeof value === 'object' && value !== null && '__typename' in value && typeof value.__typename === 'string'
    ? value.__typename
    : undefined;
