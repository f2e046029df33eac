import { buildASTSchema, buildClientSchema, GraphQLError, type GraphQLSchema, type IntrospectionQuery, parse } from 'graphql';
import { UsageError } from '../../exit.ts';
import { introspectionOf } from './introspection.ts';

/** Makes a schema of SDL, or of the JSON of an introspection. `shown` names where it is from. Throws {@link UsageError}. */
export function readSchema(text: string, shown: string): GraphQLSchema {
  return text.trimStart().startsWith('{') && !/^\s*\{\s*[_A-Za-z]/.test(text)
    ? ofIntrospection(json(text, shown), shown)
    : ofSdl(text, shown);
}

/** The schema that an introspection tells. Throws {@link UsageError}. */
export function schemaOf(introspection: IntrospectionQuery, shown: string): GraphQLSchema {
  try {
    return withQuery(buildClientSchema(introspection, { assumeValid: true }), shown);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`the schema of ${shown} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function ofIntrospection(value: unknown, shown: string): GraphQLSchema {
  const introspection = introspectionOf(value);
  if (introspection === undefined)
    throw new UsageError(`${shown} holds no introspection`, 'it is the JSON with `__schema` that an introspection query brings');
  return schemaOf(introspection, shown);
}

function json(text: string, shown: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(`${shown} is no JSON`, 'give SDL, or the answer of an introspection query');
  }
}

function ofSdl(text: string, shown: string): GraphQLSchema {
  try {
    // Published schemas use directives that they do not define, and some say a field twice.
    return withQuery(buildASTSchema(parse(text), { assumeValid: true, assumeValidSDL: true }), shown);
  } catch (error) {
    if (!(error instanceof GraphQLError))
      throw error instanceof UsageError ? error : new UsageError(`${shown} is no whole schema: ${String(error)}`);
    const [place] = error.locations ?? [];
    throw new UsageError(
      `${shown}${place === undefined ? '' : `:${place.line}:${place.column}`}: ${error.message}`,
      'give SDL, or the answer of an introspection query',
    );
  }
}

function withQuery(schema: GraphQLSchema, shown: string): GraphQLSchema {
  if (schema.getQueryType() === undefined || schema.getQueryType() === null)
    throw new UsageError(`the schema of ${shown} has no query type`);
  return schema;
}
