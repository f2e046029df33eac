import { defineProvider } from '../define-provider.ts';

export const bitbucket = defineProvider({
  id: 'bitbucket',
  displayName: 'Bitbucket Cloud',
  docs: 'Bitbucket Cloud, through an OAuth consumer of a workspace. The consumer decides about the scopes; a consent cannot ask for others.',
  documentation: 'https://support.atlassian.com/bitbucket-cloud/docs/use-oauth-on-bitbucket-cloud/',
  grantTypes: ['authorizationCode', 'clientCredentials'],
  endpoints: { authorization: 'https://bitbucket.org/site/oauth2/authorize', token: 'https://bitbucket.org/site/oauth2/access_token' },
  clientAuthentication: ['client_secret_basic'],
  pkce: false,
  refreshTokens: { rotate: 'sometimes', unusedDays: 90 },
  hosts: ['api.bitbucket.org', 'bitbucket.org'],
});
