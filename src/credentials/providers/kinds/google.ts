import { clientId, clientSecret, scopes } from './common-parameters.ts';
import { defineProvider } from './provider.ts';

export const google = defineProvider({
  id: 'google',
  displayName: 'Google',
  docs: 'Google APIs for a signed-in account.',
  documentation: 'https://developers.google.com/identity/protocols/oauth2/web-server',
  grantTypes: ['authorizationCode'],
  parameters: [clientId, clientSecret, { ...scopes, need: { authorizationCode: 'required' } }],
  endpoints: () => ({
    authorization: 'https://accounts.google.com/o/oauth2/v2/auth',
    token: 'https://oauth2.googleapis.com/token',
    refresh: 'https://oauth2.googleapis.com/token',
    issuer: { id: 'https://accounts.google.com', sent: 'sometimes' },
  }),
  scopeSeparator: ' ',
  clientAuthentication: () => 'client_secret_post',
  pkce: () => true,
  // Without these Google gives a refresh token never, or only at the very first consent of an account.
  extra: () => ({ authorization: { access_type: 'offline', prompt: 'consent' } }),
  unstatedLifetime: 'default',
  hosts: ['*.googleapis.com'],
});
