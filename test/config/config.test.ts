import { describe, expect, it } from 'vitest';
import type { Config } from '../../src/config/config.ts';
import { Secret } from '../../src/runtime/ports/credential-source.ts';
import { brief, filesOf, read } from './reading.ts';

const env = {
  PORT: '4100',
  ENABLED: 'false',
  HOST: 'crm.example',
  KEY: 'k',
  PASSWORD: 'p@ss',
  ENDPOINT: 'http://127.0.0.1:41741/msi',
  HEADER: 'h',
};

/** The configuration of a text that must be clean but for warnings. */
function good(text: string): Config {
  const { config, findings } = read(text, { env, files: filesOf({ '/project/key.txt': 'from-file\n' }) });
  if (config === undefined) throw new Error(findings.map(brief).join('\n'));
  return config;
}
const smallest = 'subgraphs: { crm: { url: "https://x.example" } }\n';

describe('a small configuration', () => {
  it('has a default for everything but its subgraphs', () => {
    const { source, at, keyAt, ...settings } = good(smallest);
    expect(settings).toEqual({
      folder: '/project',
      listen: { host: '127.0.0.1', port: 4000, trustedProxies: [], shareQueries: false },
      subgraphs: {
        crm: {
          kind: 'federation',
          url: 'https://x.example',
          schema: '/project/subgraphs/crm/schema.graphql',
          forwardHeaders: { kind: 'named', names: [] },
          timeout: 5000,
          shareCalls: true,
          retry: { attempts: 1, wait: 100 },
          breaker: { enabled: true, failures: 50, calls: 20, window: 10_000, pause: 5_000 },
        },
      },
      apis: {},
      policies: '/project/policies',
      namedValues: {},
      identity: { issuers: [] },
      callers: { products: {}, subscriptions: {} },
      graph: { persistedQueries: { automatic: true, ttl: 86_400_000 } },
      providers: {},
      backends: {},
      certificates: {},
      schemas: {},
      telemetry: { prometheus: { enabled: false }, series: 1_000, requests: false },
      store: { kind: 'file', path: '/project/.fedpass/credentials.db' },
      cache: { kind: 'memory' },
      keys: { file: '/project/.fedpass/keys.json', rotateEvery: 2_592_000_000 },
      messaging: { loggers: {}, serviceBus: {} },
      management: { kind: 'off' },
      tokenEndpoint: { kind: 'off' },
      webhooks: [],
      managedIdentity: { kind: 'none' },
      egress: { allow: [] },
      limits: {
        requestBody: 1024 ** 2,
        queryTokens: 15_000,
        operation: { depth: 20, aliases: 100, rootFields: 50, directives: 100, cost: 100_000 },
        planningTime: 5_000,
        batch: 0,
        responseBody: 16 * 1024 ** 2,
        requestTimeout: 60_000,
        tokenTimeout: 10_000,
        tokenCalls: 20,
        authorizationsPerMinute: 250,
        shutdownGrace: 10_000,
        cacheEntry: 1024 ** 2,
        cacheMemory: 64 * 1024 ** 2,
        expressionSteps: 5_000_000,
        expressionData: 64 * 1024 ** 2,
        expressionTime: 1000,
      },
      lint: { rules: {}, overrides: [] },
    });
    expect([source.file, typeof at, typeof keyAt]).toEqual(['fedpass.yaml', 'function', 'function']);
  });

  it('may leave maps empty, and begin with a byte order mark', () => {
    expect(good(`\uFEFF${smallest}providers:\nnamedValues:\nlisten:\nstore:\n`).providers).toEqual({});
  });

  it('is frozen throughout, and no name in it means anything by chance', () => {
    const config = good(`${smallest}namedValues: { a: { value: b } }\n`);
    expect(config.namedValues['constructor']).toBeUndefined();
    expect(config.subgraphs['toString']).toBeUndefined();
    for (const part of [config, config.subgraphs, config.subgraphs['crm'], config.listen, config.namedValues['a'], config.egress.allow]) {
      expect(Object.isFrozen(part)).toBe(true);
    }
  });
});

/** A line or two beside the subgraphs, and what it makes of one part of the configuration. */
const values: readonly (readonly [text: string, part: (config: Config) => unknown, expected: unknown])[] = [
  [`listen:\n  port: \${env.PORT}\n`, (config) => config.listen.port, 4100],
  [`listen: { port: "\${env.PORT}" }\n`, (config) => config.listen.port, 4100],
  ['lint: { rules: { csharp: off } }\n', (config) => config.lint.rules['csharp'], { severity: 'off', options: {} }],
  [
    'lint: { rules: { a/b: [error, { most: 3, names: [x] }] } }\n',
    (config) => config.lint.rules['a/b'],
    { severity: 'error', options: { most: 3, names: ['x'] } },
  ],
  [`management: { enabled: "\${env.ENABLED}" }\n`, (config) => config.management, { kind: 'off' }],
  [`listen: { publicUrl: "https://\${env.HOST}/graph/" }\n`, (config) => config.listen.publicUrl, 'https://crm.example/graph'],
  ['namedValues: { a: { value: 1.10 } }\n', (config) => config.namedValues['a'], { kind: 'plain', value: '1.10' }],
  ['namedValues: { a: { value: true } }\n', (config) => config.namedValues['a'], { kind: 'plain', value: 'true' }],
  ['namedValues: { a: { value: "" } }\n', (config) => config.namedValues['a'], { kind: 'plain', value: '' }],
  [`namedValues: { a: { value: "$\${env.X}" } }\n`, (config) => config.namedValues['a'], { kind: 'plain', value: `\${env.X}` }],
  [
    `namedValues: { a: { secret: "\${env.KEY}" } }\n`,
    (config) => config.namedValues['a'],
    { kind: 'secret', secret: { kind: 'env', name: 'KEY' } },
  ],
  [
    `namedValues: { a: { secret: "\${file:key.txt}" } }\n`,
    (config) => config.namedValues['a'],
    { kind: 'secret', secret: { kind: 'file', path: 'key.txt' } },
  ],
  [
    `namedValues: { a: { secret: "Bearer \${env.KEY}" } }\n`,
    (config) => config.namedValues['a'],
    {
      kind: 'secret',
      secret: {
        kind: 'parts',
        parts: [
          { kind: 'literal', value: expect.any(Secret) },
          { kind: 'env', name: 'KEY' },
        ],
      },
    },
  ],
  [
    `store: redis://:\${env.PASSWORD}@r.example/2\n`,
    (config) => config.store,
    { kind: 'redis', url: expect.any(Secret), place: 'redis://r.example/2' },
  ],
  ['store: file:/var/lib/f.db\n', (config) => config.store, { kind: 'file', path: '/var/lib/f.db' }],
  [
    `certificates: { a: { pfx: "\${file:key.txt}", password: "\${env.PASSWORD}" } }\n`,
    (config) => config.certificates['a'],
    { kind: 'pfx', pfx: { kind: 'file', path: 'key.txt' }, password: { kind: 'env', name: 'PASSWORD' } },
  ],
  [
    `certificates: { a: { certificate: "\${file:key.txt}", key: "\${file:key.txt}" } }\n`,
    (config) => config.certificates['a'],
    { kind: 'pem', certificate: { kind: 'file', path: 'key.txt' }, key: { kind: 'file', path: 'key.txt' }, password: undefined },
  ],
  [
    `certificates: { a: { authority: "\${file:key.txt}" } }\n`,
    (config) => config.certificates['a'],
    { kind: 'authority', authority: { kind: 'file', path: 'key.txt' } },
  ],
  [
    `messaging: { loggers: { a: { connectionString: "\${env.KEY}" } }, dapr: {} }\n`,
    (config) => config.messaging,
    { loggers: { a: { connectionString: { kind: 'env', name: 'KEY' } } }, serviceBus: {}, dapr: { url: 'http://127.0.0.1:3500' } },
  ],
  [
    'messaging: { serviceBus: { ns.example: { endpoint: "https://x.example/" } } }\n',
    (config) => config.messaging.serviceBus['ns.example'],
    { endpoint: 'https://x.example' },
  ],
  [
    'cache: rediss://r.example:6380\n',
    (config) => config.cache,
    { kind: 'redis', url: expect.any(Secret), place: 'rediss://r.example:6380' },
  ],
  ['policies: ../policies\n', (config) => config.policies, '/policies'],
  [
    'limits: { requestTimeout: 2m, requestBody: 64kb }\n',
    (config) => [config.limits.requestTimeout, config.limits.requestBody],
    [120_000, 65_536],
  ],
  [
    'egress: { allow: [API.example.com, "*.contoso.com:443", 10.0.0.5, "[::1]:80"] }\n',
    (config) => config.egress.allow,
    [
      { kind: 'host', host: 'api.example.com', port: undefined },
      { kind: 'suffix', suffix: '.contoso.com', port: 443 },
      { kind: 'host', host: '10.0.0.5', port: undefined },
      { kind: 'host', host: '[::1]', port: 80 },
    ],
  ],
  [
    'identity: { issuers: [{ issuer: "https://i", audience: [a, b, a], claims: { objectId: sub } }] }\n',
    (config) => config.identity.issuers[0],
    { issuer: 'https://i', audience: ['a', 'b'], claims: { objectId: 'sub' } },
  ],
  ['managedIdentity: { kind: virtualMachine }\n', (config) => config.managedIdentity, { kind: 'virtualMachine', clientId: undefined }],
  [
    `managedIdentity: { kind: appService, endpoint: "\${env.ENDPOINT}", header: "\${env.HEADER}" }\n`,
    (config) => config.managedIdentity,
    { kind: 'appService', clientId: undefined, endpoint: 'http://127.0.0.1:41741/msi', header: { kind: 'env', name: 'HEADER' } },
  ],
  [
    `managedIdentity: { kind: workload, clientId: c, tenantId: t, assertion: "\${env.KEY}" }\n`,
    (config) => config.managedIdentity,
    {
      kind: 'workload',
      clientId: 'c',
      tenantId: 't',
      assertion: { kind: 'env', name: 'KEY' },
      authority: 'https://login.microsoftonline.com',
    },
  ],
  [
    'management: { enabled: true, subscription: a, resourceGroup: b, service: c, audience: d }\n',
    (config) => config.management,
    {
      kind: 'on',
      listen: { host: '127.0.0.1', port: 4400 },
      subscription: 'a',
      resourceGroup: 'b',
      service: 'c',
      audience: 'd',
      roles: { claim: 'roles', read: 'Connections.Read', write: 'Connections.ReadWrite' },
      postLoginRedirectUrls: [],
      providerHosts: [],
      secrets: {},
      keyVaults: {},
    },
  ],
  ['tokenEndpoint: { enabled: true, audience: a }\n', (config) => config.tokenEndpoint, { kind: 'on', audience: 'a' }],
  [
    'management: { enabled: true, subscription: a, resourceGroup: b, service: c, audience: d, providerHosts: [Login.Corp] }\n',
    (config) => (config.management.kind === 'on' ? config.management.providerHosts : []),
    ['login.corp'],
  ],
];

describe('values', () => {
  it.each(values)('%s', (text, part, expected) => {
    expect(part(good(`${smallest}${text}`))).toEqual(expected);
  });

  it.each([
    ['all', { kind: 'all', names: [] }],
    ['[all, Authorization]', { kind: 'all', names: ['authorization'] }],
    ['[Accept, X-A, accept]', { kind: 'named', names: ['accept', 'x-a'] }],
  ])('forwardHeaders: %s', (headers, expected) => {
    expect(good(`subgraphs: { crm: { url: "https://x", forwardHeaders: ${headers} } }`).subgraphs['crm']?.forwardHeaders).toEqual(expected);
  });

  it('an alias repeats a value', () => {
    const { subgraphs } = good('subgraphs:\n  a: &all { url: "https://x", timeout: 1s }\n  b: *all\n');
    expect(subgraphs['b']).toEqual({ ...subgraphs['a'], schema: '/project/subgraphs/b/schema.graphql' });
  });

  it('parameters stay plain unless they came by reference or tell of a secret', () => {
    const { providers } = good(
      `${smallest}providers: { p: { identityProvider: x, grantType: clientCredentials, parameters: { scopes: a b, n: 5, t: true, url: "\${env.HOST}", clientSecret: s } } }\n`,
    );
    expect(providers['p']?.parameters).toEqual({
      scopes: 'a b',
      n: 5,
      t: true,
      url: { kind: 'env', name: 'HOST' },
      clientSecret: { kind: 'literal', value: expect.any(Secret) },
    });
  });
});

describe('positions', () => {
  const text = `${smallest}providers:\n  github:\n    identityProvider: oauth2\n    grantType: clientCredentials\n    parameters:\n      scopes: repo user\nidentity: { issuers: [{ issuer: "https://i", audience: a }] }\n`;
  const config = good(text);
  const cut = ({ start, end }: { start: number; end: number }): string => text.slice(start, end);

  it.each([
    [['providers', 'github', 'parameters', 'scopes'], 'repo user', 'scopes'],
    [['providers', 'github', 'parameters'], 'parameters', 'parameters'],
    [['providers', 'github', 'parameters', 'clientId'], 'parameters', 'parameters'],
    [['providers', 'github', 'connections', 'org'], 'github', 'github'],
    [['identity', 'issuers', 0, 'audience'], 'a', 'audience'],
    [['identity', 'issuers', 0], '{ issuer: "https://i", audience: a }', '{ issuer: "https://i", audience: a }'],
  ])('%j', (path, value, key) => {
    expect([cut(config.at(path)), cut(config.keyAt(path))]).toEqual([value, key]);
  });
});

describe('commands that run nothing', () => {
  const text = `subgraphs: { crm: { url: "\${env.CRM}", timeout: "\${env.T}" } }\nlisten: { port: "\${env.P}" }\nnamedValues: { a: { value: "x \${env.V}" }, b: { secret: "\${env.S}" } }\nstore: "\${env.STORE}"\n`;

  it('need no variable to be set', () => {
    const { config, findings } = read(text, { secrets: 'skip' });
    expect(findings).toEqual([]);
    expect(Object.keys(config?.namedValues ?? {})).toEqual(['a', 'b']);
  });

  it('still see what is wrong', () => {
    expect(read(`${text}prviders: {}`, { secrets: 'skip' }).findings.map(brief)).toEqual(['config/unknown-key 5:1-5:9']);
  });

  it('take what is set', () => {
    expect(read(text, { secrets: 'skip', env: { P: '1', T: '7s' } }).config?.listen.port).toBe(1);
  });
});
