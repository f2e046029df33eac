import { type GraphQLError, type GraphQLSchema, parse, specifiedRules, validate } from 'graphql';
import type { GraphDocument, GraphSchema } from '../../runtime/ports/schemas.ts';
import { RecentlyUsed } from './recently-used.ts';

/** More than any document that a policy lets in has. */
const mostTokens = 20_000;
/** Characters of the texts whose documents are kept; a document takes some fifty times as much. */
const mostText = 400_000;
const mostFaults = 20;

/** A schema that remembers the documents that were held against it: clients ask the same again and again. */
export function graphSchema(schema: GraphQLSchema): GraphSchema {
  const known = new RecentlyUsed<GraphDocument>(mostText);
  return {
    schema,
    read(text) {
      const before = known.get(text);
      if (before !== undefined) return before;
      const read = readDocument(schema, text);
      if (read !== undefined) known.set(text, read, text.length);
      return read;
    },
  };
}

function readDocument(schema: GraphQLSchema, text: string): GraphDocument | undefined {
  let faults: readonly GraphQLError[] | undefined;
  try {
    const document = parse(text, { maxTokens: mostTokens });
    return {
      document,
      faults() {
        faults ??= validate(schema, document, specifiedRules, { hideSuggestions: true, maxErrors: mostFaults });
        return faults;
      },
    };
  } catch {
    return undefined;
  }
}
