import { defineProvider } from '../define-provider.ts';
import { generic } from '../generic.ts';

export const oauth2 = defineProvider({
  ...generic,
  id: 'oauth2',
  displayName: 'Generic OAuth 2.0',
  docs: 'Any OAuth 2.0 server, by the URLs of its endpoints. Servers that know PKCE are better served by `oauth2pkce`, those that publish their metadata by `oidc`.',
  pkce: false,
});
