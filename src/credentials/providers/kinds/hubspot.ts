import { defineProvider } from '../define-provider.ts';

export const hubspot = defineProvider({
  id: 'hubspot',
  displayName: 'HubSpot',
  docs: 'HubSpot accounts that installed an app. Optional scopes go into `authorizationParameters` as `optional_scope=…`. It is asked at the endpoint of 2026-03, since that of v1 ends in February 2027.',
  documentation: 'https://developers.hubspot.com/docs/api-reference/2026-03/authentication/oauth-tokens/refresh-oauth-token',
  endpoints: { authorization: 'https://app.hubspot.com/oauth/authorize', token: 'https://api.hubapi.com/oauth/2026-03/token' },
  scopes: { need: 'required', sample: 'oauth crm.objects.contacts.read' },
  pkce: false,
  refreshTokens: { rotate: 'sometimes' },
  hosts: ['api.hubapi.com', '*.hubapi.com'],
});
