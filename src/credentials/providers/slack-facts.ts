import type { ProviderFacts } from './define-provider.ts';

/** What bots and users of Slack have in common. */
export const slackFacts: Omit<ProviderFacts, 'id' | 'displayName' | 'docs'> = {
  documentation: 'https://docs.slack.dev/authentication/installing-with-oauth',
  endpoints: { authorization: 'https://slack.com/oauth/v2/authorize', token: 'https://slack.com/api/oauth.v2.access' },
  clientAuthentication: ['client_secret_basic', 'client_secret_post'],
  // It has to be switched on for each app.
  pkce: false,
  refreshTokens: { rotate: 'always' },
  hosts: ['slack.com', '*.slack.com'],
};

/** Slack answers errors with status 200 and words of its own. */
export const slackErrorCodes: Readonly<Record<string, string>> = {
  bad_client_secret: 'invalid_client',
  invalid_client_id: 'invalid_client',
  invalid_code: 'invalid_grant',
  code_already_used: 'invalid_grant',
  invalid_refresh_token: 'invalid_grant',
  token_expired: 'invalid_grant',
};

/** What an app was granted in a workspace adds up, without a parameter that asks for it. */
export const slackScopes = { separator: ',', incremental: {} } as const;
