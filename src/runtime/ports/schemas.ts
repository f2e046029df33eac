import type { DocumentNode, GraphQLError, GraphQLSchema } from 'graphql';
import type { HttpDescription } from './http-description.ts';

/** A finding of a schema: where in the value, and what is wrong there. Texts name properties, never values. */
export interface SchemaFinding {
  readonly path: string;
  readonly problem: string;
}

/** A text to be held against a schema of the configuration. */
export interface SchemaQuestion {
  readonly schemaId: string;
  /** A place in the schema's document, such as `#/components/schemas/address`; the whole without it. */
  readonly reference: string | undefined;
  /** Whether objects may have properties that the schema does not name; as the schema says without it. */
  readonly additionalProperties: boolean | undefined;
  /** Names of properties are compared without regard to case. */
  readonly ignoreCase: boolean;
  /** JSON. */
  readonly body: string;
}

/** The result of asking about a schema. */
export type SchemaVerdict =
  /** There is no schema of this id. */
  | { readonly kind: 'unknown' }
  /** The schema's document has nothing at the reference. */
  | { readonly kind: 'no-definition' }
  /** What stands there is no schema that can be used; `why` tells the operator. */
  | { readonly kind: 'unusable'; readonly why: string }
  | { readonly kind: 'valid' }
  | { readonly kind: 'invalid'; readonly findings: readonly SchemaFinding[] };

/** What a sample answer is asked for. */
export interface SampleRequest {
  /** The subgraph that would have been called; undefined for the graph that clients see. */
  readonly subgraph: string | undefined;
  /** The text of the GraphQL request. */
  readonly body: string;
}

/** A GraphQL schema, with what was found out of documents that were held against it. */
export interface GraphSchema {
  readonly schema: GraphQLSchema;
  /** Parses a document: once for many requests of one text. Undefined where it cannot be, or has more tokens than any request that is let in. */
  read(text: string): GraphDocument | undefined;
}

/** A document that was parsed. */
export interface GraphDocument {
  readonly document: DocumentNode;
  /** In what it does not fit the schema. Costly the first time: to be asked of documents of which it is known that they are not too large. */
  faults(): readonly GraphQLError[];
}

/** The schemas of the configuration and of the graph. */
export interface Schemas {
  /** Holds a JSON text against a schema of the configuration. */
  validate(question: SchemaQuestion): SchemaVerdict;
  /** What an API takes and gives over HTTP: a subgraph, or the gateway's own endpoint; undefined when nothing describes it. */
  http(subgraph: string | undefined): HttpDescription | undefined;
  /** The schema that requests are held against: that of a subgraph, or of the graph that clients see; undefined when there is none. */
  graph(subgraph: string | undefined): GraphSchema | undefined;
  /** A GraphQL response made up from the schema, as JSON text; undefined where the schema or the request does not give one. */
  sample(request: SampleRequest): string | undefined;
}
