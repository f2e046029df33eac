import { clientId, clientSecret, scopes } from './common-parameters.ts';
import { defineProvider, type ReadParameter } from './provider.ts';

const base = (read: ReadParameter): string => `${(read('loginUri') ?? '').replace(/\/+$/, '')}/${read('tenantId')}/oauth2`;

export const aad = defineProvider({
  id: 'aad',
  displayName: 'Microsoft Entra ID (v1)',
  docs: 'Microsoft Entra ID by its v1 endpoints, which take a resource in place of scopes. For v2 take `oauth2`.',
  documentation: 'https://learn.microsoft.com/azure/active-directory/azuread-dev/v1-protocols-oauth-code',
  grantTypes: ['authorizationCode', 'clientCredentials'],
  parameters: [
    clientId,
    clientSecret,
    {
      name: 'resourceUri',
      type: 'string',
      docs: 'The application id URI of the API the tokens are for, e.g. `https://graph.microsoft.com`.',
      need: { authorizationCode: 'required', clientCredentials: 'required' },
    },
    {
      name: 'tenantId',
      type: 'string',
      docs: 'The directory, by id or domain.',
      default: 'common',
      need: { authorizationCode: 'optional', clientCredentials: 'optional' },
      format: 'path-segment',
    },
    {
      name: 'loginUri',
      type: 'string',
      docs: 'Where people sign in; national clouds have their own.',
      default: 'https://login.windows.net',
      need: { authorizationCode: 'optional', clientCredentials: 'optional' },
      format: 'url',
    },
    scopes,
  ],
  endpoints: (read) => ({ authorization: `${base(read)}/authorize`, token: `${base(read)}/token`, refresh: `${base(read)}/token` }),
  scopeSeparator: ' ',
  clientAuthentication: () => 'client_secret_post',
  pkce: () => true,
  extra: (read) => {
    const resource = { resource: read('resourceUri') ?? '' };
    return { authorization: resource, token: resource };
  },
  unstatedLifetime: 'default',
});
