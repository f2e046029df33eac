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

/** A sample answer, for mock-response. */
export interface SchemaSample {
  readonly contentType: string;
  readonly body: string;
}

/** The schemas of the configuration and of the graph. */
export interface Schemas {
  /** Holds a JSON or XML text against the schema of an id. */
  validate(schemaId: string, contentType: string, body: string): SchemaVerdict;
  /** The SDL of the graph that clients see, for policies that look at GraphQL requests. */
  readonly graph: string | undefined;
  /** An example answer of a status, for the current operation; undefined when there is none. */
  sample(operation: string, status: number, contentType: string | undefined): SchemaSample | undefined;
}
