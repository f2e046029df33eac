import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decideFor } from '../../../src/credentials/access/access-policy.ts';
import type { TokenPrincipal } from '../../../src/credentials/access/principal.ts';
import type { CredentialManager } from '../../../src/credentials/credential-manager.ts';
import type { IssuerSettings, ProviderSettings } from '../../../src/credentials/settings.ts';
import { systemClock } from '../../../src/gateway/platform/clock.ts';
import { Secret } from '../../../src/runtime/ports/credential-source.ts';
import { startIssuer, type TestIssuer } from '../../management/support/issuer.ts';
import { DEFAULT_RESOURCE, startOAuthServer, type TestOAuthServer } from '../../support/oauth-server.ts';
import { asGateway, bench, REDIRECT } from '../support/manager.ts';

const SIGNED_IN = 'http://127.0.0.1:9/signin/callback';
const secret = 'canary-client-secret';
let server: TestOAuthServer;
let other: TestIssuer;
let manager: CredentialManager;

beforeAll(async () => {
  const client = (client_id: string, redirect: string) => ({
    client_id,
    client_secret: secret,
    grant_types: ['authorization_code', 'refresh_token'],
    redirect_uris: [redirect],
    response_types: ['code' as const],
  });
  server = await startOAuthServer({ clients: [client('sign-in', SIGNED_IN), client('files', REDIRECT)] });
  other = await startIssuer();
  const claims = { objectId: 'sub' };
  const issuers: readonly IssuerSettings[] = [
    { kind: 'oidc', issuer: server.issuer, audience: DEFAULT_RESOURCE, claims },
    { kind: 'oidc', issuer: other.issuer, jwksUri: other.jwksUri, audience: DEFAULT_RESOURCE, claims },
  ];
  const files: ProviderSettings = {
    id: 'files',
    identityProvider: 'oidc',
    grantType: 'authorizationCode',
    parameters: { issuer: server.issuer, clientId: 'files', clientSecret: new Secret(secret), scopes: 'openid offline_access read' },
    connections: [],
    perUser: { connection: 'user-{user}', accessPolicies: [{ kind: 'gateway', name: 'gateway' }] },
  };
  const [issuer] = issuers;
  if (issuer === undefined) throw new Error('no issuer');
  const desk = await bench();
  manager = await desk.manager([files], {
    issuers,
    clock: systemClock,
    signIn: { issuer, clientId: 'sign-in', clientSecret: new Secret(secret), redirectUri: SIGNED_IN },
  });
});
afterAll(async () => {
  await server.close();
  await other.close();
});

/** Up to the moment when the browser is back from signing in. */
async function signedIn() {
  const start = await manager.startSignIn('files');
  if (start.kind !== 'redirect') throw new Error(start.kind);
  return { browser: start.browser.reveal(), parameters: (await server.consent(start.location.reveal())).searchParams };
}

async function connect() {
  const next = await manager.finishSignIn(await signedIn());
  if (next.kind !== 'redirect') throw new Error(next.kind);
  const back = await server.consent(next.location.reveal());
  return manager.finishConsent({ parameters: back.searchParams, browser: next.browser.reveal(), provider: 'files' });
}

const offer = { connectUrl: 'http://127.0.0.1:9/connections/connect/files', missingScopes: ['openid', 'offline_access', 'read'] };

const as = (token: string, connection = 'user-alice') =>
  manager.get({ provider: 'files', connection, asker: { kind: 'jwt', token: new Secret(token) } });

describe('a connection for each user', () => {
  test('signing in as another browser, twice, or never, connects nothing', async () => {
    const arrival = await signedIn();
    expect(await manager.finishSignIn({ ...arrival, browser: 'another' })).toEqual({ kind: 'other-sign-in' });
    expect(await manager.finishSignIn(arrival)).toEqual({ kind: 'unknown-state' });
    expect(await manager.finishSignIn({ parameters: new URLSearchParams('code=x&state=y'), browser: 'z' })).toEqual({
      kind: 'unknown-state',
    });
    const forged = await signedIn();
    forged.parameters.set('code', 'injected');
    expect(await manager.finishSignIn(forged)).toMatchObject({ kind: 'not-signed-in' });
    const mixed = await signedIn();
    mixed.parameters.set('iss', 'https://evil.example');
    expect(await manager.finishSignIn(mixed)).toMatchObject({ kind: 'not-signed-in' });
    expect(await manager.list()).toEqual([]);
  });

  test('is made when its owner signs in and consents, and is his alone', async () => {
    expect(await connect()).toEqual({ kind: 'connected', id: { provider: 'files', connection: 'user-alice' } });
    expect(manager.resources.view.connection({ provider: 'files', connection: 'user-alice' })?.settings.owner).toEqual({
      directory: 'oidc',
      issuer: server.issuer,
      tenantId: undefined,
      objectId: 'alice',
    });
    // Its token is a JWT for alice, so it serves as the one that she calls with.
    const own = (await manager.get(asGateway('files', 'user-alice'))).accessToken.reveal();
    expect((await as(own)).accessToken.reveal()).toBe(own);
    await expect(as(own, 'user-bob')).rejects.toMatchObject({ code: 'CONNECTION_UNAVAILABLE' });
    const minted = await other.sign({ sub: 'alice', aud: DEFAULT_RESOURCE });
    await expect(as(minted)).rejects.toMatchObject({ code: 'ACCESS_DENIED' });
    // Once more, for the same user: the same connection.
    expect(await connect()).toMatchObject({ kind: 'connected' });
    expect(await manager.list()).toHaveLength(1);
  });

  test('whose owner has not connected it yet says so to him, and to others that there is none', async () => {
    const own = (await manager.get(asGateway('files', 'user-alice'))).accessToken.reveal();
    await manager.resources.removeConnection({ provider: 'files', connection: 'user-alice' }, { kind: 'exists' });
    await expect(as(own)).rejects.toMatchObject({ code: 'CONNECTION_REQUIRED', offer });
    await expect(as(await other.sign({ sub: 'bob', aud: DEFAULT_RESOURCE }))).rejects.toMatchObject({ code: 'CONNECTION_UNAVAILABLE' });
    await expect(manager.get(asGateway('files', 'user-alice'))).rejects.toMatchObject({ code: 'CONNECTION_UNAVAILABLE' });
  });

  test('offers its owner, and nobody else, the page on which he connects it again', async () => {
    await connect();
    const own = (await manager.get(asGateway('files', 'user-alice'))).accessToken.reveal();
    const { issuer: elsewhere } = other;
    const lacking = ['files.write'];
    const ask = (token: string, connection = 'user-alice') =>
      manager.offer({ provider: 'files', connection, asker: { kind: 'jwt', token: new Secret(token) } }, lacking);
    expect(await ask(own)).toEqual({ ...offer, missingScopes: lacking });
    expect(await ask(own, 'user-bob')).toBeUndefined();
    expect(await ask(await other.sign({ sub: 'alice', aud: DEFAULT_RESOURCE }))).toBeUndefined();
    expect(await ask(await other.sign({ sub: 'alice', aud: DEFAULT_RESOURCE, iss: elsewhere, exp: 1_000_000_000 }))).toBeUndefined();
    expect(await ask('no token')).toBeUndefined();
    expect(await manager.offer({ provider: 'files', connection: 'user-alice', asker: { kind: 'managed' } }, lacking)).toBeUndefined();

    await manager.disconnect({ provider: 'files', connection: 'user-alice' });
    await expect(as(own)).rejects.toMatchObject({ code: 'CONNECTION_REQUIRED', offer });
    // The gateway itself may use it, and can connect nothing.
    await expect(manager.get(asGateway('files', 'user-alice'))).rejects.toMatchObject({ code: 'CONNECTION_REQUIRED', offer: undefined });
  });

  test('is offered to nobody while the kill switch stops it', async () => {
    await connect();
    const own = (await manager.get(asGateway('files', 'user-alice'))).accessToken.reveal();
    await manager.resources.removeConnection({ provider: 'files', connection: 'user-alice' }, { kind: 'exists' });
    const thing = { kind: 'provider', provider: 'files' } as const;
    await manager.block(thing, 'stolen secret');
    await expect(as(own)).rejects.toMatchObject({ code: 'CONNECTION_UNAVAILABLE', offer: undefined });
    await manager.unblock(thing);
    await expect(as(own)).rejects.toMatchObject({ code: 'CONNECTION_REQUIRED', offer });
  });

  test('a link for it leads to where its owner signs in', async () => {
    await connect();
    expect(await manager.consentUrl('files', 'user-alice')).toEqual({
      kind: 'owner-only',
      page: 'http://127.0.0.1:9/connections/connect/files',
    });
  });

  test('is not to be had with providers that are for all', async () => {
    expect(await manager.startSignIn('none')).toEqual({ kind: 'unknown-connection' });
  });

  test.each<[string, Partial<TokenPrincipal>, string]>([
    ['the owner', {}, 'allowed'],
    ['the same subject of another issuer', { issuer: 'https://other.example' }, 'denied'],
    ['the same subject in another tenant', { tenantId: 't' }, 'denied'],
    ['another spelling', { objectId: 'Alice' }, 'denied'],
    ['an id that claims to be of Entra', { directory: 'entra' }, 'denied'],
    ['an application', { acts: 'as-app' }, 'denied'],
    ['somebody whom an access policy names', { objectId: 'bob' }, 'denied'],
  ])('access of %s', (_, over, kind) => {
    const issuer = 'https://login.example';
    const owner = { directory: 'oidc', issuer, tenantId: undefined, objectId: 'alice' } as const;
    const principal: TokenPrincipal = { kind: 'token', ...owner, appId: undefined, acts: 'for-user', groups: [], ...over };
    const bob = { kind: 'principal', name: 'bob', objectId: 'bob', issuer } as const;
    expect(decideFor({ owner, accessPolicies: [bob] }, principal).kind).toBe(kind);
  });
});
