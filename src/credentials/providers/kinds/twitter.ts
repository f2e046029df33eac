import { defineProvider } from '../define-provider.ts';

export const twitter = defineProvider({
  id: 'twitter',
  displayName: 'X (Twitter)',
  docs: 'The API of X, version 2. Access tokens live 2 hours; refresh tokens come with the scope `offline.access`. PKCE is required.',
  documentation: 'https://docs.x.com/resources/fundamentals/authentication/oauth-2-0/authorization-code',
  endpoints: {
    authorization: 'https://x.com/i/oauth2/authorize',
    token: 'https://api.twitter.com/2/oauth2/token',
    revocation: 'https://api.twitter.com/2/oauth2/revoke',
  },
  scopes: { need: 'required', sample: 'tweet.read users.read offline.access' },
  clientAuthentication: ['client_secret_basic'],
  refreshTokens: { rotate: 'always', unusedDays: 183 },
  hosts: ['api.x.com', 'api.twitter.com', 'upload.x.com', 'upload.twitter.com'],
});
