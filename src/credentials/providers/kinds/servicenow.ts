import { defineProvider } from '../define-provider.ts';

export const servicenow = defineProvider({
  id: 'servicenow',
  displayName: 'ServiceNow',
  docs: 'One ServiceNow instance. `clientCredentials` and `jwtBearer` have to be allowed in the instance; whether it takes PKCE depends on its release, so it is left out by default.',
  documentation:
    'https://www.servicenow.com/docs/bundle/zurich-platform-security/page/administer/security/concept/c_OAuthApplications.html',
  grantTypes: ['authorizationCode', 'clientCredentials', 'jwtBearer'],
  parameters: [
    {
      name: 'instanceName',
      title: 'Instance name',
      docs: 'The name of the instance: `example` for `example.service-now.com`.',
      need: 'required',
      format: 'label',
      sample: 'example',
    },
    {
      name: 'subject',
      title: 'Subject',
      docs: 'The user, as the field of the user table that the JWT profile names.',
      need: { jwtBearer: 'required' },
      sample: 'integration.user',
    },
  ],
  endpoints: {
    authorization: 'https://{instanceName}.service-now.com/oauth_auth.do',
    token: 'https://{instanceName}.service-now.com/oauth_token.do',
  },
  pkce: false,
  // The `aud` that the JWT profile of the instance expects is the client id.
  assertion: {
    issuer: '{clientId}',
    subject: ['{subject}'],
    audience: '{clientId}',
    lifetimeS: 300,
    scope: 'parameter',
    clientAuthentication: true,
  },
  refreshTokens: { rotate: 'sometimes', totalDays: 100 },
  hosts: ['{instanceName}.service-now.com'],
});
