import { defineProvider } from '../define-provider.ts';

export const spotify = defineProvider({
  id: 'spotify',
  displayName: 'Spotify',
  docs: 'The Spotify Web API.',
  documentation: 'https://developer.spotify.com/documentation/web-api/tutorials/code-flow',
  grantTypes: ['authorizationCode', 'clientCredentials'],
  endpoints: { authorization: 'https://accounts.spotify.com/authorize', token: 'https://accounts.spotify.com/api/token' },
  scopes: { sample: 'playlist-read-private' },
  clientAuthentication: ['client_secret_basic'],
  // It binds the verifier to clients without a secret; with Basic it is neither needed nor documented.
  pkce: false,
  refreshTokens: { rotate: 'sometimes' },
  hosts: ['api.spotify.com'],
});
