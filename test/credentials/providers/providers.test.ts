import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { serverAt, tokenClient } from '../../../src/credentials/grants/token-client.ts';
import { catalogue } from '../../../src/credentials/providers/catalogue.ts';
import { isEndpointUrl } from '../../../src/credentials/providers/endpoint-url.ts';
import { effectiveParameters } from '../../../src/credentials/providers/parameters.ts';
import type { ProviderDefinition } from '../../../src/credentials/providers/provider.ts';
import type { ParameterValues, ProviderSettings } from '../../../src/credentials/settings.ts';
import { Secret } from '../../../src/runtime/ports/credential-source.ts';
import { connectionSettings } from '../support/settings.ts';

const folder = join(import.meta.dirname, '../../../src/credentials/providers');
/** Files of the folder that are no provider. */
const others = ['catalogue', 'check-settings', 'common-parameters', 'endpoint-url', 'generic', 'parameters', 'provider', 'reference-page'];

test('the catalogue has every file of the folder, under its own id', () => {
  const files = readdirSync(folder).map((file) => file.replace(/\.ts$/, ''));
  expect([...catalogue.keys()].sort()).toEqual(files.filter((file) => !others.includes(file)).sort());
  for (const [id, definition] of catalogue) expect(definition.id).toBe(id);
});

describe.each([...catalogue.values()].map((definition) => [definition.id, definition] as const))('%s', (_, definition) => {
  test('documents itself and every parameter', () => {
    for (const text of [definition.docs, ...definition.parameters.map((parameter) => parameter.docs)]) expect(text).toMatch(/^[A-Z].*\.$/s);
    expect(definition.documentation).toMatch(/^https:\/\//);
  });

  test('has each parameter once, for grants it offers', () => {
    const names = definition.parameters.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { need } of definition.parameters) expect(Object.keys(need).length).toBeGreaterThan(0);
    expect(names).toEqual(expect.arrayContaining(['clientId', 'clientSecret', 'scopes']));
    expect(definition.parameters.filter(({ type }) => type === 'securestring').map(({ name }) => name)).toEqual(['clientSecret']);
  });

  test('has endpoints that may be called, whatever is optional', () => {
    const values = Object.fromEntries(
      definition.parameters.map(({ name, format }) => [name, format === 'url' ? 'https://as.example/x' : 'v']),
    );
    const endpoints = clientOf(definition, values).endpoints;
    for (const url of [endpoints.authorization, endpoints.token, endpoints.refresh]) expect(isEndpointUrl(url, 'loopback')).toBe(true);
  });
});

function clientOf(definition: ProviderDefinition, parameters: ParameterValues) {
  const connection = connectionSettings();
  const provider: ProviderSettings = {
    id: 'p',
    identityProvider: definition.id,
    grantType: 'authorizationCode',
    parameters,
    connections: [connection],
  };
  return tokenClient(definition, effectiveParameters(definition, provider, connection), {});
}

function client(id: string, parameters: ParameterValues = {}) {
  const definition = catalogue.get(id);
  if (definition === undefined) throw new Error(id);
  return clientOf(definition, { clientId: 'c', clientSecret: new Secret('s'), ...parameters });
}

describe('facts', () => {
  test('aad: v1 endpoints of the directory, and the resource everywhere', () => {
    const { endpoints, extra } = client('aad', { resourceUri: 'https://graph.example' });
    expect(endpoints).toMatchObject({
      authorization: 'https://login.windows.net/common/oauth2/authorize',
      token: 'https://login.windows.net/common/oauth2/token',
    });
    expect(extra).toEqual({ authorization: { resource: 'https://graph.example' }, token: { resource: 'https://graph.example' } });
    const own = client('aad', { resourceUri: 'r', tenantId: 'contoso.example', loginUri: 'https://login.partner.example/' });
    expect(own.endpoints.token).toBe('https://login.partner.example/contoso.example/oauth2/token');
  });

  test('github: scopes by blanks however they were written, tokens without an end', () => {
    expect(client('github', { scopes: 'repo,  read:org' }).scope).toBe('repo read:org');
    expect(client('github').unstatedLifetime).toBe('unlimited');
    expect(catalogue.get('github')?.hosts).toContain('api.github.com');
  });

  test('google: asks for a refresh token', () => {
    expect(client('google', { scopes: 'x' }).extra.authorization).toEqual({ access_type: 'offline', prompt: 'consent' });
  });

  test('oauth2: scopes as they are, refresh where tokens come from', () => {
    const { scope, endpoints } = client('oauth2', {
      scopes: ' a,b c ',
      authorizationUrl: 'https://a.example',
      tokenUrl: 'https://t.example/x',
    });
    expect(scope).toBe('a,b c');
    expect(endpoints.refresh).toBe('https://t.example/x');
    expect(serverAt(client('oauth2', { tokenUrl: 'https://t.example/x' }), 'token').issuer).toBe('https://t.example');
  });

  test('PKCE: all but plain oauth2', () => {
    expect([...catalogue.keys()].filter((id) => !client(id, { tokenUrl: 'https://t.example' }).pkce)).toEqual(['oauth2']);
  });
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
