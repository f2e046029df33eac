import type { GrantType } from '../settings.ts';
import type { Format } from './formats.ts';
import type { Template } from './template.ts';

/** Whether the provider resource has to give a parameter. `hidden`: it belongs to the connection, and is required there. */
export type Need = 'required' | 'optional' | 'hidden';

/** A parameter as data: validation, pages and the list of identity providers come from it. */
export interface ParameterDefinition {
  readonly name: string;
  /** A label for forms, in one to four words. */
  readonly title: string;
  readonly type: 'string' | 'securestring' | 'bool';
  readonly docs: string;
  readonly default?: string;
  /** By grant type; a grant that is not named does not know the parameter. */
  readonly need: Readonly<Partial<Record<GrantType, Need>>>;
  readonly format?: Format;
  /** With format `host`: the domains it must lie under. Absent: any host, as whoever runs the server chose it. */
  readonly under?: readonly string[];
  /** The only values there are. */
  readonly values?: readonly string[];
  /** It is needed only while another parameter has one of these values; with the grants `always`, in any case. */
  readonly onlyWith?: { readonly parameter: string; readonly values: readonly string[]; readonly always?: readonly GrantType[] };
  /** What stands in examples; the default where that is absent. */
  readonly sample?: string;
}

/** Reads the effective parameters that are not secret. Absent ones give the default, else undefined. */
export type ReadParameter = (name: string) => string | undefined;

/** RFC 6749 §2.3, RFC 7523 §2.2, RFC 8705 §2; names as registered for `token_endpoint_auth_method`. */
export type ClientAuthenticationMethod = 'client_secret_post' | 'client_secret_basic' | 'private_key_jwt' | 'tls_client_auth' | 'none';

/** The servers of a provider, with holes for its parameters. */
export interface EndpointTemplates {
  readonly kind: 'known';
  readonly authorization?: Template;
  readonly token: Template;
  /** Where refresh tokens are sent; to `token` when absent, or when its parameter is. */
  readonly refresh?: Template;
  /** Where tokens are given back, by RFC 7009. */
  readonly revocation?: Template;
  /** Who answers consents (RFC 9207); `always`: an answer without `iss` is refused. */
  readonly issuer?: { readonly id: Template; readonly sent: 'always' | 'sometimes' };
}

/** Found in the metadata of an issuer: OpenID Connect Discovery 1.0, RFC 8414. */
export interface DiscoveredEndpoints {
  readonly kind: 'discovered';
  readonly issuer: Template;
}

export type ParameterTemplates = Readonly<Record<string, Template>>;

/** The assertion of the JWT bearer grant (RFC 7523 §2.1). */
export interface AssertionStyle {
  readonly issuer: Template;
  /** The first whose parameters are there; without any, the assertion has no `sub`. */
  readonly subject: readonly Template[];
  /** Unless the parameter `jwtAudience` says otherwise. */
  readonly audience: Template | 'token-endpoint';
  /** Seconds. */
  readonly lifetimeS: number;
  /** Whether scopes are asked for by a claim of the assertion or by a parameter of the request. */
  readonly scope: 'claim' | 'parameter';
  /** Whether the client authenticates as well. */
  readonly clientAuthentication: boolean;
  readonly claims?: ParameterTemplates;
}

/** What is peculiar about token answers. */
export interface AnswerStyle {
  /** The member of the answer that holds the tokens, where they are not at its top; there they may be if their type is `typeAtTop`. */
  readonly tokenIn?: { readonly member: string; readonly typeAtTop: string };
  /** Seconds that a token lives whose answer has no `expires_in`; `unlimited`: until it is revoked. Absent: a careful guess. */
  readonly unstatedLifetime?: number | 'unlimited';
  /** Without `expires_in`, the `exp` of an access token that is a JWT tells. */
  readonly lifetimeFromJwt?: true;
  /** Error codes of its own, with the ones of RFC 6749 §5.2 that they mean. */
  readonly errorCodes?: Readonly<Record<string, string>>;
}

/** How its refresh tokens live, as far as the provider says. */
export interface RefreshTokenFacts {
  /** Whether each use gives a new one. */
  readonly rotate: 'always' | 'never' | 'sometimes';
  /** Seconds in which a used one still works: rule R3 may replay it then. */
  readonly graceS?: number;
  /** Days without use after which it dies. */
  readonly unusedDays?: number;
  /** Days after consent when even a used one is over. */
  readonly totalDays?: number;
}

/** How scopes are asked for and granted. */
export interface ScopeStyle {
  /** Between scopes on the wire. `verbatim`: the configured text is sent as it is. */
  readonly separator: ' ' | ',' | 'verbatim';
  /** What the parameter is called on the wire. */
  readonly name: string;
  /** Scopes that others include, so that answers leave them out. In lower case. */
  readonly covers?: Readonly<Record<string, readonly string[]>>;
  /**
   * A consent to further scopes brings tokens for all that were granted before, too, when these parameters are added to it. Absent: each
   * consent counts alone, so it asks for everything.
   */
  readonly incremental?: Readonly<Record<string, string>>;
}

/** One identity provider: what it needs and how it behaves, as data. One file each, made by `defineProvider`, listed in the catalogue. */
export interface ProviderDefinition {
  /** The value of `identityProvider`. */
  readonly id: string;
  readonly displayName: string;
  /** For people: what it is, what is odd about it, and what is not certain. */
  readonly docs: string;
  /** Where the provider documents itself. */
  readonly documentation: string;
  readonly grantTypes: readonly GrantType[];
  readonly parameters: readonly ParameterDefinition[];
  readonly endpoints: EndpointTemplates | DiscoveredEndpoints;
  readonly scopes: ScopeStyle;
  /** Those it knows; the first is the default. */
  readonly clientAuthentication: readonly ClientAuthenticationMethod[];
  /** What a client assertion is for (RFC 7523 §3). */
  readonly clientAssertionAudience: 'token-endpoint' | 'issuer';
  /** How token requests are written. */
  readonly body: 'form' | 'json';
  /** Its own words for `grant_type`. */
  readonly grantNames: Readonly<Partial<Record<GrantType | 'refresh', string>>>;
  readonly authorizationParameters: ParameterTemplates;
  /** Of every token request. */
  readonly tokenParameters: ParameterTemplates;
  /** Of the token requests of one grant; `authorizationCode` is the redemption of the code. */
  readonly grantParameters: Readonly<Partial<Record<GrantType | 'refresh', ParameterTemplates>>>;
  readonly assertion?: AssertionStyle;
  readonly answer: AnswerStyle;
  readonly refreshTokens?: RefreshTokenFacts;
  /** Where its tokens may be sent, e.g. `api.github.com` or `*.googleapis.com`; absent: anywhere. */
  readonly hosts?: readonly Template[];
}
