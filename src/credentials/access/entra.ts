import type { JWTPayload } from 'jose';
import type { EntraIssuerSettings } from '../settings.ts';
import type { TokenPrincipal } from './principal.ts';

/** A directory of Entra as an issuer, in one of its two versions. */
export interface EntraIssuer {
  readonly issuer: string;
  readonly tenantId: string;
  readonly version: '1.0' | '2.0';
  readonly keysUrl: string;
}

/** The issuers that tokens of these directories can have: the templates of both versions, filled in. */
export const entraIssuers = ({ tenantIds }: EntraIssuerSettings): EntraIssuer[] =>
  tenantIds.flatMap((id) => {
    const tenantId = id.toLowerCase();
    const login = `https://login.microsoftonline.com/${tenantId}`;
    return [
      { issuer: `https://sts.windows.net/${tenantId}/`, tenantId, version: '1.0', keysUrl: `${login}/discovery/keys` },
      { issuer: `${login}/v2.0`, tenantId, version: '2.0', keysUrl: `${login}/discovery/v2.0/keys` },
    ] as const;
  });

/** Who a token of Entra speaks of, its signature, audience, issuer and times being right; or why it is refused. `scope`: what `scp` of a delegated token must hold. */
export function readEntraToken(payload: JWTPayload, from: EntraIssuer, scope: string | undefined): TokenPrincipal | string {
  const text = (name: string): string | undefined => {
    const value = payload[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const objectId = text('oid');
  // v1 names the client `appid`, v2 `azp`. ID tokens name none.
  const appId = text(from.version === '1.0' ? 'appid' : 'azp');
  if (text('ver') !== from.version) return 'its `ver` does not fit its issuer';
  if (text('tid')?.toLowerCase() !== from.tenantId) return 'its `tid` does not fit its issuer';
  if (objectId === undefined) return 'it has no `oid`';
  if (appId === undefined) return 'it names no client application, so it is no access token';
  const scp = text('scp');
  // Whom nobody signed in for has no `scp` at all. `idtyp` is optional: that it is absent proves nothing, that it says otherwise does.
  if (scp === undefined && payload['scp'] !== undefined) return 'its `scp` is no text';
  const type = scp === undefined ? 'app' : 'user';
  if (payload['idtyp'] !== undefined && payload['idtyp'] !== type) return 'its `idtyp` does not fit its `scp`';
  if (scope !== undefined && scp !== undefined && !scp.split(' ').includes(scope)) return `its \`scp\` does not hold \`${scope}\``;
  return {
    kind: 'token',
    directory: 'entra',
    issuer: from.issuer,
    objectId,
    tenantId: from.tenantId,
    appId,
    acts: scp === undefined ? 'as-app' : 'for-user',
    groups: groupsOf(payload),
  };
}

/** With too many groups Entra sends a link instead, which is not followed: it would be a URL of the token's choice. */
function groupsOf(payload: JWTPayload): readonly string[] | 'overage' {
  const names = payload['_claim_names'];
  const linked = typeof names === 'object' && names !== null && Object.hasOwn(names, 'groups');
  if (linked || payload['hasgroups'] === true || payload['hasgroups'] === 'true') return 'overage';
  const groups = payload['groups'];
  return Array.isArray(groups) ? groups.filter((group) => typeof group === 'string') : [];
}
