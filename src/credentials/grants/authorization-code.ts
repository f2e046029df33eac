import { calculatePKCECodeChallenge } from 'oauth4webapi';
import type { LocatedClient } from './locate.ts';
import type { GrantOutcome } from './outcome.ts';
import { type CallTools, tokenCall } from './token-call.ts';
import { over, type TokenClient } from './token-client.ts';

/**
 * Where the person is sent to consent (RFC 6749 §4.1.1, RFC 7636 §4.3). Parameters of the settings never replace the protocol's own.
 * Undefined when the server has no authorization endpoint.
 */
export async function authorizationUrl(
  { client, endpoints }: LocatedClient,
  at: { readonly state: string; readonly redirectUri: string; readonly verifier: string | undefined },
): Promise<string | undefined> {
  if (endpoints.authorization === undefined) return undefined;
  const url = new URL(endpoints.authorization);
  const own: [string, string][] = [
    ...(client.scope === undefined ? [] : [[client.scopeStyle.name, client.scope] as [string, string]]),
    ['response_type', 'code'],
    ['client_id', client.clientId],
    ['redirect_uri', at.redirectUri],
    ['state', at.state],
  ];
  if (at.verifier !== undefined)
    own.push(['code_challenge', await calculatePKCECodeChallenge(at.verifier)], ['code_challenge_method', 'S256']);
  const parameters = over(client.authorizationParameters, own);
  for (const [name] of parameters) url.searchParams.delete(name);
  for (const [name, value] of parameters) url.searchParams.append(name, value);
  return url.href;
}

/** RFC 6749 §4.1.3. `code`: from a callback that was checked. */
export function exchangeCode(
  tools: CallTools,
  client: TokenClient,
  at: { readonly code: string; readonly redirectUri: string; readonly verifier: string | undefined },
): Promise<GrantOutcome> {
  return tokenCall(tools, client, {
    grant: 'authorizationCode',
    parameters: () => [
      ['code', at.code],
      ['redirect_uri', at.redirectUri],
      ...(at.verifier === undefined ? [] : [['code_verifier', at.verifier] as const]),
    ],
  });
}
