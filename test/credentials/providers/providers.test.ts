import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { catalogue } from '../../../src/credentials/providers/catalogue.ts';
import { checkProviders } from '../../../src/credentials/providers/check-settings.ts';
import { isEndpointUrl } from '../../../src/credentials/providers/endpoint-url.ts';
import { formats } from '../../../src/credentials/providers/formats.ts';
import type { ParameterDefinition, ProviderDefinition } from '../../../src/credentials/providers/provider.ts';
import { holesOf } from '../../../src/credentials/providers/template.ts';
import type { GrantType, ParameterValues, ProviderSettings } from '../../../src/credentials/settings.ts';
import { Secret } from '../../../src/runtime/ports/credential-source.ts';
import { connectionSettings } from '../support/settings.ts';
import { clientOf } from '../support/token-clients.ts';

const root = join(import.meta.dirname, '../../..');
const kinds = readdirSync(join(root, 'src/credentials/providers/kinds')).map((file) => file.replace(/\.ts$/, ''));

test('the catalogue has every kind, under its own id, and is current (else: node scripts/generate-provider-catalogue.mjs)', () => {
  expect([...catalogue.keys()].sort()).toEqual(kinds.sort());
  for (const [id, definition] of catalogue) expect(definition.id).toBe(id);
  execFileSync(process.execPath, [join(root, 'scripts/generate-provider-catalogue.mjs'), '--check']);
});

test('all kinds of API Management are there, and many more', () => {
  const known = [
    'aad',
    'oauth2',
    'oauth2pkce',
    'github',
    'google',
    'dropbox',
    'linkedin',
    'servicenow',
    'spotify',
    'stripe',
    'twitter',
    'zendesk',
  ];
  expect([...catalogue.keys()]).toEqual(expect.arrayContaining(known));
  expect(catalogue.size).toBeGreaterThanOrEqual(known.length + 15);
});

/** A value that passes the check of a parameter. */
function goodValue({ name, type, format, values, under, sample, default: standard }: ParameterDefinition): string {
  if (type === 'bool') return 'true';
  if (standard !== undefined || sample !== undefined) return sample ?? standard ?? '';
  if (values?.[0] !== undefined) return values[0];
  if (format === 'host') return `x.${under?.[0] ?? 'example.com'}`;
  if (format === 'url' || format === 'issuer' || format === 'uris') return 'https://as.example/x';
  return name === 'privateKey' ? '' : 'v';
}

const skipped: readonly string[] = [
  'privateKey',
  'clientCertificate',
  'certificateAuthority',
  'proxy',
  'tokenHosts',
  'authorizationParameters',
  'tokenParameters',
];

const settingsOf = (definition: ProviderDefinition, grantType: GrantType, over: ParameterValues = {}): ProviderSettings => ({
  id: 'p',
  identityProvider: definition.id,
  grantType,
  parameters: {
    ...Object.fromEntries(
      definition.parameters
        .filter(({ name, need }) => need[grantType] !== undefined && !skipped.includes(name))
        .map((parameter) => [parameter.name, goodValue(parameter)]),
    ),
    ...over,
  },
  connections: [
    connectionSettings({
      accessPolicies: [{ kind: 'principal', name: 'team', objectId: 'o', tenantId: 't' }],
    }),
  ],
});

const badParameters = (definition: ProviderDefinition, grantType: GrantType, over: ParameterValues): readonly string[] =>
  checkProviders([settingsOf(definition, grantType, over)])
    .filter(({ code }) => code === 'credential-provider/bad-value' || code === 'credential-provider/bad-url')
    .map(({ path }) => path.at(-1) ?? '');

/** What would lead a template elsewhere if it were let into the place of a name. */
const hostile = [
  'evil.example/',
  'evil.example#',
  'evil.example?',
  'evil.example\\',
  'evil.example:443/',
  'evil@example',
  'a.b@evil.example',
  'x/../../y',
  '..',
  '.',
  ' ',
  'a b',
  'a\tb',
  'a\r\nHost: evil',
  '%2e%2e',
  'evil%2f',
  'evil。example',
  'ｅvil',
  '-a',
  'a-',
  'a..b',
  '[::1]',
  '169.254.169.254/',
  '//evil.example',
  'https://evil.example',
  '{clientId}',
  '$&',
  'x'.repeat(64),
];

const all = [...catalogue.values()].map((definition) => [definition.id, definition] as const);

describe.each(all)('%s', (_, definition) => {
  const { parameters, endpoints, grantTypes } = definition;
  const named = (name: string): ParameterDefinition | undefined => parameters.find((parameter) => parameter.name === name);
  const templates = [
    ...(endpoints.kind === 'discovered'
      ? [endpoints.issuer]
      : [endpoints.authorization, endpoints.token, endpoints.refresh, endpoints.revocation, endpoints.issuer?.id]),
    ...(definition.hosts ?? []),
    definition.assertion?.issuer,
    definition.assertion?.audience,
    ...(definition.assertion?.subject ?? []),
    ...[definition.authorizationParameters, definition.tokenParameters, ...Object.values(definition.grantParameters)].flatMap(
      Object.values,
    ),
  ].filter((template) => template !== undefined);

  test('documents itself and every parameter', () => {
    for (const text of [definition.docs, ...parameters.map(({ docs }) => docs)]) expect(text).toMatch(/^[A-Z].*\.$/s);
    for (const { title } of parameters) expect(title).toMatch(/^[A-Z][\w ]{2,30}$/);
    expect(definition.documentation).toMatch(/^https:\/\//);
    expect(definition.id).toMatch(/^[a-z][a-z0-9]+$/);
  });

  test('has each parameter once, for grants it offers', () => {
    const names = parameters.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { need } of parameters) {
      expect(Object.keys(need).length).toBeGreaterThan(0);
      expect(grantTypes).toEqual(expect.arrayContaining(Object.keys(need)));
    }
    expect(names).toEqual(expect.arrayContaining(['clientId', 'scopes', 'tokenHosts', 'proxy', 'certificateAuthority']));
    for (const { name, type } of parameters)
      expect(type === 'securestring').toBe(/^(?:clientSecret|privateKey|actorToken|proxy)$/.test(name));
  });

  test('has defaults, samples and choices that pass its own check', () => {
    for (const grant of grantTypes) {
      const problems = checkProviders([settingsOf(definition, grant)]).filter(({ code }) => !code.includes('/missing-'));
      expect(problems).toEqual([]);
    }
    for (const { onlyWith } of parameters) if (onlyWith !== undefined) expect(named(onlyWith.parameter)).toBeDefined();
  });

  test('names only parameters that there are', () => {
    for (const template of templates) for (const hole of holesOf(template)) expect(named(hole), `${template}: ${hole}`).toBeDefined();
  });

  test('has https endpoints, whatever is optional', () => {
    for (const grant of grantTypes) {
      const client = clientOf(settingsOf(definition, grant));
      const { endpoints: found } = client;
      const urls = found.kind === 'discovered' ? [found.issuer] : [found.endpoints.token, found.endpoints.refresh];
      const consent = grant === 'authorizationCode' && found.kind === 'known' ? [found.endpoints.authorization ?? ''] : [];
      for (const url of [...urls, ...consent]) expect(isEndpointUrl(url, 'loopback') && url.startsWith('https:'), url).toBe(true);
      for (const host of client.hosts ?? []) expect(formats.hosts.accepts(host, { http: 'loopback', under: undefined })).toBe(true);
    }
  });

  const inHosts = new Set(
    (endpoints.kind === 'known' ? [endpoints.authorization, endpoints.token, endpoints.refresh, endpoints.revocation] : []).flatMap(
      (template) => holesOf(/^https:\/\/([^/]*)/.exec(template ?? '')?.[1] ?? ''),
    ),
  );

  test.each([...inHosts])('`%s` cannot lead its endpoints to another host', (hole) => {
    const parameter = named(hole);
    expect(parameter?.format === undefined ? false : formats[parameter.format].hostSafe).toBe(true);
    for (const value of hostile)
      for (const grant of grantTypes) expect(badParameters(definition, grant, { [hole]: value }), JSON.stringify(value)).toContain(hole);
  });

  test('what a path takes cannot leave it', () => {
    for (const { name, format } of parameters.filter((parameter) => parameter.format === 'path-segment')) {
      expect(format).toBe('path-segment');
      for (const value of ['../x', '..', 'a/b', 'a?b', 'a#b', 'a\\b', 'a%2fb', '@evil.example', 'a:b', 'a b'])
        for (const grant of grantTypes) expect(badParameters(definition, grant, { [name]: value })).toContain(name);
    }
  });

  test('a parameter that is no host leaves all hosts alone', () => {
    if (endpoints.kind === 'discovered') return;
    const hosts = (over: ParameterValues): string[] => {
      const client = clientOf(settingsOf(definition, grantTypes[0] ?? 'authorizationCode', over));
      const found = client.endpoints.kind === 'known' ? client.endpoints.endpoints : undefined;
      return [found?.token ?? '', found?.refresh ?? ''].map((url) => new URL(url).host);
    };
    const before = hosts({});
    const harmless = parameters.filter(({ name, format }) => !inHosts.has(name) && format !== 'url' && !skipped.includes(name));
    for (const { name } of harmless) expect(hosts({ [name]: 'evil.example' })).toEqual(before);
  });
});

test('hosts of one vendor only, where a vendor is meant', () => {
  const bad = (host: string): boolean =>
    badParameters(catalogue.get('salesforce') as ProviderDefinition, 'authorizationCode', { host }).length > 0;
  expect(
    ['login.salesforce.com', 'test.salesforce.com', 'example.my.salesforce.com', 'EXAMPLE.sandbox.my.salesforce.com'].filter(bad),
  ).toEqual([]);
  const others = [
    'evil.example',
    'salesforce.com.evil.example',
    'evilsalesforce.com',
    'login.salesforce.com:8443',
    'login.salesforce.com.',
  ];
  expect(others.filter(bad)).toEqual(others);
});

test.each(['git.example.com', 'git.example.com:8443', 'localhost', '10.0.0.5'])('a server of one’s own at %s', (host) => {
  expect(badParameters(catalogue.get('gitlab') as ProviderDefinition, 'authorizationCode', { host })).toEqual([]);
});

test.each(['0x7f.1', '2130706433', '127.1', 'git.example.com:443', 'git.example.com:99999', 'git.example.com:0', 'xn--'])(
  '%s is no host',
  (host) => {
    expect(badParameters(catalogue.get('gitlab') as ProviderDefinition, 'authorizationCode', { host })).toEqual(['host']);
  },
);

test('PKCE wherever the vendor takes it, and as the settings say', () => {
  const pkce = (id: string, over: ParameterValues = {}): boolean =>
    clientOf(settingsOf(catalogue.get(id) as ProviderDefinition, 'authorizationCode', { ...over })).pkce;
  expect(['aad', 'github', 'google', 'twitter', 'airtable', 'oauth2pkce', 'oidc'].filter((id) => !pkce(id))).toEqual([]);
  expect(clientOf({ ...settingsOf(catalogue.get('oauth2') as ProviderDefinition, 'authorizationCode'), parameters: {} }).pkce).toBe(false);
  // LinkedIn answers a confidential client that sends a verifier with `invalid_client`.
  expect(pkce('linkedin', { pkce: 'false' })).toBe(false);
  expect(catalogue.get('linkedin')?.parameters.find(({ name }) => name === 'pkce')?.default).toBe('false');
});

test('token hosts are the provider’s, or the settings’', () => {
  const hosts = (id: string, over: ParameterValues = {}) =>
    clientOf(settingsOf(catalogue.get(id) as ProviderDefinition, 'authorizationCode', over)).hosts;
  expect(hosts('github', { host: 'GHE.example.com:8443' })).toEqual(['ghe.example.com', '*.ghe.example.com']);
  expect(hosts('shopify', { shop: 'Example' })).toEqual(['example.myshopify.com']);
  expect(hosts('oauth2')).toBeUndefined();
  expect(hosts('google', { tokenHosts: ' API.example.com  *.example.org ' })).toEqual(['api.example.com', '*.example.org']);
  expect(hosts('google', { tokenHosts: '*' })).toBeUndefined();
});

test('a secret that stands where none is expected is read all the same', () => {
  const client = clientOf(settingsOf(catalogue.get('shopify') as ProviderDefinition, 'authorizationCode', { shop: new Secret('example') }));
  expect(client.endpoints).toMatchObject({ endpoints: { token: 'https://example.myshopify.com/admin/oauth/access_token' } });
});

test.each<[string, 'loopback' | 'anywhere', boolean]>([
  ['https://as.example/token', 'loopback', true],
  ['http://127.0.0.1:4001/token', 'loopback', true],
  ['http://127.9.9.9/', 'loopback', true],
  ['http://[::1]:4001/token', 'loopback', true],
  ['http://localhost:4001/token', 'loopback', true],
  ['http://localhost.example/token', 'loopback', false],
  ['http://127.0.0.1.example/token', 'loopback', false],
  ['http://10.0.0.1/token', 'loopback', false],
  ['http://as.example/token', 'loopback', false],
  ['http://as.example/token', 'anywhere', true],
  ['https://user:pass@as.example/', 'anywhere', false],
  ['https://as.example/#x', 'anywhere', false],
  ['ftp://as.example/', 'anywhere', false],
  ['file:///etc/passwd', 'anywhere', false],
  ['as.example', 'anywhere', false],
  ['', 'anywhere', false],
])('%s with http %s: %s', (url, http, expected) => {
  expect(isEndpointUrl(url, http)).toBe(expected);
});
