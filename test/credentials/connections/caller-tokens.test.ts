import { createPrivateKey } from 'node:crypto';
import { SignJWT } from 'jose';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { CredentialManager } from '../../../src/credentials/credential-manager.ts';
import type { AccessPolicySettings, IssuerSettings, ProviderSettings } from '../../../src/credentials/settings.ts';
import { originRecord } from '../../../src/credentials/store/keys.ts';
import { CredentialError, type CredentialRequest, Secret } from '../../../src/runtime/ports/credential-source.ts';
import { testKey } from '../support/keys.ts';
import { asGateway, bench } from '../support/manager.ts';
import { connectionSettings } from '../support/settings.ts';
import { type Answer, json, type SeenRequest, startTokenEndpoint, text } from '../support/token-endpoint.ts';

/** One server that issues the callers' tokens and exchanges them. */
const server = await startTokenEndpoint();
afterAll(() => server.close());

const issuer = server.origin;
const asked = (): readonly SeenRequest[] => server.seen.filter(({ url }) => url === '/token');
const keys: Answer = json({ keys: [testKey.publicJwk] });

/** Answers exchanges so; the keys as always. */
const answer = (how: Answer): void => server.answer((response, seen) => (seen.url === '/keys' ? keys : how)(response, seen));

/** What each exchange brings: a token that says whose it is, and which. */
let count = 0;
const exchanged: Answer = (response, { form }) => {
  const caller = JSON.parse(
    Buffer.from((form.get('subject_token') ?? form.get('assertion') ?? '').split('.')[1] ?? '', 'base64url').toString(),
  );
  const body = {
    access_token: `canary-token-${++count}-of-${caller.sub}`,
    token_type: 'Bearer',
    expires_in: 600,
    issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
    refresh_token: 'canary-refresh-nobody-keeps',
  };
  json(body)(response, { url: '', headers: {}, form });
};

beforeEach(() => {
  server.seen.length = 0;
  count = 0;
  answer(exchanged);
});

const issuers: readonly IssuerSettings[] = [
  { kind: 'oidc', issuer, audience: 'fedpass', jwksUri: `${issuer}/keys`, claims: { objectId: 'sub', groups: 'groups' } },
];
const team: AccessPolicySettings = { kind: 'principal', name: 'team', objectId: 'team', issuer };
const crm: ProviderSettings = {
  id: 'crm',
  identityProvider: 'oauth2',
  grantType: 'tokenExchange',
  parameters: { tokenUrl: server.url, clientId: 'gateway', clientSecret: new Secret('canary-client-secret') },
  connections: [connectionSettings({ accessPolicies: [team] })],
};

const desk = await bench();
const { clock, store, lines } = desk;
const manage = (provider = crm): Promise<CredentialManager> => desk.manager([provider], { issuers });

/** A token as a caller of the team brings it. */
async function caller(sub: string, groups: readonly string[] = ['team']): Promise<CredentialRequest> {
  const now = Math.floor(clock.now() / 1_000);
  const token = await new SignJWT({ groups, jti: `${Math.random()}` })
    .setProtectedHeader({ alg: 'RS256', kid: 'rsa' })
    .setIssuer(issuer)
    .setAudience('fedpass')
    .setSubject(sub)
    .setExpirationTime(now + 3_600)
    .sign(createPrivateKey(testKey.pem));
  return { provider: 'crm', connection: 'org', asker: { kind: 'jwt', token: new Secret(token) } };
}

const tokenOf = async (manager: CredentialManager, request: CredentialRequest): Promise<string> =>
  (await manager.get(request)).accessToken.reveal();
const refusal = async (manager: CredentialManager, request: CredentialRequest): Promise<CredentialError> => {
  const error: unknown = await manager.get(request).catch((caught: unknown) => caught);
  if (!(error instanceof CredentialError)) throw new Error(`no CredentialError: ${String(error)}`);
  return error;
};

describe('tokens of callers', () => {
  test('each gets their own, once, and nobody else’s', async () => {
    const manager = await manage();
    const [alice, bob] = [await caller('alice'), await caller('bob')];
    expect(manager.peek(alice)).toBeUndefined();
    const tokens = await Promise.all([...Array.from({ length: 20 }, () => tokenOf(manager, alice)), tokenOf(manager, bob)]);
    expect(new Set(tokens.slice(0, 20)).size).toBe(1);
    expect(tokens[0]).toMatch(/-of-alice$/);
    expect(tokens[20]).toMatch(/-of-bob$/);
    expect(manager.peek(alice)?.accessToken.reveal()).toBe(tokens[0]);
    expect(manager.peek(bob)?.accessToken.reveal()).toBe(tokens[20]);
    expect(await tokenOf(manager, await caller('alice'))).not.toBe(tokens[0]);
    expect(asked()).toHaveLength(3);
  });

  test('none of it lies in the store, and no refresh token is kept', async () => {
    const manager = await manage();
    const token = await manager.get(await caller('alice'));
    expect(JSON.stringify(token.claims)).not.toContain('canary');
    const { keys: stored } = await store.list('');
    expect(stored).toEqual([originRecord.key]);
    expect(await manager.show('crm', 'org')).toMatchObject({ state: { phase: 'ready', expiresAt: undefined }, grantType: 'tokenExchange' });
  });

  test('who may not is refused before anything is asked', async () => {
    const manager = await manage();
    expect(await refusal(manager, await caller('mallory', ['other']))).toMatchObject({ code: 'ACCESS_DENIED' });
    expect(asked()).toEqual([]);
  });

  test('the gateway has nothing to exchange', async () => {
    const both = { ...crm, connections: [connectionSettings({ accessPolicies: [team, { kind: 'gateway', name: 'gateway' }] })] };
    const manager = await manage(both);
    expect(manager.peek(asGateway('crm'))).toBeUndefined();
    const error = await refusal(manager, asGateway('crm'));
    expect(error).toMatchObject({ code: 'CONNECTION_UNAVAILABLE', detail: expect.stringContaining('identity-type="jwt"') });
    expect(asked()).toEqual([]);
  });

  test('used until 3 minutes before the end; a caller whose own token is over gets nothing', async () => {
    const manager = await manage();
    const alice = await caller('alice');
    const first = await tokenOf(manager, alice);
    clock.advance(419_000);
    expect(await tokenOf(manager, alice)).toBe(first);
    clock.advance(1_000);
    expect(await tokenOf(manager, alice)).not.toBe(first);
    clock.advance(3_600_000);
    expect(manager.peek(alice)).toBeUndefined();
    expect(await refusal(manager, alice)).toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(asked()).toHaveLength(2);
  });

  test('other settings void them all', async () => {
    const manager = await manage();
    const alice = await caller('alice');
    const first = await tokenOf(manager, alice);
    manager.reload([{ ...crm, parameters: { ...crm.parameters, clientSecret: new Secret('another-secret') } }]);
    expect(manager.peek(alice)).toBeUndefined();
    expect(await tokenOf(manager, alice)).not.toBe(first);
  });

  test('on behalf of: the same, by Entra’s grant', async () => {
    const entra: ProviderSettings = {
      ...crm,
      identityProvider: 'entra',
      grantType: 'onBehalfOf',
      parameters: { ...crm.parameters, tenantId: 't1', loginUri: server.origin, scopes: 'User.Read' },
    };
    const { tokenUrl: _, ...parameters } = entra.parameters;
    server.answer((response, seen) => (seen.url === '/keys' ? keys : exchanged)(response, seen));
    const manager = await manage({ ...entra, parameters });
    expect(await tokenOf(manager, await caller('alice'))).toMatch(/-of-alice$/);
    const [request] = server.seen.filter(({ url }) => url !== '/keys');
    expect(request?.url).toBe('/t1/oauth2/v2.0/token');
    expect(request?.form.get('requested_token_use')).toBe('on_behalf_of');
  });
});

describe('when a backend refuses a token', () => {
  test('its caller gets another, once in a while; the others keep theirs', async () => {
    const manager = await manage();
    const [alice, bob] = [await caller('alice'), await caller('bob')];
    const [first, others] = [await manager.get(alice), await manager.get(bob)];
    manager.invalidate({ provider: 'crm', connection: 'org', token: first });
    const second = await manager.get(alice);
    expect(second.accessToken.reveal()).not.toBe(first.accessToken.reveal());
    expect(second.generation).toBeGreaterThan(first.generation);
    manager.invalidate({ provider: 'crm', connection: 'org', token: first });
    expect(manager.peek(alice)).toBe(second);
    manager.invalidate({ provider: 'crm', connection: 'org', token: second });
    expect(await manager.get(alice)).toBe(second);
    expect(manager.peek(bob)).toBe(others);
    clock.advance(30_000);
    manager.invalidate({ provider: 'crm', connection: 'org', token: second });
    expect(await manager.get(alice)).not.toBe(second);
  });
});

describe('when there is no token', () => {
  test.each(['invalid_grant', 'interaction_required', 'access_denied'])(
    '`%s` is the caller’s trouble, and nobody else’s',
    async (error) => {
      const manager = await manage();
      const [alice, bob] = [await caller('alice'), await caller('bob')];
      answer((response, seen) => {
        const token = seen.form.get('subject_token') ?? '';
        if (alice.asker.kind === 'jwt' && token === alice.asker.token.reveal())
          json({ error, error_description: `bad ${token}` }, 400)(response, seen);
        else exchanged(response, seen);
      });
      const refused = await refusal(manager, alice);
      expect(refused.code).toBe('ACCESS_DENIED');
      expect(refused.detail).toBe(
        `the provider does not take the caller's token for connection \`crm/org\` (\`${error}\`): (withheld: it repeats a secret)`,
      );
      expect(await tokenOf(manager, bob)).toMatch(/-of-bob$/);
      await refusal(manager, alice);
      expect(asked()).toHaveLength(2);
      clock.advance(1_000);
      answer(exchanged);
      expect(await tokenOf(manager, alice)).toMatch(/-of-alice$/);
    },
  );

  test('a wrong secret is everybody’s trouble: it names who holds it, and is not shown again and again', async () => {
    const manager = await manage();
    answer(json({ error: 'invalid_client' }, 401));
    const first = await refusal(manager, await caller('alice'));
    expect(first.code).toBe('CONNECTION_UNAVAILABLE');
    expect(first.detail).toContain('the client id and secret of provider `crm`');
    await refusal(manager, await caller('bob'));
    expect(asked()).toHaveLength(1);
    answer(exchanged);
    manager.reload([{ ...crm, parameters: { ...crm.parameters, clientSecret: new Secret('the-right-one') } }]);
    expect(await tokenOf(manager, await caller('bob'))).toMatch(/-of-bob$/);
  });

  test.each<[string, Answer, string]>([
    ['a server in trouble', text('', 503), 'PROVIDER_DOWN'],
    ['HTML', text('<html>'), 'PROVIDER_DOWN'],
    [
      'another kind of token',
      json({ access_token: 'a', token_type: 'N_A', issued_token_type: 'urn:ietf:params:oauth:token-type:saml2' }),
      'PROVIDER_DOWN',
    ],
    ['a token type that says it is none', json({ access_token: 'a', token_type: 'N_A' }), 'PROVIDER_DOWN'],
    ['a token type that is no text', json({ access_token: 'a', token_type: 'Bearer', issued_token_type: 7 }), 'PROVIDER_DOWN'],
    ['a token bound to a key', json({ access_token: 'a', token_type: 'DPoP' }), 'PROVIDER_DOWN'],
  ])('%s trips one caller and not the next', async (_, how, code) => {
    const manager = await manage();
    answer(how);
    expect(await refusal(manager, await caller('alice'))).toMatchObject({ code });
    answer(exchanged);
    expect(await tokenOf(manager, await caller('bob'))).toMatch(/-of-bob$/);
  });

  test('a token of another kind than was asked for is not handed on', async () => {
    const wanted = 'urn:ietf:params:oauth:token-type:jwt';
    const manager = await manage({ ...crm, parameters: { ...crm.parameters, requestedTokenType: wanted } });
    expect(await refusal(manager, await caller('alice'))).toMatchObject({ detail: expect.stringContaining('other-token-type') });
    expect(asked()[0]?.form.get('requested_token_type')).toBe(wanted);
    answer(json({ access_token: 'a', token_type: 'N_A', issued_token_type: wanted, expires_in: 600 }));
    expect(await tokenOf(manager, await caller('bob'))).toBe('a');
  });

  test('a server that asks to slow down slows down all', async () => {
    const manager = await manage();
    answer(json({}, 429, { 'retry-after': '20' }));
    await refusal(manager, await caller('alice'));
    answer(exchanged);
    expect(await refusal(manager, await caller('bob'))).toMatchObject({ code: 'PROVIDER_DOWN' });
    clock.advance(20_000);
    expect(await tokenOf(manager, await caller('bob'))).toMatch(/-of-bob$/);
  });
});

test('nothing secret was logged', () => {
  expect(lines.join('\n')).not.toMatch(/canary|eyJ/);
});

test('the exchanges of a connection are limited over all processes, and what is in memory is served all the same', async () => {
  const limited = () => desk.manager([{ ...crm, id: 'limited' }], { issuers, limits: { perMinute: 3, pollMs: 5 } });
  const [one, two] = [await limited(), await limited()];
  const ask = async (sub: string) => ({ ...(await caller(sub)), provider: 'limited' });
  const anna = await ask('anna');
  await Promise.all([one.get(anna), one.get(anna)]);
  await two.get(await ask('bert'));
  await two.get(await ask('carla'));
  expect(await refusal(one, await ask('dora'))).toMatchObject({ code: 'CONNECTION_THROTTLED', retryAfterMs: 60_000 });
  expect(asked()).toHaveLength(3);
  expect((await one.get(anna)).generation).toBe(1);
});
