import Fastify, { type FastifyInstance } from 'fastify';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tokenVerifier } from '../../src/credentials/access/verify-token.ts';
import type { CredentialManager } from '../../src/credentials/credential-manager.ts';
import { httpTransport } from '../../src/credentials/grants/http-transport.ts';
import type { TokenTransport } from '../../src/credentials/grants/transport.ts';
import type { AccessPolicySettings, EntraIssuerSettings, IssuerSettings } from '../../src/credentials/settings.ts';
import { systemClock } from '../../src/gateway/platform/clock.ts';
import { tokenRoutes } from '../../src/management/token-endpoint.ts';
import { Secret } from '../../src/runtime/ports/credential-source.ts';
import { bench } from '../credentials/support/manager.ts';
import { clientCredentialsProvider, connectionSettings } from '../credentials/support/settings.ts';
import { json, startTokenEndpoint } from '../credentials/support/token-endpoint.ts';
import { memoryLog } from '../gateway/support/gateway.ts';
import { startIssuer, type TestIssuer } from '../management/support/issuer.ts';
import { AUDIENCE, GRAPH_AUDIENCE, type Management, startManagement } from '../management/support/management.ts';

const TOKEN_AUDIENCE = 'https://fedpass.example/token';
const TENANT = '11111111-2222-3333-4444-555555555555';
const VICTIM = 'aaaaaaaa-2222-3333-4444-555555555555';
const ENTRA = `https://login.microsoftonline.com/${TENANT}/v2.0`;

const endpoint = await startTokenEndpoint();
endpoint.answer(json({ access_token: 'canary-access', token_type: 'Bearer', expires_in: 3_600 }));
const entraKeys = await generateKeyPair('RS256');
const entraJwk = { ...(await exportJWK(entraKeys.publicKey)), kid: 'e1', alg: 'RS256', use: 'sig' };
/** Entra's keys come from here; all else from where it says. */
const transport: TokenTransport = async (request) =>
  request.url.startsWith('https://login.microsoftonline.com/')
    ? { status: 200, headers: {}, body: JSON.stringify({ keys: [entraJwk] }) }
    : httpTransport(request);

let second: TestIssuer;
let management: Management;
let tokens: FastifyInstance;
let manager: CredentialManager;
const entra: EntraIssuerSettings = { kind: 'entra', tenantIds: [TENANT], audience: GRAPH_AUDIENCE };
const parameters = { clientId: 'c', clientSecret: new Secret('canary-client-secret') };
const connection = (id: string, ...accessPolicies: AccessPolicySettings[]) => connectionSettings({ id, parameters, accessPolicies });

beforeAll(async () => {
  management = await startManagement();
  second = await startIssuer();
  const oidc = ({ issuer, jwksUri }: TestIssuer): IssuerSettings => ({
    kind: 'oidc',
    issuer,
    jwksUri,
    audience: GRAPH_AUDIENCE,
    claims: { objectId: 'sub', appId: 'client_id', groups: 'groups' },
  });
  const issuers = [oidc(management.issuer), oidc(second), entra];
  const alice = { kind: 'principal', name: 'alice', objectId: 'alice', issuer: management.issuer.issuer } as const;
  const bob = { ...alice, name: 'bob', objectId: 'bob' };
  const victim = { kind: 'principal', name: 'victim', objectId: VICTIM, tenantId: TENANT } as const;
  const connections = [connection('alice', alice), connection('bob', bob), connection('victim', victim)];
  const desk = await bench();
  manager = await desk.manager([clientCredentialsProvider(endpoint.url, { connections })], { issuers, transport, clock: systemClock });
  tokens = Fastify();
  tokenRoutes({
    credentials: manager,
    verify: tokenVerifier(issuers, transport, systemClock, { audience: TOKEN_AUDIENCE }),
    log: memoryLog([]),
  })(tokens);
  await tokens.ready();
});
afterAll(async () => {
  await tokens.close();
  await management.close();
  await second.close();
  await endpoint.close();
});

/** Whether a token opens each of the three APIs. */
async function opens(token: string, id = 'alice'): Promise<{ graph: boolean; management: boolean; token: boolean }> {
  const asker = { kind: 'jwt', token: new Secret(token) } as const;
  const graph = await manager.get({ provider: 'crm', connection: id, asker }).then(
    () => true,
    () => false,
  );
  const answer = await tokens.inject({ method: 'POST', url: `/token/crm/${id}`, headers: { authorization: `Bearer ${token}` } });
  const { status } = await management.call('GET', '/authorizationProviders', { token });
  return { graph, management: status === 200, token: answer.statusCode === 200 };
}
const claims = (aud: string | string[]) => ({ aud, sub: 'alice', roles: ['Connections.ReadWrite'], client_id: 'console' });
const none = { graph: false, management: false, token: false };

test('audience crossover between the three APIs', async () => {
  const issued = (aud: string | string[]) => management.issuer.sign(claims(aud));
  expect(await opens(await issued(GRAPH_AUDIENCE))).toEqual({ ...none, graph: true });
  expect(await opens(await issued(AUDIENCE))).toEqual({ ...none, management: true });
  expect(await opens(await issued(TOKEN_AUDIENCE))).toEqual({ ...none, token: true });
  for (const aud of ['', `${TOKEN_AUDIENCE}/`, TOKEN_AUDIENCE.toUpperCase(), 'https://fedpass.example', '*', []])
    expect(await opens(await issued(aud))).toEqual(none);
});

/** A token of Entra for the victim, or one that says so. */
const entraToken = (over: object = {}, key = entraKeys.privateKey) => {
  const now = Math.floor(Date.now() / 1_000);
  const right = { iss: ENTRA, aud: GRAPH_AUDIENCE, ver: '2.0', tid: TENANT, oid: VICTIM, azp: 'app', scp: 'Authorizations.Read' };
  return new SignJWT({ ...right, iat: now, exp: now + 600, ...over }).setProtectedHeader({ alg: 'RS256', kid: 'e1' }).sign(key);
};

test('a second issuer that mints a victim’s oid and tid', async () => {
  expect((await opens(await entraToken(), 'victim')).graph).toBe(true);
  const minted = { aud: GRAPH_AUDIENCE, sub: VICTIM, oid: VICTIM, tid: TENANT, ver: '2.0', azp: 'app', scp: 'Authorizations.Read' };
  for (const token of [
    await second.sign(minted),
    await management.issuer.sign(minted),
    // In the name of Entra, with its own key, and with Entra's key id.
    await second.sign({ ...minted, iss: ENTRA }),
    await second.sign({ ...minted, iss: ENTRA }, { kid: 'e1' }),
    // Its own subject is another's at the first issuer.
    await second.sign({ aud: GRAPH_AUDIENCE, sub: 'alice' }),
  ])
    for (const id of ['victim', 'alice']) expect(await opens(token, id)).toEqual(none);
});

test('JWT tricks with alg, kid, aud, iss and exp', async () => {
  const right = await management.issuer.sign(claims(GRAPH_AUDIENCE));
  const [header = '', payload = '', signature = ''] = right.split('.');
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const read = (text: string) => JSON.parse(Buffer.from(text, 'base64url').toString()) as Record<string, unknown>;
  const jwks = (await (await fetch(management.issuer.jwksUri)).json()) as { keys: object[] };
  const hmac = (key: string) =>
    new SignJWT(read(payload)).setProtectedHeader({ alg: 'HS256', kid: 'k1' }).sign(new TextEncoder().encode(key));
  const evil = await generateKeyPair('RS256');
  const evilJwk = await exportJWK(evil.publicKey);
  const signedByEvil = (more: object) =>
    new SignJWT(read(payload)).setProtectedHeader({ alg: 'RS256', kid: 'k1', ...more }).sign(evil.privateKey);
  const now = Math.floor(Date.now() / 1_000);
  const tricks: Readonly<Record<string, string>> = {
    'alg none': `${part({ alg: 'none' })}.${payload}.`,
    'alg None with the signature': `${part({ alg: 'None', kid: 'k1' })}.${payload}.${signature}`,
    'no alg': `${part({ kid: 'k1' })}.${payload}.${signature}`,
    'the public key as a shared secret': await hmac(JSON.stringify(jwks.keys[0])),
    'an empty shared secret': await hmac(' '),
    'a key in the header': await signedByEvil({ jwk: evilJwk }),
    'a key by URL': await signedByEvil({ jku: `${second.issuer}/keys`, x5u: `${second.issuer}/cert` }),
    'a kid that leads elsewhere': await signedByEvil({ kid: '../../keys/k1' }),
    'a kid that is no text': `${part({ alg: 'RS256', kid: { toString: 'k1' } })}.${payload}.${signature}`,
    'no kid': await signedByEvil({ kid: undefined }),
    'an extension that must be understood': `${part({ ...read(header), crit: ['exp'] })}.${payload}.${signature}`,
    'another payload': `${header}.${part({ ...read(payload), sub: 'bob' })}.${signature}`,
    'no signature': `${header}.${payload}.`,
    'half a signature': `${header}.${payload}.${signature.slice(0, -8)}`,
    'a second signature': `${right}.${signature}`,
    'a JWE by its form': `${right}..`,
    'aud of another': await management.issuer.sign(claims('another')),
    'aud as an object': await management.issuer.sign({ ...claims(GRAPH_AUDIENCE), aud: { 0: GRAPH_AUDIENCE } as unknown as string }),
    'no aud': await management.issuer.sign({ sub: 'alice' }),
    'iss of another': await second.sign({ ...claims(GRAPH_AUDIENCE), iss: management.issuer.issuer }),
    'iss with a slash more': await management.issuer.sign({ ...claims(GRAPH_AUDIENCE), iss: `${management.issuer.issuer}/` }),
    'iss as a list': await management.issuer.sign({ ...claims(GRAPH_AUDIENCE), iss: [management.issuer.issuer] as unknown as string }),
    'no iss': await management.issuer.sign({ ...claims(GRAPH_AUDIENCE), iss: undefined as unknown as string }),
    'exp of yesterday': await management.issuer.sign({ ...claims(GRAPH_AUDIENCE), exp: now - 86_400 }),
    'exp as a text': await management.issuer.sign({ ...claims(GRAPH_AUDIENCE), exp: String(now + 600) as unknown as number }),
    'no exp': await management.issuer.sign({ ...claims(GRAPH_AUDIENCE), exp: undefined as unknown as number }),
    'nbf of tomorrow': await management.issuer.sign({ ...claims(GRAPH_AUDIENCE), nbf: now + 86_400 }),
    'an ID token': await management.issuer.sign({ ...claims(GRAPH_AUDIENCE), nonce: 'n' }),
  };
  expect((await opens(right)).graph).toBe(true);
  for (const [trick, token] of Object.entries(tricks)) expect([trick, await opens(token)]).toEqual([trick, none]);
});

test('a confused deputy by ids that a query chooses', async () => {
  // Whatever id a policy took from the query: with the caller's own token it leads to what is his, and to nothing else.
  const alice = await management.issuer.sign(claims(GRAPH_AUDIENCE));
  const bob = await management.issuer.sign({ ...claims(GRAPH_AUDIENCE), sub: 'bob' });
  const asker = { kind: 'jwt', token: new Secret(alice) } as const;
  expect([(await opens(alice, 'alice')).graph, (await opens(bob, 'bob')).graph]).toEqual([true, true]);
  const codes = new Set<unknown>();
  for (const id of [
    'bob',
    'victim',
    'BOB',
    'bob ',
    '../bob',
    'alice/../bob',
    'bob%00',
    '{crm/bob}',
    'none',
    '',
    '__proto__',
    'constructor',
  ]) {
    const error = await manager.get({ provider: 'crm', connection: id, asker }).catch((one: unknown) => one);
    const { code, message } = error as { code: string; message: string };
    codes.add(code);
    expect([id, message.includes('bob'), message.includes('alice')]).toEqual([id, false, false]);
  }
  expect([...codes].sort()).toEqual(['ACCESS_DENIED', 'CONNECTION_UNAVAILABLE']);
  // And none of these lets the gateway itself in, whose own name such a policy would call with.
  for (const id of ['alice', 'bob', 'victim'])
    await expect(manager.get({ provider: 'crm', connection: id, asker: { kind: 'managed' } })).rejects.toMatchObject({
      code: 'ACCESS_DENIED',
    });
});
