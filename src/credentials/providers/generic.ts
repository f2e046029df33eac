import { clientId, clientSecret, scopes } from './common-parameters.ts';
import type { ExtraParameters, Need, ParameterDefinition, ProviderDefinition, ReadParameter } from './provider.ts';

const forBoth = (need: Need): ParameterDefinition['need'] => ({ authorizationCode: need, clientCredentials: need });

/** What any OAuth 2.0 server can be described by. */
export const genericParameters: readonly ParameterDefinition[] = [
  clientId,
  clientSecret,
  {
    name: 'authorizationUrl',
    type: 'string',
    docs: 'The authorization endpoint, where people consent.',
    need: { authorizationCode: 'required' },
    format: 'url',
  },
  { name: 'tokenUrl', type: 'string', docs: 'The token endpoint.', need: forBoth('required'), format: 'url' },
  {
    name: 'refreshUrl',
    type: 'string',
    docs: 'Where refresh tokens are sent, if not to the token endpoint.',
    need: { authorizationCode: 'optional' },
    format: 'url',
  },
  scopes,
  {
    name: 'resource',
    type: 'string',
    docs: 'The API the tokens are for, as a URI (RFC 8707); sent when consent is asked for and with every token request.',
    need: forBoth('optional'),
  },
  {
    name: 'audience',
    type: 'string',
    docs: 'The API the tokens are for, for servers that call it `audience`; sent like `resource`.',
    need: forBoth('optional'),
  },
  {
    name: 'authorizationParameters',
    type: 'string',
    docs: 'More parameters of the authorization request, as `a=b&c=d`.',
    need: { authorizationCode: 'optional' },
    format: 'form',
  },
  {
    name: 'tokenParameters',
    type: 'string',
    docs: 'More parameters of every token request, as `a=b&c=d`.',
    need: forBoth('optional'),
    format: 'form',
  },
  {
    name: 'clientAuthentication',
    type: 'string',
    docs: 'How the client shows its secret to the token endpoint.',
    default: 'client_secret_post',
    need: forBoth('optional'),
    values: ['client_secret_post', 'client_secret_basic'],
  },
  {
    name: 'issuer',
    type: 'string',
    docs: 'The issuer of the server. When given, an answer to the consent must name it in `iss` (RFC 9207).',
    need: { authorizationCode: 'optional' },
  },
];

/** What the two generic kinds share. */
export const generic: Omit<ProviderDefinition, 'id' | 'displayName' | 'docs' | 'parameters' | 'pkce'> = {
  documentation: 'https://www.rfc-editor.org/rfc/rfc6749',
  grantTypes: ['authorizationCode', 'clientCredentials'],
  endpoints(read) {
    const token = read('tokenUrl') ?? '';
    const issuer = read('issuer');
    return {
      authorization: read('authorizationUrl') ?? '',
      token,
      refresh: read('refreshUrl') ?? token,
      ...(issuer === undefined ? {} : { issuer: { id: issuer, sent: 'always' as const } }),
    };
  },
  scopeSeparator: 'verbatim',
  clientAuthentication: (read) => (read('clientAuthentication') === 'client_secret_basic' ? 'client_secret_basic' : 'client_secret_post'),
  extra(read): ExtraParameters {
    const target = { ...named('resource', read), ...named('audience', read) };
    return {
      authorization: { ...target, ...form(read('authorizationParameters')) },
      token: { ...target, ...form(read('tokenParameters')) },
    };
  },
  unstatedLifetime: 'default',
};

const named = (name: string, read: ReadParameter): Record<string, string> => {
  const value = read(name);
  return value === undefined || value === '' ? {} : { [name]: value };
};

const form = (text = ''): Record<string, string> => Object.fromEntries(new URLSearchParams(text));
