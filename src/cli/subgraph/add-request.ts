import type { Wish } from './overlay/wanted-part.ts';

/** `fedpass subgraph add`, as it was called. */
export interface AddRequest {
  readonly name: string;
  readonly config: string | undefined;
  /** An existing connection that the calls are to use, as `provider/connection`. */
  readonly connection: string | undefined;
  readonly kind: GraphqlWish | RestWish;
}

export interface GraphqlWish {
  readonly kind: 'graphql';
  readonly url: string | undefined;
  /** SDL, or the answer of an introspection query, in place of asking the API. */
  readonly schema: string | undefined;
  /** `Name: value` with references to secrets, in place of the policies; for a first look. */
  readonly headers: readonly string[];
  readonly wish: Wish;
  /** Put before types and root fields. Undefined: only where they clash. */
  readonly prefix: string | undefined;
}

export interface RestWish {
  readonly kind: 'rest';
  /** In place of what the description says. */
  readonly url: string | undefined;
  /** A file or an http(s) URL. */
  readonly openapi: string;
  /** Whether `$ref`s may lead to other documents. */
  readonly remoteRefs: boolean;
  /** `operationId`s, or paths that begin so; empty for all. */
  readonly operations: readonly string[];
}
