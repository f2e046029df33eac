import { afterAll, beforeAll, expect, test } from 'vitest';
import { clientCredentialsProvider } from '../credentials/support/settings.ts';
import { base, type Management, startManagement } from '../management/support/management.ts';

let management: Management;
const PUBLIC = 'https://management.example';
const files = '/authorizationProviders/files';
const org = `${files}/authorizations/org`;

const put = (path: string, properties: object) => management.call('PUT', path, { body: { properties } });
const provider = (over: Readonly<Record<string, unknown>> = {}, more: object = {}) => ({
  identityProvider: 'oauth2',
  oauth2: {
    ...more,
    grantTypes: {
      authorizationCode: {
        authorizationUrl: 'https://login.example/auth',
        tokenUrl: 'https://login.example/token',
        clientId: 'client',
        clientSecret: 'canary-client-secret',
        scopes: 'read',
        ...over,
      },
    },
  },
});
const everything = async () => {
  const names = async (path: string) =>
    ((await management.call('GET', path)).body as { value: { name: string }[] }).value.map(({ name }) => name);
  return { providers: await names('/authorizationProviders'), connections: await names(`${files}/authorizations`) };
};

beforeAll(async () => {
  const declared = clientCredentialsProvider('http://127.0.0.1:9/token', { id: 'declared' });
  management = await startManagement({ providers: [declared], publicUrl: PUBLIC });
  await put(files, provider());
  await put(org, {});
});
afterAll(() => management.close());

/** What an id may be made of to be somebody else's. */
const tricks = [
  '.',
  '..',
  '/',
  ':',
  '\\',
  '..%2f',
  '../files',
  'a/b',
  'a:b',
  '{files/org}',
  '\u0000',
  '\r\nx: y',
  '*',
  '?',
  '#',
  '&',
  '+',
  '<',
  '%',
];
/** How it may be written: once, twice, in part. */
const written = (id: string): readonly string[] => {
  const once = [...id].map((c) => `%${c.charCodeAt(0).toString(16).padStart(2, '0')}`).join('');
  return [once, once.toUpperCase().replaceAll('%5C', '%5c'), encodeURIComponent(encodeURIComponent(id))];
};

test('ids with `..`, `/`, `:` and their encodings', async () => {
  const before = await everything();
  for (const id of tricks)
    for (const text of new Set(written(id)))
      for (const [method, path] of [
        ['DELETE', `/authorizationProviders/${text}`],
        ['DELETE', `${files}/authorizations/${text}`],
        ['DELETE', `${org}/accessPolicies/${text}`],
        ['GET', `${files}/authorizations/${text}`],
        ['POST', `${files}/authorizations/${text}/getLoginLinks`],
      ] as const) {
        const { status } = await management.call(method, path, method === 'POST' ? { body: {} } : {});
        // Refused, not there, or there was nothing to delete.
        expect([400, 404, 204, 405], `${method} ${path}`).toContain(status);
      }
  expect(await everything()).toEqual(before);
  // An id that is taken is the id of its record and of no other: escaped, it cannot end a name early.
  for (const id of ['a.b', 'a b', 'ä', 'x}', "o'brien", '%2e', 'files%2forg']) {
    const path = `${files}/authorizations/${encodeURIComponent(id)}`;
    expect([id, (await put(path, {})).status]).toEqual([id, 201]);
    expect((await management.call('GET', path)).body).toMatchObject({ name: id });
    expect((await management.call('DELETE', path)).status).toBe(200);
  }
  expect(await everything()).toEqual(before);
});

test('mass assignment of status and redirectUrl', async () => {
  const made = await management.call('PUT', '/authorizationProviders/mass', {
    body: {
      id: `${base}${files}`,
      name: 'files',
      properties: { ...provider({}, { redirectUrl: 'https://evil.example' }), redirectUrl: 'https://evil.example', incarnation: 'x' },
    },
  });
  expect(made).toMatchObject({ status: 201, body: { name: 'mass', id: `${base}/authorizationProviders/mass` } });
  expect(JSON.stringify(made.body)).not.toContain('evil');
  const below = '/authorizationProviders/mass/authorizations/org';
  const state = { phase: 'ready', grant: { accessToken: 'evil', refreshToken: 'evil' } };
  const connection = await put(below, { status: 'Connected', error: null, state, grant: state.grant, generation: 9, consentEpoch: 9 });
  expect(connection.body).toMatchObject({ properties: { status: 'Error', error: { code: 'Unauthenticated' } } });
  await put(below, {
    owner: { directory: 'oidc', issuer: management.issuer.issuer, objectId: 'mallory' },
    incarnation: 'x',
    of: 'declared',
  });
  await put(below, { accessPolicies: [{ objectId: 'mallory', tenantId: 't' }] });
  expect((await management.call('GET', `${below}/accessPolicies`)).body).toMatchObject({ value: [] });
  const seen = management.manager.resources.view.connection({ provider: 'mass', connection: 'org' });
  expect(seen?.settings.owner).toBeUndefined();
  expect(seen?.settings.incarnation).not.toBe('x');
  expect(await management.manager.show('mass', 'org')).toMatchObject({ state: { phase: 'unauthorized' }, generation: 0, consentEpoch: 0 });
});

test('nextLink by the Host header', async () => {
  await put('/authorizationProviders/one-more', provider());
  for (const headers of [
    { host: 'evil.example' },
    { host: 'evil.example:443', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http' },
    { forwarded: 'host=evil.example;proto=http', 'x-original-host': 'evil.example', 'x-rewrite-url': 'https://evil.example/' },
  ]) {
    const { status, body } = await management.call('GET', '/authorizationProviders?$top=1', { headers });
    expect(status).toBe(200);
    const { nextLink } = body as { nextLink: string };
    expect(nextLink.startsWith(`${PUBLIC}${base}/authorizationProviders?`)).toBe(true);
    expect(JSON.stringify(body)).not.toContain('evil');
  }
  // Nor by a path that names a host.
  for (const path of [`//evil.example${base}/authorizationProviders`, `https://evil.example${base}/authorizationProviders`])
    expect(JSON.stringify((await management.call('GET', `${path}?$top=1&api-version=2024-05-01`, { raw: true })).body)).not.toMatch(
      /"nextLink":"[^"]*evil/,
    );
});

test('SSRF by the URL of a provider', async () => {
  const addresses = [
    'http://login.example/token',
    'https://169.254.169.254/latest/meta-data',
    'https://[::ffff:169.254.169.254]/',
    'https://[64:ff9b::a9fe:a9fe]/',
    'https://2852039166/',
    'https://0251.0376.0251.0376/',
    'https://0xa9fea9fe/',
    'https://169.254.169.254./',
    'https://10.0.0.1/',
    'https://172.16.0.1/',
    'https://192.168.0.1/',
    'https://100.64.0.1/',
    'https://0.0.0.0/',
    'https://[::]/',
    'https://[::1]/',
    'https://[fe80::1]/',
    'https://[fc00::1]/',
    'https://localhost/',
    'https://localhost./',
    'https://a.localhost/',
    'https://metadata.google.internal/',
    'https://vault.internal/',
    'https://printer.local/',
    'https://intranet/',
    'https://user:word@login.example/',
    'file:///etc/passwd',
    'gopher://127.0.0.1:6379/_x',
    'javascript:alert(1)',
    'https://login.example\\@127.0.0.1/',
    '//login.example/token',
  ];
  for (const name of ['tokenUrl', 'authorizationUrl', 'refreshUrl', 'revocationUrl'])
    for (const url of addresses)
      expect([name, url, (await put('/authorizationProviders/ssrf', provider({ [name]: url }))).status]).toEqual([name, url, 400]);
  for (const issuer of addresses) {
    const discovered = {
      identityProvider: 'oidc',
      oauth2: { grantTypes: { authorizationCode: { issuer, clientId: 'c', clientSecret: 's' } } },
    };
    expect([issuer, (await put('/authorizationProviders/ssrf', discovered)).status]).toEqual([issuer, 400]);
  }
  expect((await management.call('GET', '/authorizationProviders/ssrf')).status).toBe(404);
});
