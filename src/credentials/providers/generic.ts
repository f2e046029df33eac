import type { GrantType } from '../settings.ts';
import type { OwnParameter, ProviderFacts } from './define-provider.ts';
import type { AssertionStyle, ParameterTemplates } from './provider.ts';

/** What the kinds for any server have in common: `oauth2`, `oauth2pkce` and `oidc`. */
export const genericGrants: readonly GrantType[] = ['authorizationCode', 'clientCredentials', 'jwtBearer', 'tokenExchange'];

export const targetParameters: readonly OwnParameter[] = [
  {
    name: 'resource',
    title: 'Resource',
    docs: 'The API the tokens are for, as a URI (RFC 8707), or several with blanks between them; sent when consent is asked for and with every token request.',
    format: 'uris',
  },
  {
    name: 'audience',
    title: 'Audience',
    docs: 'The API the tokens are for, for servers that call it `audience`; sent like `resource`.',
  },
];

export const assertionParameters: readonly OwnParameter[] = [
  {
    name: 'subject',
    title: 'Subject',
    docs: 'Whom the tokens shall act for: the `sub` of the assertion. The client itself by default.',
    need: { jwtBearer: 'optional' },
  },
];

export const target: ParameterTemplates = { resource: '{resource}', audience: '{audience}' };

export const genericAssertion: AssertionStyle = {
  issuer: '{clientId}',
  subject: ['{subject}', '{clientId}'],
  audience: 'token-endpoint',
  lifetimeS: 300,
  scope: 'parameter',
  clientAuthentication: true,
};

/** What any OAuth 2.0 server can be described by. */
export const generic: Omit<ProviderFacts, 'id' | 'displayName' | 'docs' | 'pkce'> = {
  documentation: 'https://www.rfc-editor.org/rfc/rfc6749',
  grantTypes: genericGrants,
  parameters: [
    {
      name: 'authorizationUrl',
      title: 'Authorization URL',
      docs: 'The authorization endpoint, where people consent.',
      need: { authorizationCode: 'required' },
      format: 'url',
      sample: 'https://login.example.com/authorize',
    },
    {
      name: 'tokenUrl',
      title: 'Token URL',
      docs: 'The token endpoint.',
      need: 'required',
      format: 'url',
      sample: 'https://login.example.com/token',
    },
    {
      name: 'refreshUrl',
      title: 'Refresh URL',
      docs: 'Where refresh tokens are sent, if not to the token endpoint.',
      need: { authorizationCode: 'optional' },
      format: 'url',
    },
    {
      name: 'revocationUrl',
      title: 'Revocation URL',
      docs: 'Where tokens are given back when a connection is disconnected or deleted (RFC 7009).',
      need: { authorizationCode: 'optional' },
      format: 'url',
    },
    ...targetParameters,
    ...assertionParameters,
    {
      name: 'issuer',
      title: 'Issuer',
      docs: 'The issuer of the server. When given, an answer to the consent must name it in `iss` (RFC 9207).',
      need: { authorizationCode: 'optional' },
    },
  ],
  endpoints: {
    authorization: '{authorizationUrl}',
    token: '{tokenUrl}',
    refresh: '{refreshUrl}',
    revocation: '{revocationUrl}',
    issuer: { id: '{issuer}', sent: 'always' },
  },
  scopes: { separator: 'verbatim' },
  clientAuthentication: ['client_secret_post', 'client_secret_basic', 'private_key_jwt', 'tls_client_auth', 'none'],
  secretOptional: ['jwtBearer'],
  authorizationParameters: target,
  tokenParameters: target,
  assertion: genericAssertion,
};
