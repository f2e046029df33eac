import type { SchemaVerdict } from './schemas.ts';

/** A parameter, or a header, that is described. */
export interface HttpParameter {
  readonly required: boolean;
  /** Whether it may stand there more than once. */
  readonly repeatable: boolean;
  /** Why a value is none that it may have, never quoting it; undefined: it is. Absent when nothing describes its values. */
  readonly fault?: (value: string) => string | undefined;
}

/** Parameters by name; names of headers are in lower case. */
export type HttpParameters = ReadonlyMap<string, HttpParameter>;

/** Whether a body is what it should be. */
export type BodyCheck = (body: string) => SchemaVerdict;

/** What a request may look like. */
export interface HttpRequestDescription {
  readonly query: HttpParameters;
  readonly path: HttpParameters;
  readonly headers: HttpParameters;
  /** Media types in lower case, without parameters. */
  readonly content: ReadonlyMap<string, BodyCheck>;
}

/** What an answer may look like. */
export interface HttpResponseDescription {
  readonly headers: HttpParameters;
  readonly content: ReadonlyMap<string, BodyCheck>;
}

/** What an API takes and gives over HTTP. */
export interface HttpDescription {
  /** Undefined when no operation has the method. */
  request(method: string): HttpRequestDescription | undefined;
  /** Whether an answer may have the status. */
  hasStatus(status: number): boolean;
  /** Of an answer with whatever status. */
  readonly response: HttpResponseDescription;
}
