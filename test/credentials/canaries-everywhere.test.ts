import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { createClient } from '@keyv/redis';
import Fastify from 'fastify';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { afterAll, describe, expect, inject, test, vi } from 'vitest';
import { tokenVerifier } from '../../src/credentials/access/verify-token.ts';
import { KEPT_ENTRIES } from '../../src/credentials/audit/chain.ts';
import { listEntries } from '../../src/credentials/audit/verify.ts';
import { httpTransport } from '../../src/credentials/grants/http-transport.ts';
import type { TokenTransport } from '../../src/credentials/grants/transport.ts';
import type { EntraIssuerSettings, ProviderSettings } from '../../src/credentials/settings.ts';
import { openStore } from '../../src/credentials/store/open-store.ts';
import { createCacheSeal } from '../../src/credentials/vault/cache-seal.ts';
import { sealRecords } from '../../src/credentials/vault/sealed-records.ts';
import { createVault } from '../../src/credentials/vault/vault.ts';
import { makePlan } from '../../src/dev/adversarial/plan.ts';
import { openAdversarialProvider } from '../../src/dev/adversarial/provider.ts';
import { rotatingGrants } from '../../src/dev/adversarial/rotating-grants.ts';
import { systemClock } from '../../src/gateway/platform/clock.ts';
import { openKeyvCache } from '../../src/gateway/services/keyv-cache.ts';
import { tokenRoutes } from '../../src/management/token-endpoint.ts';
import { Secret } from '../../src/runtime/ports/credential-source.ts';
import { type Browser, openBrowser, type Visited } from '../attacks/support/browser.ts';
import { type LogLine, memoryLog } from '../gateway/support/gateway.ts';
import { RETURN_TO, startManagement } from '../management/support/management.ts';
import { leaksIn } from '../support/canaries.ts';
import { breakableStore } from './support/disturbances.ts';
import { asGateway } from './support/manager.ts';
import { connectionSettings, gatewayMay } from './support/settings.ts';
import { testRing } from './support/vault.ts';

const folder = mkdtempSync(join(tmpdir(), 'fedpass-canaries-everywhere-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const CLIENT_SECRET = 'canary-client-secret+of/everybody=';
const SIGN_IN_SECRET = 'canary-sign-in+secret/of-the-gateway';
const MADE_SECRET = 'canary-made-through+the/management-api';
const CACHED = 'canary-cached+answer/of-a-backend';
const TOKEN_AUDIENCE = 'https://fedpass.example/token';
const TENANT = '11111111-2222-3333-4444-555555555555';
const LOGIN = `https://login.microsoftonline.com/${TENANT}`;

const patience = { timeout: 20_000, interval: 50 };

const redisUrl = inject('redisUrl');
const stores: readonly (readonly [string, string])[] = [
  ['libsql', `file:${join(folder, 'libsql', 'credentials.db')}`],
  ...(redisUrl === null ? [] : [['redis', `${redisUrl}/9`] as const]),
];

/** Every file below a folder, as it lies on the disk: WAL and all. */
const filesBelow = (root: string): readonly string[] =>
  (readdirSync(root, { recursive: true, encoding: 'utf8' }) as string[])
    .map((name) => join(root, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => `${path} ${readFileSync(path, 'latin1')}`);

/** Everything that a database of Redis holds. */
async function dumpOf(url: string): Promise<readonly string[]> {
  const client = await createClient({ url }).connect();
  const entries: string[] = [];
  for (const key of await client.keys('*')) {
    const read: Readonly<Record<string, () => Promise<unknown>>> = {
      string: () => client.get(key),
      hash: () => client.hGetAll(key),
      zset: () => client.zRange(key, 0, -1),
      stream: () => client.xRange(key, '-', '+'),
      set: () => client.sMembers(key),
      list: () => client.lRange(key, 0, -1),
    };
    const type = await client.type(key);
    entries.push(`${key} ${JSON.stringify(await (read[type] ?? (() => expect.fail(type)))())}`);
  }
  await client.quit();
  return entries;
}

const entra: EntraIssuerSettings = { kind: 'entra', tenantIds: [TENANT], audience: 'urn:fedpass' };
const { privateKey, publicKey } = await generateKeyPair('RS256');
const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' };
const signed = (claims: JWTPayload): Promise<string> => {
  const now = Math.floor(Date.now() / 1_000);
  const right = { iss: `${LOGIN}/v2.0`, ver: '2.0', tid: TENANT, oid: 'alice', sub: 'alice', iat: now, exp: now + 600 };
  return new SignJWT({ ...right, ...claims }).setProtectedHeader({ alg: 'RS256', kid: 'k1' }).sign(privateKey);
};

/** Everything that leaves by the network, with what is secret in it; Entra answers from here. */
function listening(secrets: Set<string>, nonce: () => string): TokenTransport {
  const entraPages: Readonly<Record<string, () => Promise<object>>> = {
    [`${LOGIN}/v2.0/.well-known/openid-configuration`]: async () => ({
      issuer: `${LOGIN}/v2.0`,
      authorization_endpoint: `${LOGIN}/oauth2/v2.0/authorize`,
      token_endpoint: `${LOGIN}/oauth2/v2.0/token`,
      jwks_uri: `${LOGIN}/discovery/v2.0/keys`,
      response_types_supported: ['code'],
      code_challenge_methods_supported: ['S256'],
    }),
    [`${LOGIN}/discovery/v2.0/keys`]: async () => ({ keys: [jwk] }),
    [`${LOGIN}/oauth2/v2.0/token`]: async () => ({
      access_token: 'canary-access+token/of-the-sign-in',
      token_type: 'Bearer',
      id_token: await signed({ aud: 'sign-in-client', nonce: nonce() }),
    }),
  };
  return async (request) => {
    const form = new URLSearchParams(request.body);
    for (const name of ['code', 'code_verifier', 'refresh_token', 'token'])
      if ((form.get(name)?.length ?? 0) >= 10) secrets.add(form.get(name) ?? '');
    const page = entraPages[request.url];
    const answer = page === undefined ? await httpTransport(request) : { status: 200, headers: {}, body: JSON.stringify(await page()) };
    for (const [, secret = ''] of answer.body.matchAll(/"(?:access_token|refresh_token|id_token)":"([^"]+)"/g)) secrets.add(secret);
    return answer;
  };
}

describe.each(stores)('with everything in %s', (kind, location) => {
  test('no secret stands anywhere but where it belongs', { timeout: 120_000 }, async () => {
    const secrets = new Set([CLIENT_SECRET, SIGN_IN_SECRET, MADE_SECRET, CACHED]);
    const told: string[] = [];
    const tell = (value: unknown): void => void told.push(inspect(value, { depth: 9, showHidden: true }), JSON.stringify(value) ?? '');
    const failing = async (step: Promise<unknown>): Promise<void> => {
      const error = await step.then(
        () => undefined,
        (one: unknown) => one,
      );
      expect(error).toBeInstanceOf(Error);
      tell([error, (error as Error).stack, { ...(error as object) }]);
    };
    const page = ({ text, code }: Visited): void => void told.push(code === '' ? text : text.replaceAll(code, ''));

    const grants = rotatingGrants(3_600);
    const plan = makePlan();
    const provider = await openAdversarialProvider({
      port: 0,
      upstream: { token: (form, { from }) => grants.answer(form, from), revoke: (token) => grants.revoke(token) },
      plan,
    });
    let nonce = '';
    let goesAway = false;
    const transport: TokenTransport = async (request) => {
      const answer = await listening(secrets, () => nonce)(request);
      // After the provider has answered, and before the answer is saved.
      if (goesAway && request.body?.includes('grant_type=refresh_token')) {
        goesAway = false;
        flaky.down = true;
      }
      return answer;
    };
    const store = await openStore(location);
    const flaky = breakableStore(store);
    const ring = await testRing('k1');
    const vault = createVault(ring);
    const spillFolder = join(folder, kind, 'unsaved');
    const files: ProviderSettings = {
      id: 'files',
      identityProvider: 'oauth2pkce',
      grantType: 'authorizationCode',
      parameters: {
        authorizationUrl: provider.authorizationUrl,
        tokenUrl: provider.tokenUrl,
        revocationUrl: provider.revocationUrl,
        clientId: 'files-client',
        clientSecret: new Secret(CLIENT_SECRET),
        scopes: 'read write',
      },
      connections: ['org', 'more'].map((id) =>
        connectionSettings({ id, accessPolicies: [gatewayMay, { kind: 'principal', name: 'alice', objectId: 'alice', tenantId: TENANT }] }),
      ),
      perUser: { connection: 'user-{user}', accessPolicies: [{ kind: 'gateway', name: 'gateway' }] },
    };
    const log: LogLine[] = [];
    const management = await startManagement({
      providers: [files],
      over: {
        store: flaky.store,
        vault,
        transport,
        spillFolder,
        issuers: [entra],
        log: memoryLog(log),
        signIn: {
          issuer: entra,
          clientId: 'sign-in-client',
          clientSecret: new Secret(SIGN_IN_SECRET),
          redirectUri: 'http://127.0.0.1:9/signin/callback',
        },
      },
    });
    const { manager } = management;

    // The management API: what was made is shown without its secret, and what is refused does not repeat it.
    const made = (more: object = {}) => ({
      properties: {
        identityProvider: 'oauth2',
        oauth2: {
          grantTypes: { clientCredentials: { tokenUrl: 'https://login.example/token', clientSecret: MADE_SECRET, clientId: 'c', ...more } },
        },
      },
    });
    for (const body of [
      made(),
      made({ nonsense: MADE_SECRET }),
      made({ scopes: { of: MADE_SECRET } }),
      JSON.stringify(made()).slice(0, -2),
    ])
      tell(await management.call('PUT', '/authorizationProviders/made', { body }));
    for (const path of [
      '',
      '/made',
      '/files',
      '/files/authorizations',
      '/files/authorizations/org',
      '/files/authorizations/org/accessPolicies',
    ])
      tell(await management.call('GET', `/authorizationProviders${path}`));

    // Consents on our pages: one that goes well, one of another browser, one that is told to a program.
    const link = async (connection: string, body: object): Promise<string> => {
      const answer = await management.call('POST', `/authorizationProviders/files/authorizations/${connection}/getLoginLinks`, { body });
      const { loginLink } = answer.body as { loginLink: string };
      secrets.add(new URL(loginLink).searchParams.get('link') ?? '');
      return loginLink;
    };
    const back = async (browser: Browser, at: string): Promise<string> => {
      const { location: to } = at.includes('/authorize') ? { location: at } : await browser.open(at);
      secrets.add(new URL(to).searchParams.get('state') ?? '');
      for (const cookie of browser.cookies.values()) secrets.add(cookie);
      return (await openBrowser().open(to)).location;
    };
    const connect = async (browser: Browser, url: string): Promise<void> => {
      const asked = await browser.open(url);
      page(asked);
      secrets.add(asked.code);
      page(await browser.send(`${management.gatewayUrl}/connect/confirm`, { code: asked.code, answer: 'connect' }));
    };
    const browser = openBrowser();
    await connect(browser, await back(browser, await link('org', {})));
    page(await openBrowser().open(await back(browser, await link('org', {}))));
    const { location: returned } = await browser.open(await back(browser, await link('more', { postLoginRedirectUrl: RETURN_TO })));
    const consentCode = new URL(returned).searchParams.get('code') ?? '';
    secrets.add(consentCode);
    const more = '/authorizationProviders/files/authorizations/more/confirmConsentCode';
    tell(await management.call('POST', more, { body: { consentCode }, token: await management.token('bob') }));
    tell(await management.call('POST', more, { body: { consentCode } }));

    // A user who signs in, and connects something of his own.
    const signIn = await manager.startSignIn('files');
    if (signIn.kind !== 'redirect') throw new Error(signIn.kind);
    const to = new URL(signIn.location.reveal());
    nonce = to.searchParams.get('nonce') ?? '';
    const state = to.searchParams.get('state') ?? '';
    for (const secret of [nonce, state, signIn.browser.reveal()]) secrets.add(secret);
    tell(signIn);
    const signedIn = await manager.finishSignIn({
      parameters: new URLSearchParams({ state, code: 'canary-code+of/the-sign-in' }),
      browser: signIn.browser.reveal(),
    });
    if (signedIn.kind !== 'redirect') throw new Error(signedIn.kind);
    tell(signedIn);
    const own = new URL(await back(openBrowser(), signedIn.location.reveal()));
    tell(await manager.finishConsent({ parameters: own.searchParams, browser: signedIn.browser.reveal() }));
    expect(await manager.show('files', 'user-alice')).toMatchObject({ state: { phase: 'ready' } });

    // Tokens, renewals, and all that goes wrong with them.
    const renewed = async (connection: string) => {
      const token = await manager.get(asGateway('files', connection));
      secrets.add(token.accessToken.reveal());
      tell(token);
      manager.invalidate({ provider: 'files', connection, token });
    };
    for (const connection of ['org', 'more', 'user-alice']) await renewed(connection);
    tell(await manager.get(asGateway('files')));
    await renewed('more');
    await failing(manager.get({ ...asGateway('files'), asker: { kind: 'jwt', token: new Secret(await signed({ aud: 'another' })) } }));
    await failing(manager.get(asGateway('files', CLIENT_SECRET.slice(0, 3))));
    await failing(Promise.resolve().then(() => manager.reload([{ ...files, parameters: { clientSecret: new Secret(CLIENT_SECRET) } }])));

    // The token endpoint hands tokens out, and says nothing of them in its log.
    const app = Fastify();
    const verify = tokenVerifier([entra], transport, systemClock, { audience: TOKEN_AUDIENCE });
    tokenRoutes({ credentials: manager, verify, log: memoryLog(log) })(app);
    const bearer = await signed({ aud: TOKEN_AUDIENCE, azp: 'app', scp: 'Authorizations.Read' });
    secrets.add(bearer);
    const ask = (url: string) => app.inject({ method: 'POST', url, headers: { authorization: `Bearer ${bearer}` } });
    expect((await ask('/token/files/org')).statusCode).toBe(200);
    told.push((await ask('/token/files/none')).body, (await ask(`/token/files/..%2f${'x'.repeat(20)}`)).body);
    await app.close();

    // A store that goes away at the save: the token lies beside the process.
    const token = await manager.get(asGateway('files'));
    goesAway = true;
    tell(await manager.get(asGateway('files', 'user-alice')));
    await vi.waitFor(() => expect(readdirSync(spillFolder).join()).toContain('.unsaved'), patience);
    tell(await manager.list());
    const spilled = filesBelow(spillFolder);
    flaky.down = false;

    // What is given back waits in the queue, and what was done stands in the audit log.
    const records = sealRecords(store, vault);
    expect(await manager.disconnect({ provider: 'files', connection: 'more' })).toBe(true);
    const queued = kind === 'redis' ? await dumpOf(location) : filesBelow(folder);
    await vi.waitFor(async () => expect((await listEntries({ store, records, capacity: KEPT_ENTRIES }, 1)).length).toBe(1), patience);
    tell(await listEntries({ store, records, capacity: KEPT_ENTRIES }, 1_000));
    tell([manager, manager.resources.view.providers, await manager.list()]);

    // What backends answered, in the cache that gateways share.
    if (kind === 'redis') {
      const cache = await openKeyvCache({
        url: location,
        place: 'redis',
        seal: createCacheSeal(ring),
        mostBytes: 1_000,
        clock: systemClock,
        log: memoryLog(log),
      });
      await cache.set(`GET /customers ${token.accessToken.reveal()}`, CACHED, 60_000);
      expect(await cache.get(`GET /customers ${token.accessToken.reveal()}`)).toBe(CACHED);
      await cache.close();
    }

    const kept = kind === 'redis' ? await dumpOf(location) : filesBelow(folder);
    await management.close();
    await store.close();
    await provider.close();
    for (const secret of [...grants.accessTokens.keys(), ...grants.refreshTokens.keys()]) secrets.add(secret);
    secrets.delete('');

    expect(kept.length).toBeGreaterThan(2);
    expect(log.length).toBeGreaterThan(5);
    expect(secrets.size).toBeGreaterThan(20);
    const places = { told, log: [...log, ...management.log].map((line) => JSON.stringify(line)), spilled, queued, kept };
    const leaks = Object.entries(places).flatMap(([place, texts]) =>
      texts.flatMap((text) => leaksIn(text, secrets).map((secret) => `${place}: ${secret.slice(0, 16)}… in ${text.slice(0, 120)}`)),
    );
    expect(leaks).toEqual([]);
  });
});

test.each(['told', 'kept'])('a planted leak is found (%s)', (place) => {
  const secret = 'canary-access+token/1';
  for (const leak of [
    secret,
    encodeURIComponent(secret),
    JSON.stringify({ [place]: secret }),
    Buffer.from(secret).toString('hex'),
    Buffer.from(secret).toString('base64'),
    Buffer.from(secret).toString('base64url'),
    ...['a', 'ab', 'abc'].map((before) => Buffer.from(`${before}${secret}${before}`).toString('base64')),
    ...['a', 'ab', 'abc'].map((before) => Buffer.from(`${before}${secret}${before}`).toString('base64url')),
  ])
    expect([leak, leaksIn(`text ${leak} text`, [secret])]).toEqual([leak, [secret]]);
  expect(leaksIn('text canary-access text', [secret])).toEqual([]);
});
