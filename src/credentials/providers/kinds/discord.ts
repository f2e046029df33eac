import { defineProvider } from '../define-provider.ts';

export const discord = defineProvider({
  id: 'discord',
  displayName: 'Discord',
  docs: 'Discord users; with `clientCredentials` the owner of the application. Access tokens live 7 days. Bot tokens are none of OAuth.',
  documentation: 'https://discord.com/developers/docs/topics/oauth2',
  grantTypes: ['authorizationCode', 'clientCredentials'],
  endpoints: {
    authorization: 'https://discord.com/oauth2/authorize',
    token: 'https://discord.com/api/oauth2/token',
    revocation: 'https://discord.com/api/oauth2/token/revoke',
  },
  scopes: { need: 'required', sample: 'identify guilds' },
  clientAuthentication: ['client_secret_basic', 'client_secret_post'],
  refreshTokens: { rotate: 'always' },
  hosts: ['discord.com'],
});
