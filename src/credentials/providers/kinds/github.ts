import { defineProvider } from '../define-provider.ts';

export const github = defineProvider({
  id: 'github',
  displayName: 'GitHub',
  docs: 'GitHub OAuth apps, whose tokens last until they are revoked, and GitHub Apps with user tokens that expire after 8 hours. It reports errors with status 200.',
  documentation: 'https://docs.github.com/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps',
  parameters: [
    {
      name: 'host',
      title: 'Host',
      docs: 'The host of a GitHub Enterprise Server, or of an enterprise with data residency (`example.ghe.com`).',
      default: 'github.com',
      format: 'host',
    },
  ],
  endpoints: {
    authorization: 'https://{host}/login/oauth/authorize',
    token: 'https://{host}/login/oauth/access_token',
  },
  // A token lists the widest scopes only: https://docs.github.com/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps
  scopes: {
    sample: 'repo read:org',
    covers: {
      repo: ['repo:status', 'repo_deployment', 'public_repo', 'repo:invite', 'security_events'],
      user: ['read:user', 'user:email', 'user:follow'],
      project: ['read:project'],
      codespace: ['codespace:secrets'],
      'admin:org': ['write:org', 'read:org'],
      'write:org': ['read:org'],
      'admin:repo_hook': ['write:repo_hook', 'read:repo_hook'],
      'write:repo_hook': ['read:repo_hook'],
      'admin:public_key': ['write:public_key', 'read:public_key'],
      'write:public_key': ['read:public_key'],
      'admin:gpg_key': ['write:gpg_key', 'read:gpg_key'],
      'write:gpg_key': ['read:gpg_key'],
      'write:packages': ['read:packages'],
      'write:discussion': ['read:discussion'],
      'admin:enterprise': ['manage_runners:enterprise', 'manage_billing:enterprise', 'read:enterprise'],
    },
  },
  answer: {
    unstatedLifetime: 'unlimited',
    errorCodes: {
      bad_refresh_token: 'invalid_grant',
      bad_verification_code: 'invalid_grant',
      incorrect_client_credentials: 'invalid_client',
    },
  },
  refreshTokens: { rotate: 'always', unusedDays: 183 },
  hosts: ['{host}', '*.{host}'],
});
