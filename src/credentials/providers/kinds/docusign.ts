import { defineProvider } from '../define-provider.ts';

export const docusign = defineProvider({
  id: 'docusign',
  displayName: 'Docusign',
  docs: 'Docusign accounts by consent, or with `jwtBearer` one user who consented to `impersonation` once. Where the account’s API is, its `/oauth/userinfo` tells. Refresh tokens live 30 days, with the scope `extended` anew from each use.',
  documentation: 'https://developers.docusign.com/platform/auth/',
  grantTypes: ['authorizationCode', 'jwtBearer'],
  parameters: [
    {
      name: 'host',
      title: 'Host',
      docs: 'The account server: that of production or of the developer environment.',
      default: 'account.docusign.com',
      values: ['account.docusign.com', 'account-d.docusign.com'],
      format: 'host',
    },
    {
      name: 'subject',
      title: 'User id',
      docs: 'The id of the user that the tokens act for.',
      need: { jwtBearer: 'required' },
      sample: '00000000-0000-0000-0000-000000000001',
    },
  ],
  endpoints: { authorization: 'https://{host}/oauth/auth', token: 'https://{host}/oauth/token' },
  scopes: { need: 'required', sample: 'signature impersonation' },
  clientAuthentication: ['client_secret_basic'],
  assertion: {
    issuer: '{clientId}',
    subject: ['{subject}'],
    audience: '{host}',
    lifetimeS: 300,
    scope: 'claim',
    clientAuthentication: false,
  },
  refreshTokens: { rotate: 'always', unusedDays: 30 },
  hosts: ['*.docusign.com', '*.docusign.net'],
});
