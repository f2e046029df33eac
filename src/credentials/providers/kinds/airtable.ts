import { defineProvider } from '../define-provider.ts';

export const airtable = defineProvider({
  id: 'airtable',
  displayName: 'Airtable',
  docs: 'Airtable bases that a person chose. Access tokens live 1 hour; a refresh token works once, within 60 days, and its second use ends the grant. PKCE is required.',
  documentation: 'https://airtable.com/developers/web/api/oauth-reference',
  endpoints: { authorization: 'https://airtable.com/oauth2/v1/authorize', token: 'https://airtable.com/oauth2/v1/token' },
  scopes: { need: 'required', sample: 'data.records:read schema.bases:read' },
  clientAuthentication: ['client_secret_basic'],
  refreshTokens: { rotate: 'always', unusedDays: 60 },
  hosts: ['api.airtable.com', 'content.airtable.com'],
});
