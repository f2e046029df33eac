import { defineProvider } from '../define-provider.ts';

export const asana = defineProvider({
  id: 'asana',
  displayName: 'Asana',
  docs: 'Asana users. Access tokens live 1 hour; the refresh token stays the same. Apps without scopes of their own get the whole of what the user may do.',
  documentation: 'https://developers.asana.com/docs/oauth',
  endpoints: {
    authorization: 'https://app.asana.com/-/oauth_authorize',
    token: 'https://app.asana.com/-/oauth_token',
    revocation: 'https://app.asana.com/-/oauth_revoke',
  },
  scopes: { sample: 'default' },
  refreshTokens: { rotate: 'never' },
  hosts: ['app.asana.com'],
});
