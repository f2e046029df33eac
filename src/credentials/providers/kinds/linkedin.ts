import { defineProvider } from '../define-provider.ts';

export const linkedin = defineProvider({
  id: 'linkedin',
  displayName: 'LinkedIn',
  docs: 'LinkedIn members and pages. Access tokens live 60 days; refresh tokens, which live a year from the consent, are for approved partners only.',
  documentation: 'https://learn.microsoft.com/linkedin/shared/authentication/authorization-code-flow',
  grantTypes: ['authorizationCode', 'clientCredentials'],
  endpoints: {
    authorization: 'https://www.linkedin.com/oauth/v2/authorization',
    token: 'https://www.linkedin.com/oauth/v2/accessToken',
  },
  scopes: { sample: 'openid profile' },
  // A confidential client that sends a code verifier is answered with `invalid_client`.
  pkce: false,
  refreshTokens: { rotate: 'sometimes', totalDays: 365 },
  hosts: ['api.linkedin.com'],
});
