import type { JWTPayload } from 'jose';
import type { OidcIssuerSettings } from '../settings.ts';
import type { TokenPrincipal } from './principal.ts';

/** Who a token of an OIDC issuer speaks of, by the claim map of its settings; or why it is refused. */
export function readOidcToken(payload: JWTPayload, { issuer, claims }: OidcIssuerSettings): TokenPrincipal | string {
  const text = (name: string | undefined): string | undefined => {
    const value = name !== undefined && Object.hasOwn(payload, name) ? payload[name] : undefined;
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const objectId = text(claims.objectId);
  if (objectId === undefined) return `it has no text in \`${claims.objectId}\``;
  const tenantId = text(claims.tenantId);
  if (claims.tenantId !== undefined && tenantId === undefined) return `it has no text in \`${claims.tenantId}\``;
  const groups = claims.groups === undefined ? [] : payload[claims.groups];
  return {
    kind: 'token',
    directory: 'oidc',
    issuer,
    objectId,
    tenantId,
    appId: text(claims.appId),
    acts: 'for-user',
    groups: Array.isArray(groups) ? groups.filter((group) => typeof group === 'string') : [],
  };
}
