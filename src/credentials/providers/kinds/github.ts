import { clientId, clientSecret, scopes } from './common-parameters.ts';
import { defineProvider } from './provider.ts';

export const github = defineProvider({
  id: 'github',
  displayName: 'GitHub',
  docs: 'GitHub OAuth apps, whose tokens last until they are revoked, and GitHub apps with expiring user tokens.',
  documentation: 'https://docs.github.com/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps',
  grantTypes: ['authorizationCode'],
  parameters: [clientId, clientSecret, scopes],
  endpoints: () => ({
    authorization: 'https://github.com/login/oauth/authorize',
    token: 'https://github.com/login/oauth/access_token',
    refresh: 'https://github.com/login/oauth/access_token',
  }),
  scopeSeparator: ' ',
  clientAuthentication: () => 'client_secret_post',
  pkce: () => true,
  unstatedLifetime: 'unlimited',
  hosts: ['api.github.com', 'uploads.github.com'],
});
