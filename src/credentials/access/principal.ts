import type { GatewayIdentity } from '../settings.ts';

/** Who asks, as far as it is proved. */
export type Principal = GatewayPrincipal | TokenPrincipal;

/** The gateway itself (`identity-type="managed"`). */
export interface GatewayPrincipal {
  readonly kind: 'gateway';
  readonly identity: GatewayIdentity;
}

/** Whoever a verified token speaks of. */
export interface TokenPrincipal {
  readonly kind: 'token';
  /** Only Entra's `oid` and `tid` are what policies without an issuer mean. */
  readonly directory: 'entra' | 'oidc';
  readonly issuer: string;
  readonly objectId: string;
  readonly tenantId: string | undefined;
  /** The client the token was issued to (`appid`, `azp`). */
  readonly appId: string | undefined;
  /** `app`: no user stands behind it; groups do not count then. */
  readonly acts: 'for-user' | 'as-app';
  /** `overage`: more groups than a token holds. Links to ask for them are never followed. */
  readonly groups: readonly string[] | 'overage';
  /** Where tokens are read for their roles: what the claim for them holds. */
  readonly roles?: readonly string[];
}
