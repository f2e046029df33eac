import { defineProvider } from '../define-provider.ts';

export const atlassian = defineProvider({
  id: 'atlassian',
  displayName: 'Atlassian (Jira, Confluence)',
  docs: 'Jira and Confluence in the cloud, by OAuth 2.0 (3LO). A refresh token comes only with the scope `offline_access`. Its tokens work at `api.atlassian.com/ex/jira/{cloudId}` and never at the domain of a site.',
  documentation: 'https://developer.atlassian.com/cloud/jira/platform/oauth-2-3lo-apps/',
  endpoints: { authorization: 'https://auth.atlassian.com/authorize', token: 'https://auth.atlassian.com/oauth/token' },
  scopes: { need: 'required', sample: 'read:jira-work offline_access' },
  pkce: false,
  authorizationParameters: { audience: 'api.atlassian.com', prompt: 'consent' },
  refreshTokens: { rotate: 'always', graceS: 600, unusedDays: 90, totalDays: 365 },
  hosts: ['api.atlassian.com'],
});
