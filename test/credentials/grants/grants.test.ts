import { decodeJwt, decodeProtectedHeader } from 'jose';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { clientCredentials } from '../../../src/credentials/grants/client-credentials.ts';
import { jwtBearer } from '../../../src/credentials/grants/jwt-bearer.ts';
import { tokenExchange } from '../../../src/credentials/grants/token-exchange.ts';
import type { GrantType, ParameterValues, ProviderSettings } from '../../../src/credentials/settings.ts';
import { Secret } from '../../../src/runtime/ports/credential-source.ts';
import { testAuthority } from '../../support/certificates.ts';
import { startGrantServer } from '../support/grant-server.ts';
import { ellipticKey, testKey } from '../support/keys.ts';
import { connectionSettings } from '../support/settings.ts';
import { callToolsFor, clientOf } from '../support/token-clients.ts';

const authority = testAuthority();
const shown = authority.issue('the gateway');
const machine = { grant_types: ['client_credentials'], redirect_uris: [], response_types: [], scope: 'read' } as const;
const SECRET = 'canary client secret/+%&=?';
const server = await startGrantServer(authority, [
  { ...machine, client_id: 'post', client_secret: SECRET, token_endpoint_auth_method: 'client_secret_post' },
  { ...machine, client_id: 'basic: +%', client_secret: SECRET, token_endpoint_auth_method: 'client_secret_basic' },
  ...(['RS256', 'PS256', 'ES256'] as const).map((alg) => ({
    ...machine,
    client_id: alg,
    token_endpoint_auth_method: 'private_key_jwt' as const,
    token_endpoint_auth_signing_alg: alg,
    jwks: { keys: [alg === 'ES256' ? ellipticKey.publicJwk : testKey.publicJwk] as never[] },
  })),
  { ...machine, client_id: 'tls', token_endpoint_auth_method: 'tls_client_auth', tls_client_auth_subject_dn: 'CN=the gateway' },
  {
    ...machine,
    client_id: 'exchanger',
    client_secret: SECRET,
    grant_types: ['urn:ietf:params:oauth:grant-type:token-exchange', 'urn:ietf:params:oauth:grant-type:jwt-bearer'],
  },
]);
afterAll(() => server.close());
beforeEach(() => {
  server.requests.length = 0;
});

const tools = callToolsFor({ timeoutMs: 10_000, clock: { now: Date.now, elapsed: () => performance.now() } });

/** By discovery, and by the URL of the token endpoint. */
const ways: readonly (readonly [string, Pick<ProviderSettings, 'identityProvider' | 'parameters'>])[] = [
  ['oidc', { identityProvider: 'oidc', parameters: { issuer: server.issuer } }],
  ['oauth2', { identityProvider: 'oauth2', parameters: { tokenUrl: server.tokenUrl } }],
];

describe.each(ways)('at a real server, by %s', (_, kind) => {
  const client = (grantType: GrantType, parameters: ParameterValues) =>
    clientOf({
      ...kind,
      id: 'p',
      grantType,
      parameters: { ...kind.parameters, certificateAuthority: authority.certificate, ...parameters },
      connections: [connectionSettings()],
    });
  const secret = { clientSecret: new Secret(SECRET) };

  test.each<[string, ParameterValues]>([
    ['a secret in the body', { clientId: 'post', clientAuthentication: 'client_secret_post', ...secret }],
    [
      'a secret in the header, with signs that need encoding',
      { clientId: 'basic: +%', clientAuthentication: 'client_secret_basic', ...secret },
    ],
    ['a key with RS256', { clientId: 'RS256', clientAuthentication: 'private_key_jwt', privateKey: new Secret(testKey.pem) }],
    [
      'a key with PS256',
      { clientId: 'PS256', clientAuthentication: 'private_key_jwt', privateKey: new Secret(testKey.pem), signingAlgorithm: 'PS256' },
    ],
    ['a key with ES256', { clientId: 'ES256', clientAuthentication: 'private_key_jwt', privateKey: new Secret(ellipticKey.pem) }],
    [
      'a certificate',
      { clientId: 'tls', clientAuthentication: 'tls_client_auth', privateKey: new Secret(shown.key), clientCertificate: shown.certificate },
    ],
  ])('%s', async (__, parameters) => {
    const outcome = await clientCredentials(tools, client('clientCredentials', { ...parameters, scopes: 'read' }));
    expect(outcome).toMatchObject({ kind: 'token', token: { claims: { token_type: 'Bearer', scope: 'read' } } });
  });

  test.each<[string, ParameterValues]>([
    ['another secret', { clientId: 'post', clientAuthentication: 'client_secret_post', clientSecret: new Secret('canary-wrong-secret') }],
    ['another key', { clientId: 'ES256', clientAuthentication: 'private_key_jwt', privateKey: new Secret(testKey.pem) }],
    [
      'another audience',
      {
        clientId: 'RS256',
        clientAuthentication: 'private_key_jwt',
        privateKey: new Secret(testKey.pem),
        jwtAudience: 'https://other.example',
      },
    ],
    ['no certificate', { clientId: 'tls', clientAuthentication: 'none' }],
    ['another certificate', { clientId: 'tls', clientAuthentication: 'tls_client_auth', ...certificateOf('somebody else') }],
  ])('%s: invalid_client, and nothing of it in the words', async (__, parameters) => {
    const outcome = await clientCredentials(tools, client('clientCredentials', parameters));
    expect(outcome).toMatchObject({ kind: 'oauth-error', code: 'invalid_client' });
    expect(JSON.stringify(outcome)).not.toContain('canary');
  });

  test('an assertion lives a minute, is new each time, and says the key and its certificate', async () => {
    const parameters = { clientId: 'RS256', clientAuthentication: 'private_key_jwt', privateKey: new Secret(testKey.pem), keyId: 'rsa' };
    for (let i = 0; i < 2; i++) await clientCredentials(tools, client('clientCredentials', parameters));
    const assertions = server.requests.map((request) => String(request['client_assertion']));
    expect(assertions).toHaveLength(2);
    for (const assertion of assertions) {
      const { exp = 0, iat = 0, ...payload } = decodeJwt(assertion);
      expect(exp - iat).toBe(60);
      expect(payload).toEqual({
        iss: 'RS256',
        sub: 'RS256',
        aud: kind.identityProvider === 'oidc' ? server.issuer : server.tokenUrl,
        jti: expect.stringMatching(/^[\w-]{22}$/),
      });
      expect(decodeProtectedHeader(assertion)).toEqual({ alg: 'RS256', typ: 'JWT', kid: 'rsa' });
    }
    expect(new Set(assertions.map((assertion) => decodeJwt(assertion).jti)).size).toBe(2);
  });

  const exchanger = { clientId: 'exchanger', clientAuthentication: 'client_secret_basic', ...secret };
  const content = (token: string): unknown => JSON.parse(Buffer.from(token, 'base64url').toString());

  test('a caller’s token is exchanged', async () => {
    const alice = new Secret(await server.callerToken('alice'));
    const parameters = { ...exchanger, audience: 'crm', scopes: 'read', actorToken: new Secret('canary-actor') };
    const outcome = await tokenExchange(tools, client('tokenExchange', parameters), alice);
    if (outcome.kind !== 'token') throw new Error(JSON.stringify(outcome));
    expect(content(outcome.token.accessToken)).toEqual(['exchanger', 'alice', 'crm', 'canary-actor']);
    expect(server.requests[0]).toMatchObject({
      subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      actor_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      scope: 'read',
    });
  });

  test('one that is over is not, and is not repeated', async () => {
    const old = await server.callerToken('alice', -120);
    const outcome = await tokenExchange(tools, client('tokenExchange', exchanger), new Secret(old));
    expect(outcome).toEqual({ kind: 'oauth-error', code: 'invalid_grant', status: 400, description: '(withheld: it repeats a secret)' });
  });

  test('the kind of token that was asked for', async () => {
    const alice = new Secret(await server.callerToken('alice'));
    const wanted = { ...exchanger, requestedTokenType: 'urn:ietf:params:oauth:token-type:id_token' };
    expect(await tokenExchange(tools, client('tokenExchange', wanted), alice)).toMatchObject({ kind: 'token' });
  });

  test('our own assertion brings a token, each time with another id', async () => {
    const one = client('jwtBearer', { ...exchanger, privateKey: new Secret(testKey.pem), subject: 'service@example.com' });
    for (let i = 0; i < 2; i++)
      expect(await jwtBearer(tools, one)).toMatchObject({
        kind: 'token',
        token: { accessToken: 'for-service@example.com', lifetimeS: 300 },
      });
    const other = client('jwtBearer', { ...exchanger, privateKey: new Secret(ellipticKey.pem) });
    expect(await jwtBearer(tools, other)).toMatchObject({ kind: 'oauth-error', code: 'invalid_grant' });
  });

  test('a server that is not trusted is sent nothing', async () => {
    const outcome = await clientCredentials(tools, client('clientCredentials', { clientId: 'post', ...secret, certificateAuthority: '' }));
    expect(outcome).toMatchObject({ kind: 'not-sent' });
    expect(server.requests).toEqual([]);
  });
});

function certificateOf(name: string): ParameterValues {
  const { certificate, key } = authority.issue(name);
  return { clientCertificate: certificate, privateKey: new Secret(key) };
}
