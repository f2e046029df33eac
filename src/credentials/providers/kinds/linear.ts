import { defineProvider } from '../define-provider.ts';

export const linear = defineProvider({
  id: 'linear',
  displayName: 'Linear',
  docs: 'Linear workspaces, whose API is GraphQL. Access tokens live 24 hours. With `actor=app` in `authorizationParameters` the application acts as itself; `clientCredentials` has to be switched on for it.',
  documentation: 'https://linear.app/developers/oauth-2-0-authentication',
  grantTypes: ['authorizationCode', 'clientCredentials'],
  endpoints: {
    authorization: 'https://linear.app/oauth/authorize',
    token: 'https://api.linear.app/oauth/token',
    revocation: 'https://api.linear.app/oauth/revoke',
  },
  scopes: { separator: ',', sample: 'read' },
  clientAuthentication: ['client_secret_post', 'client_secret_basic'],
  refreshTokens: { rotate: 'always' },
  hosts: ['api.linear.app'],
});
