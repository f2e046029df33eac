import type { Secret } from '../runtime/ports/credential-source.ts';
import type { PrincipalName } from './access/principal-name.ts';

/**
 * How a provider's connections get tokens. One provider has one. `jwtBearer`: an assertion signed with our key (RFC 7523 §2.1);
 * `tokenExchange`: the caller's token is exchanged (RFC 8693); `onBehalfOf`: the same by Microsoft Entra's own grant.
 */
export type GrantType = 'authorizationCode' | 'clientCredentials' | 'jwtBearer' | 'tokenExchange' | 'onBehalfOf';

/** Parameters by name, as the provider's definition declares them; booleans as `true` and `false`. Secret ones are {@link Secret}. */
export type ParameterValues = Readonly<Record<string, string | Secret>>;

/** A credential provider as configured, whoever configures it. */
export interface ProviderSettings {
  /** Ignores case; see `checkId`. */
  readonly id: string;
  readonly displayName?: string;
  /** The id of a {@link ProviderDefinition}, e.g. `github` or `oauth2`. */
  readonly identityProvider: string;
  readonly grantType: GrantType;
  readonly parameters: ParameterValues;
  /** Names a secret that the resource does not hold itself; {@link parameters} has it when it is there. */
  readonly secretIdentifier?: string;
  readonly connections: readonly ConnectionSettings[];
  /** Each user may make a connection of his own. */
  readonly perUser?: PerUserSettings;
}

/** What the connections are like that users make for themselves. */
export interface PerUserSettings {
  /** The id of such a connection; `{user}` stands for the object id of its owner. */
  readonly connection: string;
  /** Who may have its token beside its owner. */
  readonly accessPolicies: readonly GatewayPolicySettings[];
}

export interface ConnectionSettings {
  readonly id: string;
  /** Tells a connection that was made while the gateway runs apart from an earlier one of the same id; absent for declared ones. */
  readonly incarnation?: string;
  /** The user whose connection it is: of all who show a token, nobody else has it. */
  readonly owner?: PrincipalName;
  /** What belongs to the connection: with all grants but authorization code `clientId` and its secret. Goes before the provider's. */
  readonly parameters: ParameterValues;
  /** Who may have the token. None: nobody. */
  readonly accessPolicies: readonly AccessPolicySettings[];
}

export type AccessPolicySettings = GatewayPolicySettings | PrincipalPolicySettings;

/** The gateway's own identity may have it (`identity-type="managed"`): whoever may edit policies can then use the connection. */
export interface GatewayPolicySettings {
  readonly kind: 'gateway';
  readonly name: string;
}

/** A user, a service principal or a group may have it. */
export interface PrincipalPolicySettings {
  readonly kind: 'principal';
  readonly name: string;
  /** The `oid`, or what an issuer's claim map gives as object id, or the id of a group. */
  readonly objectId: string;
  /** Required for Entra principals. */
  readonly tenantId?: string;
  /** The issuer of another OIDC provider; without it only Entra issuers and the gateway's identity match. */
  readonly issuer?: string;
  /** When present, the token's client (`appid`, `azp`) must be one of these. */
  readonly appIds?: readonly string[];
}

/** Who may issue the tokens that callers show with `identity-type="jwt"`. The audience has no default. */
export type IssuerSettings = EntraIssuerSettings | OidcIssuerSettings;

export interface EntraIssuerSettings {
  readonly kind: 'entra';
  /** Directory ids whose tokens count. Never `common`. */
  readonly tenantIds: readonly string[];
  readonly audience: string | readonly string[];
  /** What `scp` of a delegated token must hold; `Authorizations.Read` by default. */
  readonly scope?: string;
}

export interface OidcIssuerSettings {
  readonly kind: 'oidc';
  /** Exactly as in `iss`. */
  readonly issuer: string;
  readonly audience: string | readonly string[];
  /** Where the keys are; found by OIDC discovery when absent. */
  readonly jwksUri?: string;
  /** Signature algorithms; `RS256` by default. */
  readonly algorithms?: readonly string[];
  /** Which claims tell what. */
  readonly claims: { readonly objectId: string; readonly tenantId?: string; readonly appId?: string; readonly groups?: string };
}

/** The gateway's own identity, which access policies match as a pair. */
export interface GatewayIdentity {
  readonly objectId: string;
  readonly tenantId: string;
}
