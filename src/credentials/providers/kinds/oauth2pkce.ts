import { generic, genericParameters } from './generic.ts';
import { defineProvider } from './provider.ts';

export const oauth2pkce = defineProvider({
  ...generic,
  id: 'oauth2pkce',
  displayName: 'Generic OAuth 2.0 with PKCE',
  docs: 'Any OAuth 2.0 server that knows PKCE (RFC 7636, S256). The client secret may be left out where the client is a public one.',
  parameters: genericParameters.map((parameter) =>
    parameter.name === 'clientSecret' ? { ...parameter, need: { ...parameter.need, authorizationCode: 'optional' } } : parameter,
  ),
  pkce: () => true,
});
