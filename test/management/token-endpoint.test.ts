import Fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TokenPrincipal } from '../../src/credentials/access/principal.ts';
import { tokenVerifier } from '../../src/credentials/access/verify-token.ts';
import type { CredentialManager } from '../../src/credentials/credential-manager.ts';
import { httpTransport } from '../../src/credentials/grants/http-transport.ts';
import { userDigest } from '../../src/credentials/kill-switch/blocks.ts';
import type { IssuerSettings } from '../../src/credentials/settings.ts';
import { systemClock } from '../../src/gateway/platform/clock.ts';
import { tokenRoutes } from '../../src/management/token-endpoint.ts';
import { CredentialError, Secret } from '../../src/runtime/ports/credential-source.ts';
import { bench } from '../credentials/support/manager.ts';
import { clientCredentialsProvider, codeProvider, connectionSettings, gatewayMay } from '../credentials/support/settings.ts';
import { json, startTokenEndpoint } from '../credentials/support/token-endpoint.ts';
import { type LogLine, memoryLog } from '../gateway/support/gateway.ts';
import { startIssuer, type TestIssuer } from './support/issuer.ts';

const AUDIENCE = 'https://fedpass.example/token';
const endpoint = await startTokenEndpoint();
endpoint.answer(json({ access_token: 'canary-access', token_type: 'Bearer', expires_in: 3_600, scope: 'read' }));
const app = Fastify();
const log: LogLine[] = [];
let manager: CredentialManager;
let issuer: TestIssuer;
let other: TestIssuer;

beforeAll(async () => {
  issuer = await startIssuer();
  other = await startIssuer();
  const issuers: readonly IssuerSettings[] = [issuer, other].map(({ issuer: name, jwksUri }) => ({
    kind: 'oidc',
    issuer: name,
    jwksUri,
    audience: 'fedpass',
    claims: { objectId: 'sub', appId: 'client_id' },
  }));
  const parameters = { clientId: 'c', clientSecret: new Secret('canary-client-secret') };
  const alice = { kind: 'principal', name: 'alice', objectId: 'alice', issuer: issuer.issuer } as const;
  const [signInIssuer] = issuers;
  if (signInIssuer === undefined) throw new Error('no issuer');
  const desk = await bench();
  manager = await desk.manager(
    [
      clientCredentialsProvider(endpoint.url, {
        connections: [
          connectionSettings({ id: 'alice', parameters, accessPolicies: [alice] }),
          connectionSettings({ id: 'console', parameters, accessPolicies: [{ ...alice, appIds: ['console'] }] }),
          connectionSettings({ id: 'gateway', parameters, accessPolicies: [gatewayMay] }),
        ],
      }),
      codeProvider(endpoint.url, {
        connections: [connectionSettings({ id: 'shared', accessPolicies: [alice] })],
        perUser: { connection: 'user-{user}', accessPolicies: [] },
      }),
    ],
    {
      issuers,
      clock: systemClock,
      signIn: { issuer: signInIssuer, clientId: 's', clientSecret: new Secret('s'), redirectUri: 'http://127.0.0.1:9/signin' },
    },
  );
  tokenRoutes({
    credentials: manager,
    verify: tokenVerifier(issuers, httpTransport, systemClock, { audience: AUDIENCE }),
    log: memoryLog(log),
  })(app);
  await app.ready();
});
afterAll(async () => {
  await app.close();
  await endpoint.close();
  await issuer.close();
  await other.close();
});

const ask = async (path: string, claims: object | null, from = issuer) =>
  app.inject({
    method: 'POST',
    url: path,
    headers:
      claims === null
        ? {}
        : { authorization: `Bearer ${await from.sign({ aud: AUDIENCE, sub: 'alice', client_id: 'console', ...claims })}` },
  });

describe('the token endpoint', () => {
  test('hands a token to whom an access policy names', async () => {
    const answer = await ask('/token/crm/alice', {});
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({ access_token: 'canary-access', token_type: 'Bearer', expires_in: expect.any(Number), scope: 'read' });
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    expect(JSON.stringify(log)).not.toContain(answer.json().access_token);
    expect((await ask('/token/CRM/Alice', {})).statusCode).toBe(200);
  });

  const none = { error: { code: 'CONNECTION_UNAVAILABLE', message: 'this connection is not available' } };
  test.each<[string, string, object]>([
    ['another user', '/token/crm/alice', { sub: 'bob' }],
    ['another application of the user', '/token/crm/console', { client_id: 'other' }],
    ['a connection that only the gateway may use', '/token/crm/gateway', {}],
    ['a connection that is not there', '/token/crm/none', {}],
    ['a provider that is not there', '/token/none/alice', {}],
    ['an id that leads elsewhere', '/token/crm/..%2Falice', {}],
    ['an id with a colon', '/token/crm/a:b', {}],
  ])('%s: all look as if nothing were there', async (_, path, claims) => {
    const answer = await ask(path, claims);
    expect(answer.statusCode).toBe(404);
    expect(answer.json()).toEqual(none);
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  test('tells the owner of a connection that is not connected where he connects it, and nobody else', async () => {
    const answer = await ask('/token/files/user-alice', {});
    expect(answer.statusCode).toBe(409);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.json().error).toEqual({
      code: 'CONNECTION_REQUIRED',
      message: 'this connection has to be connected first',
      connectUrl: 'http://127.0.0.1:9/connections/connect/files',
      missingScopes: ['read', 'offline_access'],
    });
    expect((await ask('/token/files/user-alice', { sub: 'bob' })).json()).toEqual(none);
    // To sign in there would make a connection for another alice.
    expect((await ask('/token/files/user-alice', {}, other)).json()).toEqual(none);
    // An access policy lets her have its token, but it is the organisation's to connect.
    expect((await ask('/token/files/shared', {})).json()).toEqual(none);
  });

  test('a user whom the kill switch stops, and nobody else', async () => {
    const thing = { kind: 'user', user: userDigest(issuer.issuer, 'alice') } as const;
    expect((await ask('/token/crm/alice', {})).statusCode).toBe(200);
    await manager.block(thing, 'stolen laptop');
    const answer = await ask('/token/crm/alice', {});
    expect([answer.statusCode, answer.json()]).toEqual([404, none]);
    await manager.unblock(thing);
    expect((await ask('/token/crm/alice', {})).statusCode).toBe(200);
  });

  test('a second issuer that mints the same subject', async () => {
    expect((await ask('/token/crm/alice', {}, other)).json()).toEqual(none);
    expect((await ask('/token/crm/alice', { iss: issuer.issuer }, other)).statusCode).toBe(401);
  });

  test.each<[string, object | null]>([
    ['no token', null],
    ['a token for the graph', { aud: 'fedpass' }],
    ['a token for the management API', { aud: 'https://fedpass.example/management' }],
    ['a token that is over', { exp: 1_000_000_000 }],
  ])('%s', async (_, claims) => {
    const answer = await ask('/token/crm/alice', claims);
    expect(answer.statusCode).toBe(401);
    expect(answer.headers['www-authenticate']).toBe('Bearer');
  });

  test('tokens in addresses and bodies, and other methods, do not count', async () => {
    const token = await issuer.sign({ aud: AUDIENCE, sub: 'alice' });
    expect((await app.inject({ method: 'POST', url: `/token/crm/alice?access_token=${token}` })).statusCode).toBe(401);
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await app.inject({ method: 'POST', url: '/token/crm/alice', headers, payload: `access_token=${token}` })).statusCode).toBe(401);
    expect((await app.inject({ method: 'GET', url: '/token/crm/alice', headers: { authorization: `Bearer ${token}` } })).statusCode).toBe(
      404,
    );
    expect((await app.inject({ method: 'OPTIONS', url: '/token/crm/alice', headers: { origin: 'https://x.example' } })).statusCode).toBe(
      404,
    );
  });
});

const alice: TokenPrincipal = {
  kind: 'token',
  directory: 'oidc',
  issuer: 'https://issuer.example.com',
  objectId: 'alice',
  tenantId: undefined,
  appId: undefined,
  acts: 'for-user',
  groups: [],
};

test.each([
  ['PROVIDER_DOWN', 1_200, 503, '2'],
  ['CONNECTION_THROTTLED', 30_000, 429, '30'],
  ['PROVIDER_DOWN', undefined, 503, undefined],
] as const)('%s that lasts %s ms is answered with status %i and Retry-After %s', async (code, retryAfterMs, status, header) => {
  const failing = Fastify();
  const at = { provider: 'crm', connection: 'alice', ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  tokenRoutes({
    credentials: { tokenFor: () => Promise.reject(new CredentialError(code, 'not now', at)) },
    verify: async () => ({ kind: 'principal', principal: alice, validUntil: Number.MAX_SAFE_INTEGER }),
    log: memoryLog([]),
  })(failing);
  const answer = await failing.inject({ method: 'POST', url: '/token/crm/alice', headers: { authorization: 'Bearer canary' } });
  expect([answer.statusCode, answer.headers['retry-after']]).toEqual([status, header]);
  await failing.close();
});
