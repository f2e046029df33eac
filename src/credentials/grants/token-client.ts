import { type AuthorizationServer, type Client, type ClientAuth, ClientSecretPost, None } from 'oauth4webapi';
import type { Secret } from '../../runtime/ports/credential-source.ts';
import type { CheckOptions } from '../providers/check-settings.ts';
import { allowPlainHttp } from '../providers/check-settings.ts';
import { isLoopback } from '../providers/endpoint-url.ts';
import type { EffectiveParameters } from '../providers/parameters.ts';
import type { Endpoints, ExtraParameters, ProviderDefinition } from '../providers/provider.ts';

/** Everything a token request of one connection is made from. */
export interface TokenClient {
  readonly client: Client;
  readonly authentication: ClientAuth;
  readonly endpoints: Endpoints;
  readonly scope: string | undefined;
  readonly extra: ExtraParameters;
  readonly pkce: boolean;
  readonly unstatedLifetime: ProviderDefinition['unstatedLifetime'];
  readonly clientSecret: Secret | undefined;
  /** Whether this URL may be plain http. */
  mayBePlain(url: string): boolean;
}

export function tokenClient(definition: ProviderDefinition, parameters: EffectiveParameters, options: CheckOptions): TokenClient {
  const { read } = parameters;
  const secret = parameters.secret('clientSecret');
  return {
    client: { client_id: read('clientId') ?? '' },
    authentication: authenticate(definition.clientAuthentication(read), secret),
    endpoints: definition.endpoints(read),
    scope: joinScopes(read('scopes'), definition.scopeSeparator),
    extra: definition.extra?.(read) ?? {},
    pkce: definition.pkce(read),
    unstatedLifetime: definition.unstatedLifetime,
    clientSecret: secret,
    mayBePlain: (url) => options[allowPlainHttp] === true || isLoopback(new URL(url).hostname),
  };
}

/** The server as oauth4webapi wants it, with one of the endpoints as the one to call. */
export const serverAt = (client: TokenClient, endpoint: 'token' | 'refresh'): AuthorizationServer => ({
  issuer: client.endpoints.issuer?.id ?? new URL(client.endpoints.token).origin,
  token_endpoint: client.endpoints[endpoint],
});

/** An empty secret is none: a public client. */
function authenticate(method: 'client_secret_basic' | 'client_secret_post', secret: Secret | undefined): ClientAuth {
  const text = secret?.reveal() ?? '';
  if (text === '') return None();
  return method === 'client_secret_post' ? ClientSecretPost(text) : basic(text);
}

/**
 * RFC 6749 §2.3.1 with the form encoding of the URL standard. oauth4webapi's own also escapes `-`, `.` and `_`, which servers that
 * forget to decode then do not recognise.
 */
const basic =
  (secret: string): ClientAuth =>
  (_server, client, _body, headers) =>
    headers.set('authorization', `Basic ${Buffer.from(`${formEncode(client.client_id)}:${formEncode(secret)}`).toString('base64')}`);

export const formEncode = (text: string): string => new URLSearchParams([['', text]]).toString().slice(1);

function joinScopes(scopes: string | undefined, separator: ProviderDefinition['scopeSeparator']): string | undefined {
  if (scopes === undefined || scopes.trim() === '') return undefined;
  return separator === 'verbatim'
    ? scopes.trim()
    : scopes
        .trim()
        .split(/[\s,]+/)
        .join(separator);
}
