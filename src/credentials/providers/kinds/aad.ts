import { defineProvider } from '../define-provider.ts';

export const aad = defineProvider({
  id: 'aad',
  displayName: 'Microsoft Entra ID (v1)',
  docs: 'Microsoft Entra ID by its v1 endpoints, which take a resource in place of scopes. For v2 take `entra`.',
  documentation: 'https://learn.microsoft.com/azure/active-directory/azuread-dev/v1-protocols-oauth-code',
  grantTypes: ['authorizationCode', 'clientCredentials'],
  parameters: [
    {
      name: 'resourceUri',
      title: 'Resource URI',
      docs: 'The application id URI of the API the tokens are for, e.g. `https://graph.microsoft.com`.',
      need: 'required',
      sample: 'https://graph.microsoft.com',
    },
    { name: 'tenantId', title: 'Tenant', docs: 'The directory, by id or domain.', default: 'common', format: 'path-segment' },
    {
      name: 'loginUri',
      title: 'Login URI',
      docs: 'Where people sign in; national clouds have their own.',
      default: 'https://login.windows.net',
      format: 'url',
    },
  ],
  endpoints: { authorization: '{loginUri}/{tenantId}/oauth2/authorize', token: '{loginUri}/{tenantId}/oauth2/token' },
  authorizationParameters: { resource: '{resourceUri}' },
  tokenParameters: { resource: '{resourceUri}' },
  refreshTokens: { rotate: 'always', unusedDays: 90 },
});
