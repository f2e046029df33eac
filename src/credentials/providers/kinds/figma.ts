import { defineProvider } from '../define-provider.ts';

export const figma = defineProvider({
  id: 'figma',
  displayName: 'Figma',
  docs: 'Figma users. Access tokens live 90 days. Refresh tokens have an endpoint of their own and stay the same.',
  documentation: 'https://developers.figma.com/docs/rest-api/authentication/',
  endpoints: {
    authorization: 'https://www.figma.com/oauth',
    token: 'https://api.figma.com/v1/oauth/token',
    refresh: 'https://api.figma.com/v1/oauth/refresh',
  },
  scopes: { separator: ',', need: 'required', sample: 'file_content:read' },
  clientAuthentication: ['client_secret_basic'],
  refreshTokens: { rotate: 'never' },
  hosts: ['api.figma.com'],
});
