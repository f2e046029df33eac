import { defineProvider } from '../define-provider.ts';

export const okta = defineProvider({
  id: 'okta',
  displayName: 'Okta',
  docs: 'An authorization server of an Okta org. Tokens for the APIs of Okta itself come only from the org server: set `issuer` to the org without a path; those for one’s own APIs from a custom server such as `/oauth2/default`. A refresh token needs the scope `offline_access`. `tokenExchange` has to be allowed for the client.',
  documentation: 'https://developer.okta.com/docs/reference/api/oidc/',
  grantTypes: ['authorizationCode', 'clientCredentials', 'tokenExchange'],
  parameters: [
    {
      name: 'issuer',
      title: 'Issuer',
      docs: 'The issuer of the authorization server.',
      need: 'required',
      format: 'issuer',
      sample: 'https://example.okta.com/oauth2/default',
    },
    { name: 'audience', title: 'Audience', docs: 'The API that exchanged tokens are for.', need: { tokenExchange: 'optional' } },
  ],
  endpoints: { kind: 'discovered', issuer: '{issuer}' },
  scopes: { need: 'required', sample: 'example.read' },
  clientAuthentication: ['client_secret_basic', 'client_secret_post', 'private_key_jwt'],
  tokenParameters: { audience: '{audience}' },
  refreshTokens: { rotate: 'sometimes', unusedDays: 7 },
});
