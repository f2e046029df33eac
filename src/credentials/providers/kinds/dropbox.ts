import { defineProvider } from '../define-provider.ts';

export const dropbox = defineProvider({
  id: 'dropbox',
  displayName: 'Dropbox',
  docs: 'Dropbox files and teams. Its access tokens live 4 hours, its refresh tokens until they are revoked.',
  documentation: 'https://developers.dropbox.com/oauth-guide',
  endpoints: { authorization: 'https://www.dropbox.com/oauth2/authorize', token: 'https://api.dropboxapi.com/oauth2/token' },
  scopes: { sample: 'files.metadata.read' },
  // Without it there is no refresh token.
  authorizationParameters: { token_access_type: 'offline' },
  refreshTokens: { rotate: 'never' },
  hosts: ['*.dropboxapi.com'],
});
