import { signingAlgorithms } from '../client-keys/private-key.ts';
import type { GrantType } from '../settings.ts';
import type { ClientAuthenticationMethod, Need, ParameterDefinition } from './provider.ts';

/** The same need for several grants. */
export const needFor = (grantTypes: readonly GrantType[], need: Need): ParameterDefinition['need'] =>
  Object.fromEntries(grantTypes.map((grant) => [grant, need]));

/** What identifies a client is the provider's for consents, since its connections are one client, and else each connection's own. */
const ownNeed = (grantTypes: readonly GrantType[], need: Need): ParameterDefinition['need'] =>
  Object.fromEntries(grantTypes.map((grant) => [grant, need === 'required' && grant !== 'authorizationCode' ? 'hidden' : need]));

export const clientId = (grantTypes: readonly GrantType[]): ParameterDefinition => ({
  name: 'clientId',
  title: 'Client id',
  type: 'string',
  docs: 'The id the provider gave the client when it was registered.',
  need: ownNeed(grantTypes, 'required'),
  sample: 'fedpass-example',
});

const secretMethods: readonly ClientAuthenticationMethod[] = ['client_secret_post', 'client_secret_basic'];

/** Which grants sign an assertion beside, or in place of, the client's own authentication. */
export interface AuthenticationNeeds {
  readonly grantTypes: readonly GrantType[];
  /** Those whose client authenticates. */
  readonly authenticated: readonly GrantType[];
  readonly methods: readonly ClientAuthenticationMethod[];
  /** Grants whose client may be a public one. */
  readonly secretOptional: readonly GrantType[];
}

/** How the client proves who it is: `clientSecret`, and where there is a choice the choice and the keys. */
export function authenticationParameters({
  grantTypes,
  authenticated,
  methods,
  secretOptional,
}: AuthenticationNeeds): ParameterDefinition[] {
  const [standard] = methods;
  const choice = methods.length > 1;
  const only = (wanted: readonly ClientAuthenticationMethod[]): Pick<ParameterDefinition, 'onlyWith'> =>
    choice ? { onlyWith: { parameter: 'clientAuthentication', values: methods.filter((method) => wanted.includes(method)) } } : {};
  const found: ParameterDefinition[] = [];
  if (methods.some((method) => secretMethods.includes(method)) && authenticated.length > 0)
    found.push({
      name: 'clientSecret',
      title: 'Client secret',
      type: 'securestring',
      docs: 'The secret the provider gave the client when it was registered.',
      need: { ...ownNeed(authenticated, 'required'), ...needFor(secretOptional, 'optional') },
      ...only(secretMethods),
    });
  if (choice && authenticated.length > 0)
    found.push({
      name: 'clientAuthentication',
      title: 'Client authentication',
      type: 'string',
      docs: 'How the client proves who it is to the token endpoint.',
      ...(standard === undefined ? {} : { default: standard }),
      need: needFor(authenticated, 'optional'),
      values: methods,
    });
  return [...found, ...keyParameters(grantTypes, authenticated, methods)];
}

function keyParameters(
  grantTypes: readonly GrantType[],
  authenticated: readonly GrantType[],
  methods: readonly ClientAuthenticationMethod[],
): ParameterDefinition[] {
  const assertions = grantTypes.filter((grant) => grant === 'jwtBearer');
  const withKey = methods.filter((method) => method === 'private_key_jwt' || method === 'tls_client_auth');
  const others = withKey.length === 0 ? [] : authenticated.filter((grant) => grant !== 'jwtBearer');
  const keyed = [...others, ...assertions];
  if (keyed.length === 0) return [];
  const only = (wanted: readonly ClientAuthenticationMethod[]): Pick<ParameterDefinition, 'onlyWith'> =>
    others.length === 0 ? {} : { onlyWith: { parameter: 'clientAuthentication', values: wanted, always: assertions } };
  const key: ParameterDefinition = {
    name: 'privateKey',
    title: 'Private key',
    type: 'securestring',
    docs: `The key that signs what the client asserts${methods.includes('tls_client_auth') ? ', or that belongs to `clientCertificate`' : ''}: PEM without a passphrase, a JWK, or the key file of a Google service account.`,
    need: ownNeed(keyed, 'required'),
    format: 'private-key',
    ...only(withKey),
  };
  return [
    key,
    {
      name: 'keyId',
      title: 'Key id',
      type: 'string',
      docs: 'The `kid` by which the provider knows the key, unless the key itself says it.',
      need: needFor(keyed, 'optional'),
    },
    {
      name: 'signingAlgorithm',
      title: 'Signing algorithm',
      type: 'string',
      docs: 'What assertions are signed with; by default `RS256` with an RSA key and `ES256` with one on P-256.',
      need: needFor(keyed, 'optional'),
      values: signingAlgorithms,
    },
    {
      name: 'jwtAudience',
      title: 'Audience of assertions',
      type: 'string',
      docs: 'The `aud` of what the client asserts, where the provider wants another than by default.',
      need: needFor(keyed, 'optional'),
    },
    ...(withKey.length === 0
      ? []
      : [
          {
            name: 'clientCertificate',
            title: 'Client certificate',
            type: 'string',
            docs: 'The certificate of `privateKey` in PEM, with what chains it to its root: shown to the token endpoint with `tls_client_auth` (RFC 8705), named by its thumbprint (`x5t`) with `private_key_jwt`.',
            need: ownNeed(others, 'required'),
            format: 'certificates',
            ...only(methods.filter((method) => method === 'tls_client_auth')),
          } satisfies ParameterDefinition,
        ]),
  ];
}

export const scopes = (need: ParameterDefinition['need'], sample: string | undefined): ParameterDefinition => ({
  name: 'scopes',
  title: 'Scopes',
  type: 'string',
  docs: 'What the tokens shall allow, separated by blanks.',
  need,
  ...(sample === undefined ? {} : { sample }),
});

/** RFC 8693 §2.1. */
export const exchangeParameters = (grantTypes: readonly GrantType[]): ParameterDefinition[] =>
  [
    ['subjectTokenType', 'Subject token type', 'What kind of token callers bring.', 'urn:ietf:params:oauth:token-type:access_token'],
    [
      'requestedTokenType',
      'Requested token type',
      'What kind of token is wanted. When given, an answer with another kind is refused.',
      undefined,
    ],
    ['actorTokenType', 'Actor token type', 'What kind of token `actorToken` is.', 'urn:ietf:params:oauth:token-type:access_token'],
  ]
    .map(
      ([name = '', title = '', docs = '', standard]): ParameterDefinition => ({
        name,
        title,
        type: 'string',
        docs,
        ...(standard === undefined ? {} : { default: standard }),
        need: needFor(grantTypes, 'optional'),
        format: 'uris',
      }),
    )
    .concat({
      name: 'actorToken',
      title: 'Actor token',
      type: 'securestring',
      docs: 'A token of whoever acts for the caller, often one that the platform mounts as a file and renews.',
      need: needFor(grantTypes, 'optional'),
    });

/** What can be said of every provider, because servers differ from their documentation and networks from each other. */
export const universalParameters = (grantTypes: readonly GrantType[], pkce: boolean): ParameterDefinition[] => {
  const consenting = grantTypes.filter((grant) => grant === 'authorizationCode');
  const every = needFor(grantTypes, 'optional');
  const forConsent: ParameterDefinition[] = [
    {
      name: 'pkce',
      title: 'PKCE',
      type: 'bool',
      docs: 'Whether consents are protected by PKCE (RFC 7636, S256).',
      default: String(pkce),
      need: needFor(consenting, 'optional'),
    },
    {
      name: 'authorizationParameters',
      title: 'Authorization parameters',
      type: 'string',
      docs: 'More parameters of the authorization request, as `a=b&c=d`. They replace those that the provider has by itself, and none of the protocol.',
      need: needFor(consenting, 'optional'),
      format: 'form',
    },
  ];
  return [
    ...(consenting.length === 0 ? [] : forConsent),
    {
      name: 'tokenParameters',
      title: 'Token parameters',
      type: 'string',
      docs: 'More parameters of every token request, likewise.',
      need: every,
      format: 'form',
    },
    {
      name: 'tokenHosts',
      title: 'Token hosts',
      type: 'string',
      docs: 'Where its tokens may be sent, in place of what stands below: `api.example.com *.example.org`, with blanks between them, or `*` for anywhere.',
      need: every,
      format: 'hosts',
    },
    {
      name: 'proxy',
      title: 'Proxy',
      type: 'securestring',
      docs: 'The HTTP proxy through which its token endpoint is called (by `CONNECT`), such as `http://proxy.example.com:3128`; it may hold a user name and password. Calls to this machine go past it.',
      need: every,
      format: 'proxy',
    },
    {
      name: 'certificateAuthority',
      title: 'Certificate authority',
      type: 'string',
      docs: 'Certificates in PEM that are trusted beside the public ones when its token endpoint is called.',
      need: every,
      format: 'certificates',
    },
  ];
};

/** The names of {@link universalParameters}: pages describe them once. */
export const universalNames: ReadonlySet<string> = new Set(universalParameters(['authorizationCode'], true).map(({ name }) => name));
