import { createHash, randomBytes } from 'node:crypto';
import type { TestOAuthServer } from '../../support/oauth-server.ts';

/** A client of the OAuth server by which people get tokens for an API, as an application of theirs would. */
export interface TestApplication {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string;
}

/** The access token of a person for an API: authorization code with PKCE (RFC 6749 §4.1, RFC 7636). */
export async function tokenOf(person: string, audience: string, oauth: TestOAuthServer, application: TestApplication): Promise<string> {
  const { clientId, clientSecret, redirectUri } = application;
  const verifier = randomBytes(32).toString('base64url');
  const url = new URL(oauth.authorizationUrl);
  url.search = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    scope: 'openid read',
    resource: audience,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  }).toString();
  const back = await oauth.consent(url.href, person);
  const answer = await fetch(oauth.tokenUrl, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}` },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: back.searchParams.get('code') ?? '',
      redirect_uri: redirectUri,
      code_verifier: verifier,
    }),
  });
  const { access_token: token } = (await answer.json()) as { readonly access_token?: string };
  if (token === undefined) throw new Error(`there is no token for ${person}: status ${answer.status}`);
  return token;
}
