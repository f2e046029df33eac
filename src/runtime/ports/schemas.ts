import type { GraphQLSchema } from 'graphql';

/** A finding of a schema: where in the value, and what is wrong there. Texts name properties, never values. */
export interface SchemaFinding {
  readonly path: string;
  readonly problem: string;
}

/** The result of asking about a schema. */
export type SchemaVerdict =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'valid' }
  | { readonly kind: 'invalid'; readonly findings: readonly SchemaFinding[] };

/** What a sample answer is asked for. */
export interface SampleRequest {
  /** The subgraph that would have been called; undefined for the graph that clients see. */
  readonly subgraph: string | undefined;
  /** The text of the GraphQL request. */
  readonly body: string;
}

/** The schemas of the configuration and of the graph. */
export interface Schemas {
  /** Holds a JSON or XML text against the schema of an id. */
  validate(schemaId: string, contentType: string, body: string): SchemaVerdict;
  /** The schema that requests are held against: that of a subgraph, or of the graph that clients see; undefined when there is none. */
  graph(subgraph: string | undefined): GraphQLSchema | undefined;
  /** A GraphQL response made up from the schema, as JSON text; undefined where the schema or the request does not give one. */
  sample(request: SampleRequest): string | undefined;
}
