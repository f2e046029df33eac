import type { AuthorizationServer } from 'oauth4webapi';
import type { Discovery } from './discovery.ts';
import type { Endpoints, TokenClient } from './token-client.ts';

/** A client whose servers are found. */
export interface LocatedClient {
  readonly client: TokenClient;
  readonly endpoints: Endpoints;
  /** Whether consents are protected by PKCE: when it is wanted, and the server does not say it cannot. */
  readonly pkce: boolean;
}

/** Finds the servers of a client. Rejects with DiscoveryError. */
export async function locate(discovery: Discovery, client: TokenClient, timeoutMs: number): Promise<LocatedClient> {
  if (client.endpoints.kind === 'known') return { client, endpoints: client.endpoints.endpoints, pkce: client.pkce };
  const found = await discovery.metadata(client.endpoints.issuer, client.route, timeoutMs);
  const token = client.route?.clientCertificate === undefined ? found.token : (found.mutualTlsToken ?? found.token);
  return {
    client,
    endpoints: {
      authorization: found.authorization,
      token,
      refresh: token,
      revocation: found.revocation,
      issuer: { id: found.issuer, sent: found.namesIssuer ? 'always' : 'sometimes' },
    },
    pkce: client.pkce && found.takesPkce,
  };
}

/** The server as oauth4webapi wants it, with one of the endpoints as the one to call. */
export const serverAt = ({ endpoints }: LocatedClient, endpoint: 'token' | 'refresh'): AuthorizationServer => ({
  issuer: endpoints.issuer?.id ?? new URL(endpoints.token).origin,
  token_endpoint: endpoints[endpoint],
});
