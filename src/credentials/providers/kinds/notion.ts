import { defineProvider } from '../define-provider.ts';

export const notion = defineProvider({
  id: 'notion',
  displayName: 'Notion',
  docs: 'Notion workspaces that added a public integration. There are no scopes: the pages are chosen while consenting. Answers do not say how long a token lives; it is used until it is refused.',
  documentation: 'https://developers.notion.com/docs/authorization',
  endpoints: { authorization: 'https://api.notion.com/v1/oauth/authorize', token: 'https://api.notion.com/v1/oauth/token' },
  clientAuthentication: ['client_secret_basic'],
  body: 'json',
  pkce: false,
  authorizationParameters: { owner: 'user' },
  answer: { unstatedLifetime: 'unlimited' },
  refreshTokens: { rotate: 'always' },
  hosts: ['api.notion.com'],
});
