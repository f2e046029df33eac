import { defineProvider } from '../define-provider.ts';

export const servicenow = defineProvider({
  id: 'servicenow',
  displayName: 'ServiceNow',
  docs: 'One ServiceNow instance. `clientCredentials` and `jwtBearer` have to be allowed in the instance; where its JWT profile expects another `aud` than the token endpoint (earlier releases: the client id), say so in `jwtAudience`. PKCE depends on the release, so it is left out by default.',
  documentation: 'https://www.servicenow.com/docs/r/zurich/platform-security/authentication/oauth-inbound.html',
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
  assertion: {
    issuer: '{clientId}',
    subject: ['{subject}'],
    audience: 'token-endpoint',
    lifetimeS: 300,
    scope: 'parameter',
    clientAuthentication: true,
  },
  refreshTokens: { rotate: 'sometimes', totalDays: 100 },
  hosts: ['{instanceName}.service-now.com'],
});
