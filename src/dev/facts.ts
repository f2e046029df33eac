import type { ConnectionState, Guard } from './gateway-port.ts';
import type { OAuthServer } from './oauth/server.ts';

/** What there is to know about a demo that runs. Holds no secret. */
export interface DevFacts {
  /** The gateway's, without a path. */
  readonly publicUrl: string;
  readonly oauth: Omit<OAuthServer, 'close'>;
  /** The page of the adversarial provider, where there is one. */
  readonly adversary?: string;
  readonly services: readonly { readonly name: string; readonly url: string }[];
  readonly guards: readonly Guard[];
  readonly connections: readonly ConnectionFact[];
  /** A GraphQL query that this gateway can answer. */
  readonly query: string;
  /** A query that needs something of one's own: it tells where to connect it. Undefined where the project has no such subgraph. */
  readonly connect?: { readonly query: string; readonly person: string };
}

/** `connectUrl` connects it once, and is for whoever started the demo; undefined when nobody has to consent. */
export interface ConnectionFact extends ConnectionState {
  readonly connectUrl: string | undefined;
}
