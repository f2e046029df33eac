import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Secret } from '../../../src/runtime/ports/credential-source.ts';
import { clientCredentialsProvider, connectionSettings } from '../../credentials/support/settings.ts';
import { base, type Management, SUBSCRIPTION, startManagement } from '../support/management.ts';

const declared = clientCredentialsProvider('http://127.0.0.1:9/token', { id: 'declared' });
let management: Management;
beforeAll(async () => {
  management = await startManagement({ providers: [declared], publicUrl: 'https://management.example' });
  await put('/authorizationProviders/files', codeProvider());
  await put('/authorizationProviders/files/authorizations/org', {});
  await put('/authorizationProviders/files/authorizations/org/accessPolicies/alice', { objectId: 'alice', tenantId: 't' });
});
afterAll(() => management.close());

const put = (path: string, properties: object, headers: Record<string, string> = {}) =>
  management.call('PUT', path, { body: { properties }, headers });
const get = (path: string) => management.call('GET', path);

const codeProvider = (over: Record<string, string> = {}) => ({
  displayName: 'Files',
  identityProvider: 'oauth2',
  oauth2: {
    grantTypes: {
      authorizationCode: {
        authorizationUrl: 'https://login.example/auth',
        tokenUrl: 'https://login.example/token',
        clientId: 'files-client',
        clientSecret: 'canary-client-secret',
        scopes: 'read',
        ...over,
      },
    },
  },
});

const files = '/authorizationProviders/files';

describe('the resources, in ARM’s shapes', () => {
  test('a provider: as it was made, without its secret, with a redirect URL of ours', async () => {
    expect(await get(files)).toMatchObject({
      status: 200,
      headers: { etag: '"1"', 'cache-control': 'no-store', 'content-type': 'application/json; charset=utf-8' },
      body: {
        id: `${base}/authorizationProviders/files`,
        type: 'Microsoft.ApiManagement/service/authorizationProviders',
        name: 'files',
        properties: {
          displayName: 'Files',
          identityProvider: 'oauth2',
          oauth2: {
            redirectUrl: `${management.gatewayUrl}/oauth/callback/files`,
            grantTypes: { authorizationCode: { clientId: 'files-client', scopes: 'read', tokenUrl: 'https://login.example/token' } },
          },
        },
      },
    });
    expect(JSON.stringify((await get(files)).body)).not.toContain('canary');
  });

  test('a connection, and an access policy of it', async () => {
    expect((await get(`${files}/authorizations/org`)).body).toMatchObject({
      id: `${base}/authorizationProviders/files/authorizations/org`,
      properties: {
        authorizationType: 'OAuth2',
        oauth2grantType: 'AuthorizationCode',
        parameters: {},
        status: 'Error',
        error: { code: 'Unauthenticated', message: expect.any(String) },
      },
    });
    expect((await get(`${files}/authorizations/org/accessPolicies/alice`)).body).toMatchObject({
      id: `${base}/authorizationProviders/files/authorizations/org/accessPolicies/alice`,
      properties: { objectId: 'alice', tenantId: 't' },
    });
  });

  test('201 when made, 200 when replaced, 204 when there was nothing to delete', async () => {
    expect((await put('/authorizationProviders/made', codeProvider())).status).toBe(201);
    expect((await put('/authorizationProviders/Made', codeProvider())).status).toBe(200);
    expect(await get('/authorizationProviders/MADE')).toMatchObject({ status: 200, body: { name: 'made' } });
    expect((await management.call('DELETE', '/authorizationProviders/made')).status).toBe(200);
    expect((await management.call('DELETE', '/authorizationProviders/made')).status).toBe(204);
    expect((await get('/authorizationProviders/made')).status).toBe(404);
  });

  test('what the configuration declares is shown, and changed only there', async () => {
    expect((await get('/authorizationProviders/declared')).body).toMatchObject({ name: 'declared' });
    expect((await get('/authorizationProviders/declared/authorizations/org/accessPolicies/gateway')).body).toMatchObject({
      properties: management.identity,
    });
    for (const [method, path] of [
      ['PUT', '/authorizationProviders/declared'],
      ['DELETE', '/authorizationProviders/declared'],
      ['DELETE', '/authorizationProviders/declared/authorizations/org'],
      ['DELETE', '/authorizationProviders/declared/authorizations/org/accessPolicies/gateway'],
    ] as const)
      expect(await management.call(method, path, method === 'PUT' ? { body: { properties: codeProvider() } } : {})).toMatchObject({
        status: 409,
        body: { error: { code: 'Conflict', message: expect.stringContaining('declared in fedpass.yaml'), details: [] } },
      });
  });

  test('connections may be made below a declared provider, with addresses of its own', async () => {
    const more = '/authorizationProviders/declared/authorizations/more';
    expect((await put(more, { parameters: { clientId: 'c', clientSecret: 'canary-client-secret' } })).status).toBe(201);
    expect((await management.call('DELETE', more)).status).toBe(200);
  });

  test('another process sees what was made, and what was deleted', async () => {
    const other = await management.another();
    await put('/authorizationProviders/seen', codeProvider());
    expect((await other.resources.look()).provider('seen')?.settings.displayName).toBe('Files');
    await put('/authorizationProviders/seen/authorizations/org', {});
    await expect.poll(() => other.resources.view.connection({ provider: 'seen', connection: 'org' })).toBeDefined();
    await management.call('DELETE', '/authorizationProviders/seen');
    await expect.poll(() => other.resources.view.provider('seen')).toBeUndefined();
  });

  test('a provider made again under the same id takes nothing over', async () => {
    await put('/authorizationProviders/again', codeProvider());
    await put('/authorizationProviders/again/authorizations/org', {});
    await management.call('DELETE', '/authorizationProviders/again');
    await put('/authorizationProviders/again', codeProvider());
    expect((await get('/authorizationProviders/again/authorizations')).body).toMatchObject({ value: [], count: 0 });
    // The version goes on, so that an entity tag of the first never fits the second.
    expect((await get('/authorizationProviders/again')).headers['etag']).toBe('"3"');
  });
});

describe('who may', () => {
  const reader = () => management.token('reader', ['Connections.Read']);

  test('read and write are apart', async () => {
    expect((await management.call('GET', files, { token: await reader() })).status).toBe(200);
    for (const [method, path] of [
      ['PUT', files],
      ['DELETE', files],
      ['POST', `${files}/authorizations/org/getLoginLinks`],
      ['POST', `${files}/authorizations/org/confirmConsentCode`],
    ] as const)
      expect(await management.call(method, path, { token: await reader(), body: {} })).toMatchObject({
        status: 403,
        body: { error: { code: 'AuthorizationFailed' } },
      });
  });

  test.each<[string, () => Promise<string | null>]>([
    ['no token', async () => null],
    ['a token for the graph (audience crossover)', () => management.token('x', ['Connections.ReadWrite'], { aud: 'fedpass' })],
    ['a token for the token endpoint', () => management.token('x', ['Connections.ReadWrite'], { aud: 'https://fedpass.example/token' })],
    ['a token of another issuer', () => management.token('x', ['Connections.ReadWrite'], { iss: 'https://login.example' })],
    ['a token that is over', () => management.token('x', ['Connections.ReadWrite'], { exp: 1_000_000_000 })],
    [
      'a token that is not valid yet',
      () => management.token('x', ['Connections.ReadWrite'], { nbf: Math.floor(Date.now() / 1000) + 3_600 }),
    ],
    ['a token without an audience', () => management.token('x', ['Connections.ReadWrite'], { aud: undefined })],
    ['an ID token', () => management.token('x', ['Connections.ReadWrite'], { nonce: 'n' })],
    ['a key of another id', async () => management.issuer.sign({ aud: 'x' }, { kid: 'k2' })],
    ['no signature', async () => unsigned(await management.token())],
    ['another payload', async () => forged(await management.token('reader', ['Connections.Read']))],
  ])('%s is refused, with no word on why', async (_, token) => {
    const answer = await management.call('GET', files, { token: await token() });
    expect(answer.status).toBe(401);
    expect(answer.headers['www-authenticate']).toMatch(/^Bearer/);
    expect(JSON.stringify(answer.body)).not.toMatch(/exp|aud|iss|nbf|kid/);
  });

  test('and a token for this API opens nothing of the graph (audience crossover)', async () => {
    const asker = { kind: 'jwt', token: new Secret(await management.token('alice')) } as const;
    await expect(management.manager.get({ provider: 'files', connection: 'org', asker })).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
      detail: expect.stringContaining('`aud`'),
    });
  });

  test('roles are a list or words, and nothing else', async () => {
    const status = async (roles: unknown) =>
      (await management.call('GET', files, { token: await management.token('x', [], { roles }) })).status;
    expect(await status('other Connections.Read')).toBe(200);
    expect(await status(['Connections.Read'])).toBe(200);
    expect(await status('Connections.Reader')).toBe(403);
    expect(await status({ 'Connections.Read': true })).toBe(403);
    expect(await status(undefined)).toBe(403);
  });

  test('a page of another site learns nothing: no CORS', async () => {
    const preflight = await management.call('OPTIONS', files, {
      token: null,
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'PUT' },
    });
    expect(preflight.status).toBe(401);
    const answer = await management.call('GET', files, { headers: { origin: 'https://evil.example' } });
    for (const { headers } of [preflight, answer])
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });
});

const unsigned = (token: string): string => {
  const [, payload] = token.split('.');
  return `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
};
const forged = (token: string): string => {
  const [header, payload = '', signature] = token.split('.');
  const claims = { ...JSON.parse(Buffer.from(payload, 'base64url').toString()), roles: ['Connections.ReadWrite'] };
  return `${header}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${signature}`;
};

describe('addresses', () => {
  const version = '?api-version=2024-05-01';
  test.each<[string, number]>([
    [`${base}/authorizationProviders/`, 404],
    [`${base}/authorizationProviders//`, 404],
    [`${base}//authorizationProviders/files`, 404],
    [`/${base}/authorizationProviders/files`, 404],
    [`${base}/authorizationProviders/files/authorizations/org/`, 404],
    [`${base}/authorizationProviders/..`, 400],
    [`${base}/authorizationProviders/files/authorizations/..`, 400],
    [`${base}/authorizationProviders/%2e%2E`, 400],
    [`${base}/authorizationProviders/a%2Fb`, 400],
    [`${base}/authorizationProviders/a%5Cb`, 400],
    [`${base}/authorizationProviders/a%3Ab`, 400],
    [`${base}/authorizationProviders/a:b`, 400],
    [`${base}/authorizationProviders/a%00b`, 400],
    [`${base}/authorizationProviders/a%0d%0ab`, 400],
    [`${base}/authorizationProviders/%`, 400],
    [`${base}/authorizationProviders/%ff`, 400],
    [`${base}/authorizationProviders/%252e%252e`, 404],
    [`${base}/authorizationProviders/${'a'.repeat(257)}`, 400],
    [`${base}/authorizationProviders/__proto__`, 404],
    [`${base}/authorizationProviders/constructor`, 404],
    [`${base}/authorizationprovider`, 404],
    [base.replace(SUBSCRIPTION, '99999999-2222-3333-4444-555555555555'), 404],
    [base.replace('platform', 'other'), 404],
    [base.replace(/fedpass$/, 'other'), 404],
    ['/', 404],
    ['/token/files/org', 404],
    [`${base.toUpperCase()}/AUTHORIZATIONPROVIDERS/FILES`, 200],
  ])('GET %s: %i', async (path, status) => {
    const answer = await management.call('GET', `${path}${version}`, { raw: true });
    expect(answer.status).toBe(status);
    if (status !== 200)
      expect(answer.body).toMatchObject({ error: { code: expect.any(String), message: expect.any(String), details: expect.any(Array) } });
  });

  test('an id that would collapse does not delete the parent', async () => {
    for (const path of [
      `${files}/authorizations/..`,
      `${files}/authorizations/.`,
      `${files}/authorizations/%2e%2e`,
      `${files}/authorizations/`,
    ])
      expect([400, 404]).toContain((await management.call('DELETE', path)).status);
    expect((await get(files)).status).toBe(200);
  });

  test.each([
    ['', 400, 'MissingApiVersionParameter'],
    ['?api-version=', 400, 'MissingApiVersionParameter'],
    ['?api-version=latest', 400, 'InvalidApiVersionParameter'],
    ['?api-version=2019-01-01', 400, 'InvalidApiVersionParameter'],
    ['?api-version=2024-05-01&api-version=2022-08-01', 400, 'InvalidQueryParameter'],
    ['?API-Version=2022-08-01', 200, undefined],
  ])('%j: %i', async (query, status, code) => {
    const answer = await management.call('GET', `${base}${files}${query}`, { raw: true });
    expect(answer.status).toBe(status);
    if (code !== undefined) expect(answer.body).toMatchObject({ error: { code } });
  });

  test('methods that a resource does not take', async () => {
    expect(await management.call('DELETE', '/authorizationProviders')).toMatchObject({ status: 405, headers: { allow: 'GET' } });
    expect(await management.call('PATCH', files)).toMatchObject({ status: 405, headers: { allow: 'GET, PUT, DELETE' } });
  });

  test('the link to the next page is made of the configured address, whatever the Host says', async () => {
    await put('/authorizationProviders/zz', codeProvider());
    const answer = await management.call('GET', '/authorizationProviders?$top=1', {
      headers: { host: 'evil.example', 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' },
    });
    expect((answer.body as { nextLink: string }).nextLink).toBe(
      `https://management.example${base}/authorizationProviders?api-version=2024-05-01&%24top=1&%24skip=1`,
    );
    expect(answer.body).not.toHaveProperty('count');
  });

  test.each([
    '$top=0',
    '$top=x',
    '$top=-1',
    '$skip=-1',
    '$filter=name',
    '$filter=secret%20eq%20%27x%27',
    "$filter=name%20eq%20'x",
    '$filter=((((',
    `$filter=${'('.repeat(50)}`,
  ])('a list cannot be cut by %s', async (query) => {
    expect((await get(`/authorizationProviders?${query}`)).status).toBe(400);
  });
});

describe('bodies', () => {
  test('mass assignment: what is not the caller’s to say is passed over', async () => {
    const made = await management.call('PUT', '/authorizationProviders/mass', {
      body: {
        id: '/elsewhere',
        name: 'other',
        type: 'other',
        properties: {
          ...codeProvider(),
          oauth2: { ...codeProvider().oauth2, redirectUrl: 'https://evil.example' },
          incarnation: 'x',
          owner: 'x',
        },
      },
    });
    expect(made.body).toMatchObject({
      name: 'mass',
      properties: { oauth2: { redirectUrl: `${management.gatewayUrl}/oauth/callback/mass` } },
    });
    const connection = await put('/authorizationProviders/mass/authorizations/org', {
      status: 'Connected',
      error: null,
      state: { phase: 'ready' },
      accessPolicies: [{ objectId: 'evil' }],
    });
    expect(connection.body).toMatchObject({ properties: { status: 'Error' } });
    expect((await get('/authorizationProviders/mass/authorizations/org/accessPolicies')).body).toMatchObject({ value: [], count: 0 });
  });

  test.each<[string, unknown]>([
    ['nothing', {}],
    ['no grant', { properties: { identityProvider: 'oauth2', oauth2: { grantTypes: {} } } }],
    [
      'two grants',
      { properties: { identityProvider: 'oauth2', oauth2: { grantTypes: { authorizationCode: {}, clientCredentials: {} } } } },
    ],
    ['an unknown grant', { properties: { identityProvider: 'oauth2', oauth2: { grantTypes: { password: {} } } } }],
    ['an unknown kind', { properties: { ...codeProvider(), identityProvider: 'constructor' } }],
    ['an unknown parameter', { properties: codeProvider({ redirectUri: 'https://evil.example' }) }],
    [
      'a parameter that is no name',
      '{"properties":{"identityProvider":"oauth2","oauth2":{"grantTypes":{"authorizationCode":{"__proto__":"x"}}}}}',
    ],
    [
      'a parameter that is no text',
      { properties: { identityProvider: 'oauth2', oauth2: { grantTypes: { authorizationCode: { clientId: {} } } } } },
    ],
    ['a list', []],
    ['no JSON', '{'],
    [
      'a vault',
      { properties: { ...codeProvider(), oauth2: { ...codeProvider().oauth2, keyVault: { secretIdentifier: 'https://v.example/s' } } } },
    ],
  ])('%s is refused in ARM’s shape', async (_, body) => {
    const answer = await management.call('PUT', '/authorizationProviders/refused', { body });
    expect(answer).toMatchObject({ status: 400, body: { error: { code: expect.any(String), message: expect.any(String) } } });
    expect(JSON.stringify(answer.body)).not.toContain('canary');
    expect((await get('/authorizationProviders/refused')).status).toBe(404);
  });

  test('a body that is no JSON by its type', async () => {
    const headers = { 'content-type': 'text/plain' };
    expect((await management.call('PUT', files, { body: '{}', headers })).status).toBe(415);
  });

  test('a body without end', async () => {
    expect((await management.call('PUT', files, { body: { properties: { displayName: 'x'.repeat(300_000) } } })).status).toBe(413);
  });

  test.each([
    'http://login.example/token',
    'https://169.254.169.254/latest',
    'https://10.0.0.1/token',
    'https://[::1]/token',
    'https://[fd00::1]/token',
    'https://167772161/token',
    'https://0x0a.1/token',
    'https://localhost/token',
    'https://vault.internal/token',
    'https://intranet/token',
    'file:///etc/passwd',
    'https://user:word@login.example/token',
  ])('SSRF by the address of a provider: %s', async (tokenUrl) => {
    expect((await put('/authorizationProviders/ssrf', codeProvider({ tokenUrl }))).status).toBe(400);
  });

  test('a secret that a caller may not read is not sent where he likes', async () => {
    const moved = { tokenUrl: 'https://evil.example/token', clientSecret: '' };
    expect(await put('/authorizationProviders/zz', codeProvider(moved))).toMatchObject({ status: 400 });
    expect((await put('/authorizationProviders/zz', codeProvider({ clientSecret: '' }))).status).toBe(200);
    // With connections it would be their refresh tokens, too.
    expect(await put(files, codeProvider({ tokenUrl: 'https://evil.example/token' }))).toMatchObject({ status: 409 });
    const below = { parameters: { clientId: 'c', tokenUrl: 'https://evil.example/token', clientSecret: 'x' } };
    await put('/authorizationProviders/cc', {
      identityProvider: 'oauth2',
      oauth2: { grantTypes: { clientCredentials: { tokenUrl: 'https://login.example/token', clientSecret: 'canary-client-secret' } } },
    });
    const { clientSecret: _, ...without } = below.parameters;
    expect(await put('/authorizationProviders/cc/authorizations/org', { parameters: without })).toMatchObject({ status: 400 });
    expect(await put('/authorizationProviders/cc/authorizations/org', below)).toMatchObject({ status: 201 });
  });

  test.each([
    [{}],
    [{ objectId: 'x' }],
    [{ objectId: 1, tenantId: 't' }],
    [{ objectId: 'x', tenantId: 't', appIds: [] }],
    [{ objectId: 'x', tenantId: 't', appIds: 'a' }],
  ])('the access policy %j', async (properties) => {
    expect((await put(`${files}/authorizations/org/accessPolicies/bad`, properties)).status).toBe(400);
  });

  test('parents must be there', async () => {
    expect((await put('/authorizationProviders/none/authorizations/org', {})).status).toBe(404);
    expect((await put(`${files}/authorizations/none/accessPolicies/x`, { objectId: 'x', tenantId: 't' })).status).toBe(404);
  });

  test.each([
    ['"1"', 200],
    ['"1", "99"', 200],
    ['*', 200],
    ['"99"', 412],
    ['W/"1"', 412],
    ['garbage', 412],
  ])('If-Match: %s', async (tag, status) => {
    const id = `/authorizationProviders/match-${encodeURIComponent(tag.replaceAll(/\W/g, '_'))}-${status}`;
    await put(id, codeProvider());
    expect((await put(id, codeProvider(), { 'if-match': tag })).status).toBe(status);
    expect((await put(`${id}-none`, codeProvider(), { 'if-match': '*' })).status).toBe(412);
  });
});

describe('preconditions', () => {
  const names = [
    '/authorizationProviders/fresh',
    '/authorizationProviders/fresh/authorizations/org',
    '/authorizationProviders/fresh/authorizations/org/accessPolicies/p',
  ];
  const bodies = [codeProvider(), {}, { objectId: 'o', tenantId: 't' }];

  test.each(names.map((name, at): [string, object] => [name, bodies[at] ?? {}]))(
    'If-None-Match: * makes %s and replaces nothing',
    async (path, body) => {
      expect((await put(path, body, { 'if-none-match': '*' })).status).toBe(201);
      const before = await get(path);
      expect(await put(path, body, { 'if-none-match': '*' })).toMatchObject({
        status: 412,
        body: { error: { code: 'PreconditionFailed' } },
      });
      expect((await get(path)).headers['etag']).toBe(before.headers['etag']);
    },
  );

  test.each([{ 'if-none-match': '"1"' }, { 'if-none-match': '*', 'if-match': '*' }])(
    '%j says nothing that is understood',
    async (headers) => {
      expect((await put(files, codeProvider(), headers)).status).toBe(400);
    },
  );
});

describe('limits', () => {
  test('the one too many is refused, however many come at once', async () => {
    const small = await startManagement({
      providers: [
        clientCredentialsProvider('http://127.0.0.1:9/token', {
          id: 'declared',
          connections: [connectionSettings({ parameters: { clientId: 'c', clientSecret: 's' } })],
        }),
      ],
      over: { resourceLimits: { providers: 3, connectionsPerProvider: 3, accessPoliciesPerConnection: 2 } },
    });
    try {
      const at = (path: string, properties: object) => small.call('PUT', path, { body: { properties } });
      const statuses = async (count: number, one: (n: number) => Promise<{ status: number }>) =>
        (await Promise.all([...Array(count).keys()].map(one))).map(({ status }) => status).sort();
      expect(await statuses(5, (n) => at(`/authorizationProviders/p${n}`, codeProvider()))).toEqual([201, 201, 409, 409, 409]);
      const cc = (n: number) =>
        at(`/authorizationProviders/declared/authorizations/c${n}`, { parameters: { clientId: 'c', clientSecret: 's' } });
      expect(await statuses(5, cc)).toEqual([201, 201, 409, 409, 409]);
      const [made] = (
        (await small.call('GET', '/authorizationProviders/declared/authorizations?$filter=startswith(name,%27c%27)')).body as {
          value: { name: string }[];
        }
      ).value;
      const policies = `/authorizationProviders/declared/authorizations/${made?.name}/accessPolicies`;
      expect(await statuses(4, (n) => at(`${policies}/a${n}`, { objectId: 'o', tenantId: 't' }))).toEqual([201, 201, 409, 409]);
    } finally {
      await small.close();
    }
  });
});
