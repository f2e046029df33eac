import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { expect, test } from 'vitest';
import type { TokenTransport } from '../../../src/credentials/grants/transport.ts';
import type { EntraIssuerSettings, ProviderSettings } from '../../../src/credentials/settings.ts';
import { Secret } from '../../../src/runtime/ports/credential-source.ts';
import { bench } from '../support/manager.ts';
import { straightBack } from '../support/rotating-provider.ts';

const TENANT = '11111111-2222-3333-4444-555555555555';
const OTHER = '99999999-2222-3333-4444-555555555555';
const LOGIN = `https://login.microsoftonline.com/${TENANT}`;
const V2 = `${LOGIN}/v2.0`;
const CLIENT = 'sign-in-client';
const { privateKey, publicKey } = await generateKeyPair('RS256');
const foreign = await generateKeyPair('RS256');
const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' };

const entra: EntraIssuerSettings = { kind: 'entra', tenantIds: [TENANT.toUpperCase()], audience: 'urn:fedpass' };
const files: ProviderSettings = {
  id: 'files',
  identityProvider: 'oauth2pkce',
  grantType: 'authorizationCode',
  parameters: {
    authorizationUrl: 'https://files.example/authorize',
    tokenUrl: 'https://files.example/token',
    clientId: 'files-client',
    clientSecret: new Secret('canary-client-secret'),
  },
  connections: [],
  perUser: { connection: 'user-{user}', accessPolicies: [] },
};

type Claims = Readonly<Record<string, unknown>>;

/** Somebody signs in at Entra, whose ID token says what a test wants. */
async function signIn(claims: Claims, key = privateKey) {
  let nonce = '';
  const desk = await bench();
  const page = async (url: string): Promise<object | undefined> => {
    if (url === `${V2}/.well-known/openid-configuration`)
      return {
        issuer: V2,
        authorization_endpoint: `${LOGIN}/oauth2/v2.0/authorize`,
        token_endpoint: `${LOGIN}/oauth2/v2.0/token`,
        jwks_uri: `${LOGIN}/discovery/v2.0/keys`,
        response_types_supported: ['code'],
        code_challenge_methods_supported: ['S256'],
      };
    if (url === `${LOGIN}/discovery/v2.0/keys`) return { keys: [jwk] };
    if (url !== `${LOGIN}/oauth2/v2.0/token`) return undefined;
    const now = Math.floor(desk.clock.now() / 1_000);
    const right = { iss: V2, aud: CLIENT, ver: '2.0', tid: TENANT, oid: 'ALICE', sub: 'pairwise', nonce, iat: now, exp: now + 600 };
    const idToken = await new SignJWT({ ...right, ...claims }).setProtectedHeader({ alg: 'RS256', kid: 'k1' }).sign(key);
    return { access_token: 'canary-access', token_type: 'Bearer', expires_in: 600, id_token: idToken };
  };
  const transport: TokenTransport = async ({ url }) => {
    const body = await page(url);
    return { status: body === undefined ? 404 : 200, headers: {}, body: JSON.stringify(body ?? {}) };
  };
  const manager = await desk.manager([files], {
    issuers: [entra],
    transport,
    signIn: {
      issuer: entra,
      clientId: CLIENT,
      clientSecret: new Secret('canary-sign-in'),
      redirectUri: 'http://127.0.0.1:9/signin/callback',
    },
  });
  const start = await manager.startSignIn('files');
  if (start.kind !== 'redirect') throw new Error(start.kind);
  const location = new URL(start.location.reveal());
  nonce = location.searchParams.get('nonce') ?? '';
  const parameters = (await straightBack(location.href)).searchParams;
  return { manager, location, finish: await manager.finishSignIn({ parameters, browser: start.browser.reveal() }) };
}

test('signs in at the directory itself, and owns what he connects by directory and object id', async () => {
  const { manager, location, finish } = await signIn({});
  expect(`${location.origin}${location.pathname}`).toBe(`${LOGIN}/oauth2/v2.0/authorize`);
  expect(Object.fromEntries(location.searchParams)).toMatchObject({ client_id: CLIENT, scope: 'openid', code_challenge_method: 'S256' });
  expect(finish).toMatchObject({ kind: 'redirect', id: { provider: 'files', connection: 'user-alice' } });
  expect(manager.resources.view.connection({ provider: 'files', connection: 'user-alice' })?.settings.owner).toEqual({
    directory: 'entra',
    tenantId: TENANT,
    objectId: 'alice',
  });
});

const later = Math.floor(Date.now() / 1_000) + 86_400;
test.each<[string, Claims]>([
  ['of another directory', { tid: OTHER }],
  ['without a directory', { tid: undefined }],
  ['without an object id', { oid: undefined }],
  ['with an empty object id', { oid: '' }],
  ['of another issuer', { iss: `https://login.microsoftonline.com/${OTHER}/v2.0` }],
  ['of the issuer of v1', { iss: `https://sts.windows.net/${TENANT}/`, ver: '1.0' }],
  ['of common', { iss: 'https://login.microsoftonline.com/common/v2.0' }],
  ['for another client', { aud: 'urn:fedpass' }],
  ['for several clients, issued to another', { aud: [CLIENT, 'other'], azp: 'other' }],
  ['of another sign-in', { nonce: 'another' }],
  ['of no sign-in', { nonce: undefined }],
  ['that is over', { exp: 1_000_000_000 }],
  ['that is not valid yet', { nbf: later }],
  ['without an end', { exp: undefined }],
])('an ID token %s signs nobody in', async (_, claims) => {
  const { manager, finish } = await signIn(claims);
  expect(finish).toMatchObject({ kind: 'not-signed-in' });
  expect(JSON.stringify(finish)).not.toContain('canary');
  expect(await manager.list()).toEqual([]);
});

test('an ID token of another key signs nobody in', async () => {
  const { manager, finish } = await signIn({}, foreign.privateKey);
  expect(finish).toMatchObject({ kind: 'not-signed-in' });
  expect(await manager.list()).toEqual([]);
});
