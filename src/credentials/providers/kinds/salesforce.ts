import { defineProvider } from '../define-provider.ts';

export const salesforce = defineProvider({
  id: 'salesforce',
  displayName: 'Salesforce',
  docs: 'One Salesforce org. Answers do not say how long a token lives (the session timeout of the org decides); it is renewed after 15 minutes, the shortest timeout there is. `Claims["instance_url"]` is where its APIs are. `clientCredentials` needs the My Domain of the org as `host`, a sandbox `test.salesforce.com` or its own My Domain.',
  documentation: 'https://help.salesforce.com/s/articleView?id=sf.remoteaccess_oauth_web_server_flow.htm',
  grantTypes: ['authorizationCode', 'clientCredentials', 'jwtBearer'],
  parameters: [
    {
      name: 'host',
      title: 'Host',
      docs: 'Where people sign in: `login.salesforce.com`, `test.salesforce.com`, or the My Domain of the org.',
      default: 'login.salesforce.com',
      format: 'host',
      under: ['salesforce.com', 'salesforce.mil', 'my.site.com'],
    },
    {
      name: 'subject',
      title: 'User name',
      docs: 'The user that the tokens act for.',
      need: { jwtBearer: 'required' },
      sample: 'integration@example.com',
    },
  ],
  endpoints: {
    authorization: 'https://{host}/services/oauth2/authorize',
    token: 'https://{host}/services/oauth2/token',
    revocation: 'https://{host}/services/oauth2/revoke',
  },
  scopes: { sample: 'api refresh_token' },
  clientAuthentication: ['client_secret_post', 'client_secret_basic', 'private_key_jwt'],
  assertion: {
    issuer: '{clientId}',
    subject: ['{subject}'],
    audience: 'https://login.salesforce.com',
    lifetimeS: 180,
    scope: 'parameter',
    clientAuthentication: false,
  },
  answer: { unstatedLifetime: 900 },
  refreshTokens: { rotate: 'sometimes' },
  hosts: ['*.salesforce.com', '*.salesforce.mil', '*.force.com', '*.my.site.com'],
});
