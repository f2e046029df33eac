import { defineProvider } from '../define-provider.ts';

export const zendesk = defineProvider({
  id: 'zendesk',
  displayName: 'Zendesk',
  docs: 'One Zendesk account. Clients made before refresh tokens came have tokens without an end; others say how long theirs live.',
  documentation: 'https://developer.zendesk.com/api-reference/ticketing/oauth/grant_type_tokens/',
  grantTypes: ['authorizationCode', 'clientCredentials'],
  parameters: [
    {
      name: 'subdomain',
      title: 'Subdomain',
      docs: 'The name of the account: `example` for `example.zendesk.com`.',
      need: 'required',
      format: 'label',
      sample: 'example',
    },
  ],
  endpoints: {
    authorization: 'https://{subdomain}.zendesk.com/oauth/authorizations/new',
    token: 'https://{subdomain}.zendesk.com/oauth/tokens',
  },
  scopes: { sample: 'read' },
  // Its reference shows JSON bodies throughout.
  body: 'json',
  answer: { unstatedLifetime: 'unlimited' },
  refreshTokens: { rotate: 'always', unusedDays: 90 },
  hosts: ['{subdomain}.zendesk.com'],
});
