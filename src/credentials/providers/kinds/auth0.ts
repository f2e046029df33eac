import { defineProvider } from '../define-provider.ts';

export const auth0 = defineProvider({
  id: 'auth0',
  displayName: 'Auth0',
  docs: 'An Auth0 tenant. Without `audience` its access tokens are opaque and open `/userinfo` only. A refresh token needs the scope `offline_access`; with rotation, a used one works on for the leeway that the application sets (none by default).',
  documentation: 'https://auth0.com/docs/api/authentication',
  grantTypes: ['authorizationCode', 'clientCredentials', 'tokenExchange'],
  parameters: [
    {
      name: 'domain',
      title: 'Domain',
      docs: 'The domain of the tenant, or its custom domain.',
      need: 'required',
      format: 'host',
      sample: 'example.eu.auth0.com',
    },
    {
      name: 'audience',
      title: 'Audience',
      docs: 'The identifier of the API that the tokens are for.',
      need: { authorizationCode: 'optional', clientCredentials: 'required', tokenExchange: 'optional' },
      sample: 'https://api.example.com',
    },
  ],
  endpoints: {
    authorization: 'https://{domain}/authorize',
    token: 'https://{domain}/oauth/token',
    revocation: 'https://{domain}/oauth/revoke',
    issuer: { id: 'https://{domain}/', sent: 'sometimes' },
  },
  clientAuthentication: ['client_secret_post', 'client_secret_basic', 'private_key_jwt'],
  clientAssertionAudience: 'issuer',
  authorizationParameters: { audience: '{audience}' },
  tokenParameters: { audience: '{audience}' },
  refreshTokens: { rotate: 'sometimes' },
});
