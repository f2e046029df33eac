import { defineProvider } from '../define-provider.ts';

export const intuit = defineProvider({
  id: 'intuit',
  displayName: 'Intuit (QuickBooks Online)',
  docs: 'One QuickBooks Online company. The id of the company (`realmId`) comes with the consent and is in no token answer: keep it as a named value. Access tokens live 1 hour; the refresh token changes about once a day.',
  documentation: 'https://developer.intuit.com/app/developer/qbo/docs/develop/authentication-and-authorization/oauth-2.0',
  endpoints: {
    authorization: 'https://appcenter.intuit.com/connect/oauth2',
    token: 'https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer',
  },
  scopes: { need: 'required', sample: 'com.intuit.quickbooks.accounting' },
  clientAuthentication: ['client_secret_basic'],
  pkce: false,
  refreshTokens: { rotate: 'sometimes', unusedDays: 100 },
  hosts: ['quickbooks.api.intuit.com', 'sandbox-quickbooks.api.intuit.com'],
});
