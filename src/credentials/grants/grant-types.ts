import type { GrantType } from '../settings.ts';

/**
 * What the first token of a grant comes of: a person's consent, the client's own credentials, or the token of whoever asks. Only the
 * first kind has something to lose; the others can be asked again at any time (rule R9).
 */
export type GrantOrigin = 'consent' | 'client' | 'caller';

export const originOf: Readonly<Record<GrantType, GrantOrigin>> = {
  authorizationCode: 'consent',
  clientCredentials: 'client',
  jwtBearer: 'client',
  tokenExchange: 'caller',
  onBehalfOf: 'caller',
};

/** The value of `grant_type`, unless a provider has a word of its own. */
export const grantNames: Readonly<Record<GrantType | 'refresh', string>> = {
  authorizationCode: 'authorization_code',
  clientCredentials: 'client_credentials',
  jwtBearer: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
  tokenExchange: 'urn:ietf:params:oauth:grant-type:token-exchange',
  onBehalfOf: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
  refresh: 'refresh_token',
};
