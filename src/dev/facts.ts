import type { ConnectionState, Guard } from './gateway-port.ts';
import type { OAuthServer } from './oauth/server.ts';

/** What there is to know about a demo that runs. Holds no secret. */
export interface DevFacts {
  /** The gateway's, without a path. */
  readonly publicUrl: string;
  readonly oauth: Omit<OAuthServer, 'close'>;
  readonly services: readonly { readonly name: string; readonly url: string }[];
  readonly guards: readonly Guard[];
  readonly connections: readonly ConnectionState[];
  /** A GraphQL query that this gateway can answer. */
  readonly query: string;
}
