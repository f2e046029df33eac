import { expect, test } from 'vitest';
import { allowPlainHttp, checkProviders } from '../../../src/credentials/providers/check-settings.ts';
import { messages } from '../../../src/credentials/providers/settings-problem.ts';
import type { ProviderSettings } from '../../../src/credentials/settings.ts';
import { Secret } from '../../../src/runtime/ports/credential-source.ts';
import { testAuthority } from '../../support/certificates.ts';
import { testKey } from '../support/keys.ts';
import { clientCredentialsProvider, codeProvider, connectionSettings } from '../support/settings.ts';

const crm = clientCredentialsProvider('https://as.example/token');
const files = codeProvider('https://as.example');
const over = (settings: ProviderSettings, parameters: ProviderSettings['parameters']): ProviderSettings => ({
  ...settings,
  parameters: { ...settings.parameters, ...parameters },
});
const secret = new Secret('canary');

/** The same, by private_key_jwt. Undefined takes a parameter out. */
function byKey(parameters: Readonly<Record<string, string | Secret | undefined>> = {}): ProviderSettings {
  const all = { clientId: 'c', clientAuthentication: 'private_key_jwt', privateKey: new Secret(testKey.pem), ...parameters };
  const given = Object.entries(all).filter((entry): entry is [string, string | Secret] => entry[1] !== undefined);
  return { ...crm, connections: [connectionSettings({ parameters: Object.fromEntries(given) })] };
}

test.each<[string, ProviderSettings[], string[]]>([
  ['right ones', [crm, files], []],
  [
    'client id and secret of client credentials on the provider',
    [{ ...over(crm, { clientId: 'c', clientSecret: secret }), connections: [connectionSettings()] }],
    [],
  ],
  ['http on this machine', [clientCredentialsProvider('http://localhost:1/token')], []],
  ['http elsewhere', [clientCredentialsProvider('http://as.example/token')], ['credential-provider/bad-url crm.parameters.tokenUrl']],
  ['no URL', [over(crm, { tokenUrl: 'as.example' })], ['credential-provider/bad-url crm.parameters.tokenUrl']],
  ['an empty required parameter', [over(files, { clientId: '' })], ['credential-provider/missing-parameter files.parameters']],
  [
    'an empty secret',
    [over({ ...files, identityProvider: 'oauth2' }, { clientSecret: new Secret('') })],
    ['credential-provider/missing-parameter files.parameters'],
  ],
  ['a public client', [over(files, { clientSecret: '' })], []],
  ['unknown identity provider', [{ ...files, identityProvider: 'oauth3' }], ['credential-provider/unknown-kind files.identityProvider']],
  ['a grant that is not offered', [{ ...crm, identityProvider: 'github' }], ['credential-provider/no-such-grant crm.grantType']],
  ['an unknown parameter', [over(crm, { tokenurl: 'x' })], ['credential-provider/unknown-parameter crm.parameters.tokenurl']],
  [
    'a parameter of the other grant',
    [over(crm, { authorizationUrl: 'https://x' })],
    ['credential-provider/unknown-parameter crm.parameters.authorizationUrl'],
  ],
  [
    'a parameter named like an inherited property',
    [over(crm, { constructor: 'x' })],
    ['credential-provider/unknown-parameter crm.parameters.constructor'],
  ],
  [
    'a value that is none of the values',
    [over(crm, { clientAuthentication: 'magic' })],
    ['credential-provider/bad-value crm.parameters.clientAuthentication'],
  ],
  ['a form that is none', [over(crm, { tokenParameters: 'a b' })], ['credential-provider/bad-value crm.parameters.tokenParameters']],
  [
    'a directory that leaves the path',
    [{ ...files, identityProvider: 'aad', parameters: { clientId: 'c', clientSecret: secret, resourceUri: 'r', tenantId: '../x' } }],
    ['credential-provider/bad-value files.parameters.tenantId'],
  ],
  [
    'a connection without its secret',
    [{ ...crm, connections: [connectionSettings({ parameters: { clientId: 'c' } })] }],
    ['credential-provider/missing-on-connection crm.connections.org.parameters'],
  ],
  [
    'a secret on a connection that has none',
    [{ ...files, connections: [connectionSettings({ parameters: { clientSecret: secret } })] }],
    ['credential-provider/not-on-connection files.connections.org.parameters.clientSecret'],
  ],
  ['a key in place of a secret', [byKey()], []],
  [
    'no key where one is called for',
    [byKey({ privateKey: undefined })],
    ['credential-provider/missing-on-connection crm.connections.org.parameters'],
  ],
  [
    'what is no key',
    [byKey({ privateKey: new Secret('canary') })],
    ['credential-provider/bad-value crm.connections.org.parameters.privateKey'],
  ],
  [
    'an algorithm that the key does not have',
    [byKey({ signingAlgorithm: 'ES256' })],
    ['credential-provider/bad-value crm.connections.org.parameters.signingAlgorithm'],
  ],
  [
    'a certificate of another key',
    [byKey({ clientAuthentication: 'tls_client_auth', clientCertificate: testAuthority().certificate })],
    ['credential-provider/bad-value crm.connections.org.parameters.clientCertificate'],
  ],
  [
    'mutual TLS without a certificate',
    [byKey({ clientAuthentication: 'tls_client_auth' })],
    ['credential-provider/missing-on-connection crm.connections.org.parameters'],
  ],
  ['the choice at the provider', [over(byKey({ clientAuthentication: undefined }), { clientAuthentication: 'private_key_jwt' })], []],
  [
    'a secret that is not called for',
    [{ ...byKey({ clientSecret: new Secret('canary'), privateKey: undefined, clientAuthentication: 'none' }) }],
    [],
  ],
  [
    'an assertion without a key',
    [{ ...crm, grantType: 'jwtBearer' }],
    ['credential-provider/missing-on-connection crm.connections.org.parameters'],
  ],
  ['an assertion without a secret', [{ ...byKey({ clientAuthentication: undefined }), grantType: 'jwtBearer' }], []],
  [
    'an exchange that only the gateway may ask for',
    [{ ...crm, grantType: 'tokenExchange' }],
    ['credential-provider/no-caller crm.connections.org.accessPolicies'],
  ],
  ['a proxy', [over(crm, { proxy: new Secret('http://user:pass@proxy.example:3128') })], []],
  [
    'a proxy of another kind',
    [over(crm, { proxy: new Secret('socks5://canary@proxy.example') })],
    ['credential-provider/bad-value crm.parameters.proxy'],
  ],
  [
    'no certificate',
    [over(crm, { certificateAuthority: 'canary' })],
    ['credential-provider/bad-value crm.parameters.certificateAuthority'],
  ],
  ['hosts for tokens', [over(crm, { tokenHosts: 'api.example.com *.example.org' })], []],
  ...['https://api.example.com', 'api.example.com/x', '*.*.example.com', 'a*.example.com', ''].map(
    (tokenHosts): [string, ProviderSettings[], string[]] => [
      `hosts for tokens: ${tokenHosts}`,
      [over(crm, { tokenHosts })],
      ['credential-provider/bad-value crm.parameters.tokenHosts'],
    ],
  ),
  ['two of one id', [crm, { ...crm, id: 'CRM' }], ['credential-provider/duplicate-id CRM']],
  [
    'two connections of one id',
    [{ ...files, connections: [connectionSettings(), connectionSettings({ id: 'Org' })] }],
    ['credential-provider/duplicate-id files.connections.Org'],
  ],
  ...['', '.', '..', 'a/b', 'a\\b', 'a:b', 'a*', 'a#', 'a&', 'a+', 'a<', 'a>', 'a?', 'a\n', 'a\u0000', 'x'.repeat(257)].map(
    (id): [string, ProviderSettings[], string[]] => [
      `id ${JSON.stringify(id).slice(0, 12)}`,
      [{ ...files, id }],
      [`credential-provider/bad-id ${id}`],
    ],
  ),
  ...['a', 'A b', 'ä', 'p{Cc}', 'a|b', 'x'.repeat(256)].map((id): [string, ProviderSettings[], string[]] => [
    `id ${id.slice(0, 8)}`,
    [{ ...files, id }],
    [],
  ]),
])('%s', (_, providers, expected) => {
  const problems = checkProviders(providers);
  expect(problems.map(({ code, path }) => `${code} ${path.join('.')}`)).toEqual(expected);
  expect(JSON.stringify(problems)).not.toContain('canary');
});

test('several problems come at once, in order, with help', () => {
  const problems = checkProviders([over(files, { nonsense: 'x', tokenUrl: 'y' })]);
  expect(problems.map(({ text }) => text)).toEqual([
    '`tokenUrl` of provider `files` is not an https URL',
    '`nonsense` is no parameter of `oauth2pkce` with grant type `authorizationCode` (provider `files`)',
  ]);
  for (const { help, text } of problems) {
    expect(help).toMatch(/\S/);
    expect(`${text}${help}`).not.toMatch(/\{\w+\}/);
  }
});

test('plain http elsewhere only by the exported symbol', () => {
  const settings = [clientCredentialsProvider('http://as.internal/token')];
  expect(checkProviders(settings, { [allowPlainHttp]: true })).toEqual([]);
});

test('codes are unique', () => {
  const codes = Object.values(messages).map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
});
