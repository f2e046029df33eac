import type { ParameterDefinition } from './provider.ts';

/** Who we are to the provider. With client credentials each connection is a client of its own. */
export const clientId: ParameterDefinition = {
  name: 'clientId',
  type: 'string',
  docs: 'The id the provider gave the client when it was registered.',
  need: { authorizationCode: 'required', clientCredentials: 'hidden' },
};

export const clientSecret: ParameterDefinition = {
  name: 'clientSecret',
  type: 'securestring',
  docs: 'The secret the provider gave the client when it was registered.',
  need: { authorizationCode: 'required', clientCredentials: 'hidden' },
};

export const scopes: ParameterDefinition = {
  name: 'scopes',
  type: 'string',
  docs: 'What the tokens shall allow, separated by blanks.',
  need: { authorizationCode: 'optional', clientCredentials: 'optional' },
};
