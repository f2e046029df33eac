import { authorizationCodeGrantRequest, calculatePKCECodeChallenge, nopkce } from 'oauth4webapi';
import type { GrantOutcome } from './outcome.ts';
import { type CallTools, tokenCall } from './token-call.ts';
import { serverAt, type TokenClient } from './token-client.ts';

/** Where the person is sent to consent (RFC 6749 §4.1.1, RFC 7636 §4.3). Parameters of the settings never replace the protocol's own. */
export async function authorizationUrl(
  client: TokenClient,
  at: { readonly state: string; readonly redirectUri: string; readonly verifier: string | undefined },
): Promise<string> {
  const url = new URL(client.endpoints.authorization);
  const parameters = {
    ...client.extra.authorization,
    ...(client.scope === undefined ? {} : { scope: client.scope }),
    response_type: 'code',
    client_id: client.client.client_id,
    redirect_uri: at.redirectUri,
    state: at.state,
    ...(at.verifier === undefined ? {} : { code_challenge: await calculatePKCECodeChallenge(at.verifier), code_challenge_method: 'S256' }),
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}

/** RFC 6749 §4.1.3. `callback` is what oauth4webapi's validateAuthResponse returned. */
export function exchangeCode(
  tools: CallTools,
  client: TokenClient,
  at: { readonly callback: URLSearchParams; readonly redirectUri: string; readonly verifier: string | undefined },
): Promise<GrantOutcome> {
  const additionalParameters = { ...client.extra.token };
  const sent = [at.callback.get('code') ?? '', at.verifier ?? ''];
  return tokenCall(tools, client, sent, (options) =>
    authorizationCodeGrantRequest(
      serverAt(client, 'token'),
      client.client,
      client.authentication,
      at.callback,
      at.redirectUri,
      at.verifier ?? nopkce,
      { ...options, additionalParameters },
    ),
  );
}
