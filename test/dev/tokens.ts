import { createServer, type Server } from 'node:http';
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { close, listen } from '../../src/dev/listen.ts';
import type { DemoApplication } from '../../src/dev/oauth/applications.ts';

/** An issuer whose tokens the tests make themselves, so that each may be wrong in one way. */
export interface TestIssuer {
  readonly issuer: string;
  readonly jwksUrl: string;
  /** A token that the service of `application` accepts, but for what is changed. */
  token(application: DemoApplication, changes?: TokenChanges): Promise<string>;
  close(): Promise<void>;
}

export interface TokenChanges {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly typ?: string;
  readonly key?: CryptoKey;
}

export async function startTestIssuer(): Promise<TestIssuer> {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'test', alg: 'RS256' };
  const server: Server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ keys: [jwk] }));
  });
  const issuer = `http://127.0.0.1:${await listen(server, 0)}`;
  return {
    issuer,
    jwksUrl: `${issuer}/jwks`,
    token: (application, changes = {}) => {
      const now = Math.floor(Date.now() / 1000);
      const claims = {
        iss: issuer,
        aud: application.audience,
        sub: application.grant === 'authorization_code' ? 'ada' : application.clientId,
        scope: application.requiredScope,
        jti: `jti-of-${application.name}`,
        iat: now,
        exp: now + 300,
        ...changes.claims,
      };
      return new SignJWT(claims)
        .setProtectedHeader({ alg: 'RS256', typ: changes.typ ?? 'at+jwt', kid: 'test' })
        .sign(changes.key ?? privateKey);
    },
    close: () => close(server),
  };
}
