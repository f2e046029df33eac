import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, describe, expect, test } from 'vitest';
import type { TokenPrincipal } from '../../../src/credentials/access/principal.ts';
import { httpTransport } from '../../../src/credentials/grants/http-transport.ts';
import type { TokenTransport } from '../../../src/credentials/grants/transport.ts';
import { type Block, refusingBlocked, userDigest } from '../../../src/credentials/kill-switch/blocks.ts';
import type { AccessPolicySettings, IssuerSettings } from '../../../src/credentials/settings.ts';
import { type CredentialRequest, Secret } from '../../../src/runtime/ports/credential-source.ts';
import { asGateway, type Bench, bench } from '../support/manager.ts';
import { clientCredentialsProvider, connectionSettings, gatewayMay } from '../support/settings.ts';
import { json, startTokenEndpoint } from '../support/token-endpoint.ts';

const endpoint = await startTokenEndpoint();
endpoint.answer(json({ access_token: 'canary-access', token_type: 'Bearer', expires_in: 3_600 }));
afterAll(() => endpoint.close());

const { privateKey, publicKey } = await generateKeyPair('RS256');
const jwks = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'k' }] });
const transport: TokenTransport = async (request) =>
  request.method === 'GET' ? { status: 200, headers: {}, body: jwks } : httpTransport(request);
const issuer: IssuerSettings = {
  kind: 'oidc',
  issuer: 'https://login.example',
  audience: 'fedpass',
  jwksUri: 'https://login.example/keys',
  claims: { objectId: 'sub' },
};
const may = (objectId: string): AccessPolicySettings => ({ kind: 'principal', name: objectId, objectId, issuer: 'https://login.example' });

async function tokenOf(sub: string, { clock }: Bench): Promise<Secret> {
  const payload = { iss: 'https://login.example', aud: 'fedpass', sub, exp: Math.floor(clock.now() / 1_000) + 600 };
  return new Secret(await new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid: 'k' }).sign(privateKey));
}

async function guarded(...accessPolicies: AccessPolicySettings[]) {
  const desk = await bench();
  const provider = clientCredentialsProvider(endpoint.url);
  const parameters = provider.connections[0]?.parameters ?? {};
  const settings = { ...provider, connections: [connectionSettings({ parameters, accessPolicies })] };
  return { desk, settings, manager: await desk.manager([settings], { issuers: [issuer], transport }) };
}

const as = async (sub: string, desk: Bench): Promise<CredentialRequest> => ({
  provider: 'crm',
  connection: 'org',
  asker: { kind: 'jwt', token: await tokenOf(sub, desk) },
});

describe('every get and every peek is guarded, also of a token in memory', () => {
  test('the gateway may, alice may not', async () => {
    const { desk, manager } = await guarded(gatewayMay);
    const alice = await as('alice', desk);
    await expect(manager.get(alice)).rejects.toMatchObject({ code: 'ACCESS_DENIED' });
    expect(endpoint.seen).toHaveLength(0);
    expect(await manager.get(asGateway('crm'))).toBeDefined();
    expect(manager.peek(asGateway('crm'))).toBeDefined();
    expect(manager.peek(alice)).toBeUndefined();
    await expect(manager.get(alice)).rejects.toMatchObject({ code: 'ACCESS_DENIED' });
  });

  test('alice may, the gateway and bob may not', async () => {
    const { desk, manager } = await guarded(may('alice'));
    const [alice, bob] = [await as('alice', desk), await as('bob', desk)];
    const token = await manager.get(alice);
    expect(manager.peek(alice)).toBe(token);
    for (const other of [bob, asGateway('crm')]) {
      expect(manager.peek(other)).toBeUndefined();
      await expect(manager.get(other)).rejects.toMatchObject({ code: 'ACCESS_DENIED' });
      expect(manager.peek(other)).toBeUndefined();
    }
  });

  test('without any policy nobody may', async () => {
    const { desk, manager } = await guarded();
    for (const one of [asGateway('crm'), await as('alice', desk)])
      await expect(manager.get(one)).rejects.toMatchObject({ code: 'ACCESS_DENIED', detail: 'the connection has no access policy' });
  });

  test('a policy taken away counts at once', async () => {
    const { desk, settings, manager } = await guarded(may('alice'));
    const alice = await as('alice', desk);
    await manager.get(alice);
    manager.reload([
      { ...settings, connections: settings.connections.map((connection) => ({ ...connection, accessPolicies: [may('bob')] })) },
    ]);
    expect(manager.peek(alice)).toBeUndefined();
    await expect(manager.get(alice)).rejects.toMatchObject({ code: 'ACCESS_DENIED' });
  });

  test('a bearer token that is over opens nothing any more', async () => {
    const { desk, manager } = await guarded(may('alice'));
    const alice = await as('alice', desk);
    await manager.get(alice);
    desk.clock.advance(661_000);
    expect(manager.peek(alice)).toBeUndefined();
    await expect(manager.get(alice)).rejects.toMatchObject({ code: 'UNAUTHENTICATED', detail: 'the token is over' });
  });

  test('the caller hears nothing of the reason, the operator does', async () => {
    const { desk, manager } = await guarded(may('alice'));
    const denied = await Promise.all(
      [await as('bob', desk), asGateway('crm'), { ...asGateway('crm'), asker: { kind: 'jwt', token: new Secret('x') } } as const].map(
        (one) => manager.get(one).catch((error: unknown) => error as Error & { detail: string }),
      ),
    );
    expect(new Set(denied.map((error) => ('message' in error ? error.message : '')))).toEqual(
      new Set([
        'permission denied by the access policies of this connection',
        'sign in again: the bearer token of the request does not count here, or no longer',
      ]),
    );
    expect(denied.map((error) => ('detail' in error ? error.detail : ''))).toEqual([
      'no access policy names the principal',
      'no access policy names the identity of the gateway',
      'the token is not a JWT of a configured issuer',
    ]);
  });
});

describe("the gateway's identity", () => {
  test('is made with the store and kept there', async () => {
    const { desk, settings, manager } = await guarded(gatewayMay);
    const { identity } = manager;
    expect(identity.objectId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect((await desk.manager([settings])).identity).toEqual(identity);
    const named = {
      ...settings,
      connections: settings.connections.map((one) => ({
        ...one,
        accessPolicies: [{ kind: 'principal', name: 'me', ...identity } as const],
      })),
    };
    await expect((await desk.manager([named])).get(asGateway('crm'))).resolves.toBeDefined();
  });

  test('two processes that begin on a new store agree', async () => {
    const desk = await bench();
    const managers = await Promise.all(Array.from({ length: 5 }, () => desk.manager([])));
    expect(new Set(managers.map((manager) => manager.identity.objectId)).size).toBe(1);
  });

  test('from the settings goes before the one in the store', async () => {
    const desk = await bench();
    const identity = { objectId: 'o', tenantId: 't' };
    expect((await desk.manager([], { identity })).identity).toEqual(identity);
  });
});

test.each([
  ['of nobody that is known', 'not a token'],
  ['that is empty', ''],
])('a token %s is told to sign in, whether there is such a connection or not', async (_what, text) => {
  const { manager } = await guarded(may('alice'));
  const asker = { kind: 'jwt', token: new Secret(text) } as const;
  for (const connection of ['org', 'none'])
    await expect(manager.get({ provider: 'crm', connection, asker })).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
      message: 'sign in again: the bearer token of the request does not count here, or no longer',
      detail: 'the token is not a JWT of a configured issuer',
    });
  expect(manager.peek({ provider: 'crm', connection: 'org', asker })).toBeUndefined();
});

test('the kill switch stops a user, and nobody else', async () => {
  const { desk, manager } = await guarded(may('alice'), may('bob'));
  const [alice, bob] = [await as('alice', desk), await as('bob', desk)];
  await manager.get(alice);
  await manager.get(bob);
  expect(manager.peek(alice)).toBeDefined();
  const thing = { kind: 'user', user: userDigest('https://login.example', 'alice') } as const;
  await manager.block(thing, 'stolen laptop');
  expect(manager.peek(alice)).toBeUndefined();
  await expect(manager.get(alice)).rejects.toMatchObject({ code: 'ACCESS_DENIED', message: expect.not.stringContaining('laptop') });
  expect(manager.peek(bob)).toBeDefined();
  await manager.unblock(thing);
  expect(await manager.get(alice)).toBeDefined();
});

test('the kill switch stops a user at our other APIs, and nobody else', async () => {
  const principal = (objectId: string): TokenPrincipal => ({
    kind: 'token',
    directory: 'oidc',
    issuer: 'https://login.example',
    objectId,
    tenantId: undefined,
    appId: undefined,
    acts: 'for-user',
    groups: [],
  });
  let blocks: readonly Block[] = [];
  const verify = refusingBlocked(
    async (token) => ({ kind: 'principal', principal: principal(token.reveal()), validUntil: 1 }),
    () => blocks,
  );
  const kinds = async () => [(await verify(new Secret('alice'))).kind, (await verify(new Secret('bob'))).kind];
  expect(await kinds()).toEqual(['principal', 'principal']);
  blocks = [{ thing: { kind: 'user', user: userDigest('https://login.example', 'alice') }, why: 'stolen laptop', since: 0 }];
  expect(await kinds()).toEqual(['refused', 'principal']);
});
