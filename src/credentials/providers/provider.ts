import type { GrantType } from '../settings.ts';

/** Whether the provider resource has to give a parameter. `hidden`: it belongs to the connection, and is required there. */
export type Need = 'required' | 'optional' | 'hidden';

/** A parameter as data: validation, pages and the list of identity providers come from it. */
export interface ParameterDefinition {
  readonly name: string;
  readonly type: 'string' | 'securestring' | 'bool';
  readonly docs: string;
  readonly default?: string;
  /** By grant type; a grant that is not named does not know the parameter. */
  readonly need: Readonly<Partial<Record<GrantType, Need>>>;
  /** What a value must be. `url`: https, or http on this machine; `form`: `a=b&c=d`, percent-encoded. */
  readonly format?: 'url' | 'form' | 'path-segment';
  /** The only values there are. */
  readonly values?: readonly string[];
}

/** Reads the effective parameters that are not secret. Absent ones give the default, else undefined. */
export type ReadParameter = (name: string) => string | undefined;

export interface Endpoints {
  readonly authorization: string;
  readonly token: string;
  /** Where refresh tokens are sent. */
  readonly refresh: string;
  /** Who must have answered, if that is known (RFC 9207). `always`: an answer without `iss` is refused. */
  readonly issuer?: { readonly id: string; readonly sent: 'always' | 'sometimes' };
}

export interface ExtraParameters {
  readonly authorization?: Readonly<Record<string, string>>;
  readonly token?: Readonly<Record<string, string>>;
}

/** One identity provider: what it needs and how it behaves, as data. One file each, listed in the catalogue. */
export interface ProviderDefinition {
  /** The value of `identityProvider`. */
  readonly id: string;
  readonly displayName: string;
  /** One sentence for people, and where the provider documents itself. */
  readonly docs: string;
  readonly documentation: string;
  readonly grantTypes: readonly GrantType[];
  readonly parameters: readonly ParameterDefinition[];
  endpoints(read: ReadParameter): Endpoints;
  /** Between scopes on the wire. `verbatim`: the configured text is sent as it is. */
  readonly scopeSeparator: ' ' | ',' | 'verbatim';
  clientAuthentication(read: ReadParameter): 'client_secret_basic' | 'client_secret_post';
  /** Whether the code challenge (S256) is sent. */
  pkce(read: ReadParameter): boolean;
  /** Parameters of its own on requests. */
  extra?(read: ReadParameter): ExtraParameters;
  /** What a token answer without `expires_in` means; `default` is {@link UNSTATED_LIFETIME_S}. */
  readonly unstatedLifetime: 'default' | 'unlimited';
  /** Where its tokens may be sent, e.g. `api.github.com` or `*.googleapis.com`; absent: anywhere. */
  readonly hosts?: readonly string[];
}

/** Types a definition and nothing else. */
export const defineProvider = (definition: ProviderDefinition): ProviderDefinition => definition;
