import type { Exchange } from './exchange.ts';
import type { CredentialRequest } from './ports/credential-source.ts';
import type { Site } from './site.ts';

/** The form of handler modules that this runtime can run. A module of another version is refused, never guessed at. */
export const handlerVersion = 2;

export type Scope = 'global' | 'subgraph' | 'resolver' | 'api';
export type SectionName = 'inbound' | 'backend' | 'outbound' | 'on-error';

/**
 * What a section or fragment returns. `next`: go on. `end`: the exchange is over. `answered`: there is a response, as if the backend
 * had sent it; what is left before `outbound` is skipped.
 */
export type Flow = 'next' | 'end' | 'answered';

/** Continue with what follows. */
export const next: Flow = 'next';
/** A policy such as `return-response` ended the exchange. */
export const end: Flow = 'end';
/** A policy such as `cache-lookup` made the response. */
export const answered: Flow = 'answered';

export type Section = (x: Exchange) => Flow | Promise<Flow>;

/** A connection that a document names literally. */
export interface NamedConnection {
  readonly provider: string;
  readonly connection: string;
  /** Asked for with a caller's token, and not by the gateway itself. */
  readonly asker?: 'jwt';
}

/** A connection whose id is worked out for each call. */
export interface ComputedConnection {
  /** Undefined: that is worked out, too. */
  readonly provider?: string;
  /** Asked for with a caller's token, and not by the gateway itself. */
  readonly asker?: 'jwt';
}

export interface HandlerMeta {
  readonly version: number;
  readonly scope: Scope | 'fragment' | 'base';
  /** The document it was compiled from. */
  readonly document: string;
  readonly sites: readonly Site[];
  /** Bodies that some policy may read or change; where false, the body is passed on without being touched. */
  readonly reads: { readonly requestBody: boolean; readonly responseBody: boolean };
  /** Connections named by literal ids, for checks. */
  readonly connections: readonly NamedConnection[];
  /** The others that are asked for, for reports. Absent: none. */
  readonly computed?: readonly ComputedConnection[];
}

/**
 * A credential that inbound asks for whatever the request says, and that can be told before it runs: from the variables and headers that the global
 * scope has left, who calls, and what is configured. Where it says so, so it will be asked for, unless something fails before.
 */
export interface KnownCredential {
  /** The variables that it depends on. */
  readonly variables: readonly string[];
  /** What will be asked for. Has no effect; throws what the policy would fail with. */
  readonly request: (x: Pick<Exchange, 'at' | 'context'>) => CredentialRequest;
}

/** What a document compiles to. A missing section does nothing. */
export interface HandlerModule {
  readonly meta: HandlerMeta;
  /** For whoever fetches tokens ahead. */
  readonly credentials?: readonly KnownCredential[];
  /** The policies of inbound that answer CORS preflights. `next`: none did. */
  readonly preflight?: Section;
  readonly inbound?: Section;
  readonly backend?: Section;
  readonly outbound?: Section;
  readonly onError?: Section;
}

/** What a fragment compiles to. */
export interface FragmentModule {
  readonly meta: HandlerMeta;
  readonly credentials?: readonly KnownCredential[];
  readonly run: Section;
}

/** One consistent set of handlers. Held for the whole of a request, so that a reload never mixes two. */
export interface HandlerSet {
  /** Undefined when there is no `global.xml`. */
  readonly global: HandlerModule | undefined;
  /** The handler of a subgraph's calls: its own document, else `subgraphs.xml`, else a bare forward-request. */
  subgraph(name: string): HandlerModule;
  /** What resolves a field of a subgraph, by `Type.field`; undefined when no document does. */
  resolver(subgraph: string, field: string): HandlerModule | undefined;
  /** The handler of an API's requests: its own document, else `global.xml`, else a bare forward-request. */
  api(name: string): HandlerModule;
}

/** Where the gateway gets its handlers from. */
export interface HandlerSource {
  /** The newest set that works. */
  current(): HandlerSet;
}

/** What `<base />` in `backend` does when no broader document says otherwise, and what a subgraph without any document gets. */
export async function forward(x: Exchange): Promise<void> {
  await x.ports.forward(x, { timeoutMs: undefined, followRedirects: false });
}
