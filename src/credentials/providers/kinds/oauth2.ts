import { generic, genericParameters } from './generic.ts';
import { defineProvider } from './provider.ts';

export const oauth2 = defineProvider({
  ...generic,
  id: 'oauth2',
  displayName: 'Generic OAuth 2.0',
  docs: 'Any OAuth 2.0 server, by the URLs of its endpoints. Servers that know PKCE are better served by `oauth2pkce`.',
  parameters: genericParameters,
  pkce: () => false,
});
