import type { AccessPolicySettings, ConnectionSettings, ProviderSettings } from '../../../src/credentials/settings.ts';
import { Secret } from '../../../src/runtime/ports/credential-source.ts';

export const gatewayMay: AccessPolicySettings = { kind: 'gateway', name: 'gateway' };

export const connectionSettings = (over: Partial<ConnectionSettings> = {}): ConnectionSettings => ({
  id: 'org',
  parameters: {},
  accessPolicies: [gatewayMay],
  ...over,
});

/** A generic provider by client credentials, whose one connection `org` the gateway may use. */
export const clientCredentialsProvider = (tokenUrl: string, over: Partial<ProviderSettings> = {}): ProviderSettings => ({
  id: 'crm',
  identityProvider: 'oauth2',
  grantType: 'clientCredentials',
  parameters: { tokenUrl, scopes: 'read' },
  connections: [connectionSettings({ parameters: { clientId: 'crm-client', clientSecret: new Secret('canary-client-secret') } })],
  ...over,
});

/** A generic provider by authorization code with PKCE. */
export const codeProvider = (origin: string, over: Partial<ProviderSettings> = {}): ProviderSettings => ({
  id: 'files',
  identityProvider: 'oauth2pkce',
  grantType: 'authorizationCode',
  parameters: {
    authorizationUrl: `${origin}/auth`,
    tokenUrl: `${origin}/token`,
    clientId: 'files-client',
    clientSecret: new Secret('canary-client-secret'),
    scopes: 'read offline_access',
  },
  connections: [connectionSettings()],
  ...over,
});
