import { describe, expect, it } from 'vitest';
import { issuerSettings, providerSettings } from '../../src/config/credential-settings.ts';
import { SecretReader } from '../../src/config/secret-reader.ts';
import { Secret } from '../../src/runtime/ports/credential-source.ts';
import { brief, filesOf, read } from './reading.ts';

const env = { SECRET: 'hush', ID: 'client' };
const text = `subgraphs: { crm: { url: "https://x.example" } }
identity:
  issuers:
    - { issuer: "https://login.microsoftonline.com/t1/v2.0", audience: a, scope: Read }
    - { issuer: "https://sts.windows.net/t2/", audience: [a, b] }
    - { issuer: "https://i.example", audience: a, jwksUri: "https://i.example/keys", algorithms: [ES256], claims: { groups: roles } }
providers:
  p:
    displayName: P
    identityProvider: oauth2
    grantType: clientCredentials
    parameters: { tokenUrl: "https://t.example", flag: true }
    connections:
      c:
        parameters: { clientId: "\${env.ID}", clientSecret: "\${env.SECRET}" }
        accessPolicies:
          me: { gateway: true }
          team: { objectId: o, tenantId: t1, appIds: [x] }
          other: { objectId: s, issuer: "https://i.example" }
`;
const { config, findings } = read(text, { env });
if (config === undefined) throw new Error(findings.map(brief).join('\n'));
const readerOf = (values: Record<string, string>): SecretReader => new SecretReader({ env: values, files: filesOf({}), folder: '/' });

describe('what the credential manager is given', () => {
  it('providers, with secrets resolved and wrapped', () => {
    const { providers, missing } = providerSettings(config, readerOf(env));
    expect(missing).toEqual([]);
    expect(providers).toEqual([
      {
        id: 'p',
        displayName: 'P',
        identityProvider: 'oauth2',
        grantType: 'clientCredentials',
        parameters: { tokenUrl: 'https://t.example', flag: 'true' },
        connections: [
          {
            id: 'c',
            parameters: { clientId: expect.any(Secret), clientSecret: expect.any(Secret) },
            accessPolicies: [
              { kind: 'gateway', name: 'me' },
              { kind: 'principal', name: 'team', objectId: 'o', tenantId: 't1', appIds: ['x'] },
              { kind: 'principal', name: 'other', objectId: 's', issuer: 'https://i.example' },
            ],
          },
        ],
      },
    ]);
    const secret = providers[0]?.connections[0]?.parameters['clientSecret'];
    expect(secret instanceof Secret && secret.reveal()).toBe('hush');
    expect(JSON.stringify(providers)).not.toContain('hush');
  });

  it('the name of a reference that has gone since', () => {
    expect(providerSettings(config, readerOf({ ID: 'client' })).missing).toEqual([
      { path: ['providers', 'p', 'connections', 'c', 'parameters', 'clientSecret'], name: `\${env.SECRET}`, problem: 'is not set' },
    ]);
  });

  it('issuers, those of Microsoft Entra by tenant', () => {
    expect(issuerSettings(config)).toEqual([
      { kind: 'entra', tenantIds: ['t1'], audience: ['a'], scope: 'Read' },
      { kind: 'entra', tenantIds: ['t2'], audience: ['a', 'b'] },
      {
        kind: 'oidc',
        issuer: 'https://i.example',
        audience: ['a'],
        jwksUri: 'https://i.example/keys',
        algorithms: ['ES256'],
        claims: { objectId: 'sub', groups: 'roles' },
      },
    ]);
  });
});
