import { defineProvider } from '../define-provider.ts';
import { generic } from '../generic.ts';

export const oauth2pkce = defineProvider({
  ...generic,
  id: 'oauth2pkce',
  displayName: 'Generic OAuth 2.0 with PKCE',
  docs: 'Any OAuth 2.0 server that knows PKCE (RFC 7636, S256). The client secret may be left out where the client is a public one.',
  secretOptional: ['authorizationCode', 'jwtBearer'],
});
