import { defineProvider } from '../define-provider.ts';

export const google = defineProvider({
  id: 'google',
  displayName: 'Google',
  docs: 'Google APIs for a signed-in account, or with `jwtBearer` for a service account: `clientId` is its e-mail address, `privateKey` its key file. Refresh tokens of apps whose consent screen is in testing die after 7 days.',
  documentation: 'https://developers.google.com/identity/protocols/oauth2/web-server',
  grantTypes: ['authorizationCode', 'jwtBearer'],
  parameters: [
    {
      name: 'subject',
      title: 'Subject',
      docs: 'The account of the domain that the service account acts for (domain-wide delegation); itself by default.',
      need: { jwtBearer: 'optional' },
    },
  ],
  endpoints: {
    authorization: 'https://accounts.google.com/o/oauth2/v2/auth',
    token: 'https://oauth2.googleapis.com/token',
    revocation: 'https://oauth2.googleapis.com/revoke',
    issuer: { id: 'https://accounts.google.com', sent: 'sometimes' },
  },
  scopes: {
    need: 'required',
    sample: 'https://www.googleapis.com/auth/drive.readonly',
    incremental: { include_granted_scopes: 'true' },
  },
  // Without these Google gives a refresh token never, or only at the very first consent of an account.
  authorizationParameters: { access_type: 'offline', prompt: 'consent' },
  assertion: {
    issuer: '{clientId}',
    subject: ['{subject}'],
    audience: 'token-endpoint',
    lifetimeS: 300,
    scope: 'claim',
    clientAuthentication: false,
  },
  refreshTokens: { rotate: 'never', unusedDays: 183 },
  hosts: ['*.googleapis.com'],
});
