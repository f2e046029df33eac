import { defineProvider } from '../define-provider.ts';

export const gitlab = defineProvider({
  id: 'gitlab',
  displayName: 'GitLab',
  docs: 'GitLab.com or a GitLab of one’s own. Access tokens live 2 hours.',
  documentation: 'https://docs.gitlab.com/api/oauth2/',
  parameters: [{ name: 'host', title: 'Host', docs: 'The host of the GitLab.', default: 'gitlab.com', format: 'host' }],
  endpoints: {
    authorization: 'https://{host}/oauth/authorize',
    token: 'https://{host}/oauth/token',
    revocation: 'https://{host}/oauth/revoke',
  },
  scopes: { need: 'required', sample: 'read_api' },
  refreshTokens: { rotate: 'always' },
  hosts: ['{host}'],
});
