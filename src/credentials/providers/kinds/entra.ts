import { defineProvider } from '../define-provider.ts';

export const entra = defineProvider({
  id: 'entra',
  displayName: 'Microsoft Entra ID (v2)',
  docs: 'The Microsoft identity platform, for Microsoft Graph and any API of a tenant. Consents bring a refresh token only with the scope `offline_access`. `clientCredentials` needs the tenant itself and one scope that ends in `/.default`. With `private_key_jwt` Entra knows the key by the thumbprint of `clientCertificate`.',
  documentation: 'https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow',
  grantTypes: ['authorizationCode', 'clientCredentials', 'onBehalfOf'],
  parameters: [
    {
      name: 'tenantId',
      title: 'Tenant',
      docs: 'The directory, by id or domain.',
      default: 'common',
      format: 'path-segment',
      need: { authorizationCode: 'optional', clientCredentials: 'required', onBehalfOf: 'required' },
      sample: 'contoso.onmicrosoft.com',
    },
    {
      name: 'loginUri',
      title: 'Login URI',
      docs: 'Where people sign in; national clouds have their own.',
      default: 'https://login.microsoftonline.com',
      format: 'url',
    },
  ],
  endpoints: { authorization: '{loginUri}/{tenantId}/oauth2/v2.0/authorize', token: '{loginUri}/{tenantId}/oauth2/v2.0/token' },
  scopes: { need: 'required', sample: 'https://graph.microsoft.com/.default' },
  clientAuthentication: ['client_secret_post', 'client_secret_basic', 'private_key_jwt'],
  refreshTokens: { rotate: 'always', unusedDays: 90 },
});
