import { defineProvider } from '../define-provider.ts';

export const zoom = defineProvider({
  id: 'zoom',
  displayName: 'Zoom',
  docs: 'Zoom users by consent, or with `clientCredentials` the account of a server-to-server app. The app decides about the scopes.',
  documentation: 'https://developers.zoom.us/docs/integrations/oauth/',
  grantTypes: ['authorizationCode', 'clientCredentials'],
  parameters: [
    {
      name: 'accountId',
      title: 'Account id',
      docs: 'The id of the account, from the page of the server-to-server app.',
      need: { clientCredentials: 'required' },
      sample: 'example-account',
    },
  ],
  endpoints: {
    authorization: 'https://zoom.us/oauth/authorize',
    token: 'https://zoom.us/oauth/token',
    revocation: 'https://zoom.us/oauth/revoke',
  },
  clientAuthentication: ['client_secret_basic'],
  grantNames: { clientCredentials: 'account_credentials' },
  grantParameters: { clientCredentials: { account_id: '{accountId}' } },
  refreshTokens: { rotate: 'always', unusedDays: 90 },
  hosts: ['api.zoom.us', '*.zoom.us'],
});
