import type { Chosen } from './provider-for.ts';
import type { Draft } from './written.ts';

/** What a description says that could not be taken over. */
export interface Gap {
  /** Stable, such as `openapi/one-of`. */
  readonly code: string;
  /** Where, as people find it in the description: `GET /pets`, `components.schemas.Pet`. */
  readonly at: string;
  readonly text: string;
}

/** What is to be written, and what to say of it. */
export interface Added {
  readonly draft: Draft;
  /** Undefined: the project has a document for it already. */
  readonly credential: Chosen | undefined;
  readonly notes: readonly string[];
  readonly gaps: readonly Gap[];
  /** What its author should read next, from the folder of the configuration. */
  readonly edit: readonly string[];
}
