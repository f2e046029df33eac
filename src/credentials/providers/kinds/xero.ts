import { defineProvider } from '../define-provider.ts';

export const xero = defineProvider({
  id: 'xero',
  displayName: 'Xero',
  docs: 'Xero organisations; with `clientCredentials` the one of a custom connection. Access tokens live 30 minutes. A refresh token needs the scope `offline_access` and lives 60 days; a used one works on for 30 minutes.',
  documentation: 'https://developer.xero.com/documentation/guides/oauth2/auth-flow/',
  grantTypes: ['authorizationCode', 'clientCredentials'],
  endpoints: {
    authorization: 'https://login.xero.com/identity/connect/authorize',
    token: 'https://identity.xero.com/connect/token',
    revocation: 'https://identity.xero.com/connect/revocation',
  },
  scopes: { need: 'required', sample: 'accounting.transactions.read offline_access' },
  clientAuthentication: ['client_secret_basic'],
  refreshTokens: { rotate: 'always', graceS: 1_800, unusedDays: 60 },
  hosts: ['api.xero.com'],
});
