/** Why fields of a subgraph are missing: `extensions.code` of the errors that clients see. Part of the public contract. */
export type SubgraphErrorCode =
  /** The caller's own connection has no usable consent; `connectUrl` and `missingScopes` say what he can do. */
  | 'CONNECTION_REQUIRED'
  /** There is no token for the connection, and the caller can do nothing about it. */
  | 'CONNECTION_UNAVAILABLE'
  /** More tokens were asked for than the connection may have in a minute. */
  | 'CONNECTION_THROTTLED'
  /** No access policy of the connection admits the asker. */
  | 'ACCESS_DENIED'
  /** A token is asked for in the name of the caller, who has no token of his own, or one that does not count: he has to sign in. */
  | 'UNAUTHENTICATED'
  /** The subgraph found that the token has too few scopes; `missingScopes` names those it asked for, where it did. */
  | 'SCOPE_MISSING'
  /** The credential provider did not answer as it should. */
  | 'PROVIDER_DOWN'
  /** A policy answered in place of the subgraph, with something that is no GraphQL response. */
  | 'POLICY_RESPONSE'
  /** The subgraph's policies failed; the log says where. */
  | 'POLICY_ERROR'
  /** No connection, or one that broke off. */
  | 'SUBGRAPH_UNREACHABLE'
  /** No complete answer in time. */
  | 'SUBGRAPH_TIMEOUT'
  /** A status other than 2xx; `extensions.status` has it. */
  | 'SUBGRAPH_HTTP_ERROR'
  /** A 2xx answer that is no GraphQL response. */
  | 'SUBGRAPH_BAD_RESPONSE';

/** An error of a call to a subgraph, as clients may see it: texts of our own, codes, and nothing that the backend said. */
export interface SubgraphError {
  readonly message: string;
  /** As in the subgraph's own response; absent when the whole call failed. */
  readonly path?: readonly (string | number)[];
  readonly extensions: {
    /** One of ours, or the subgraph's own when it reported the error itself. */
    readonly code: string;
    readonly subgraph: string;
    readonly provider?: string;
    readonly connection?: string;
    readonly status?: number;
    /** Where the caller connects what is his own, and what he is asked for there. */
    readonly connectUrl?: string;
    readonly missingScopes?: readonly string[];
    /** Seconds after which it may be tried again. */
    readonly retryAfter?: number;
  };
}

/** All codes that a call to a subgraph may end with. */
export const callCodes: ReadonlySet<string> = new Set<SubgraphErrorCode>([
  'CONNECTION_REQUIRED',
  'CONNECTION_UNAVAILABLE',
  'CONNECTION_THROTTLED',
  'SCOPE_MISSING',
  'ACCESS_DENIED',
  'UNAUTHENTICATED',
  'PROVIDER_DOWN',
  'POLICY_RESPONSE',
  'POLICY_ERROR',
  'SUBGRAPH_UNREACHABLE',
  'SUBGRAPH_TIMEOUT',
  'SUBGRAPH_HTTP_ERROR',
  'SUBGRAPH_BAD_RESPONSE',
]);

/** Codes that only the gateway may give: a subgraph that reports one is not believed. That the caller is not known, subgraphs find as well, and in the same word. */
export const ownCodes: ReadonlySet<string> = new Set([...callCodes].filter((code) => code !== 'UNAUTHENTICATED'));

type WholeCall = Exclude<
  SubgraphErrorCode,
  | 'CONNECTION_REQUIRED'
  | 'CONNECTION_UNAVAILABLE'
  | 'CONNECTION_THROTTLED'
  | 'ACCESS_DENIED'
  | 'UNAUTHENTICATED'
  | 'SCOPE_MISSING'
  | 'PROVIDER_DOWN'
>;

const texts: Readonly<Record<WholeCall, (subgraph: string, status?: number) => string>> = {
  POLICY_RESPONSE: (subgraph, status) => `A policy answered the call to subgraph \`${subgraph}\` with status ${status}.`,
  POLICY_ERROR: (subgraph) => `The policies of subgraph \`${subgraph}\` failed.`,
  SUBGRAPH_UNREACHABLE: (subgraph) => `Subgraph \`${subgraph}\` could not be reached.`,
  SUBGRAPH_TIMEOUT: (subgraph) => `Subgraph \`${subgraph}\` did not answer in time.`,
  SUBGRAPH_HTTP_ERROR: (subgraph, status) => `Subgraph \`${subgraph}\` answered with HTTP status ${status}.`,
  SUBGRAPH_BAD_RESPONSE: (subgraph) => `Subgraph \`${subgraph}\` did not answer with a GraphQL response.`,
};

/** The error of a call, or of a field, for which the token had too few scopes. */
export function scopeError(subgraph: string, missingScopes: readonly string[], status?: number): SubgraphError {
  return {
    message: `Subgraph \`${subgraph}\` asks for more scopes than the connection has.`,
    extensions: { code: 'SCOPE_MISSING', subgraph, ...(status === undefined ? {} : { status }), missingScopes },
  };
}

export const lacksScopes = ({ extensions: { code } }: SubgraphError): boolean => code === 'SCOPE_MISSING';

/** The error of a call that brought nothing. */
export function callError(code: WholeCall, subgraph: string, status?: number): SubgraphError {
  return { message: texts[code](subgraph, status), extensions: { code, subgraph, ...(status === undefined ? {} : { status }) } };
}
