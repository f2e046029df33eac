import { defineProvider } from '../define-provider.ts';

export const monday = defineProvider({
  id: 'monday',
  displayName: 'monday.com',
  docs: 'Accounts of monday.com, whose API is GraphQL, by its OAuth 2.1: an administrator has to install the app first. Answers do not say how long a token lives; the token itself does. Tokens of the earlier flow without an end are no longer taken from October 2026 on.',
  documentation: 'https://developer.monday.com/apps/docs/oauth-2-1',
  endpoints: {
    authorization: 'https://auth.monday.com/oauth2/authorize',
    token: 'https://auth.monday.com/oauth_ms/oauth/token',
    revocation: 'https://auth.monday.com/oauth_ms/oauth/revoke',
  },
  scopes: { sample: 'boards:read' },
  body: 'json',
  answer: { lifetimeFromJwt: true },
  refreshTokens: { rotate: 'always' },
  hosts: ['api.monday.com'],
});
