import type { TokenPrincipal } from './principal.ts';

/** What tells one principal from all others, wherever its tokens come from. Ids count only together with who gave them. */
export type PrincipalName =
  | { readonly directory: 'entra'; readonly tenantId: string; readonly objectId: string }
  | { readonly directory: 'oidc'; readonly issuer: string; readonly tenantId: string | undefined; readonly objectId: string };

/** Both versions of Entra's tokens name the same principals; GUIDs ignore case. */
export const nameOf = ({ directory, issuer, tenantId, objectId }: TokenPrincipal): PrincipalName =>
  directory === 'entra'
    ? { directory, tenantId: (tenantId ?? '').toLowerCase(), objectId: objectId.toLowerCase() }
    : { directory, issuer, tenantId, objectId };

export const isSamePrincipal = (one: PrincipalName, other: PrincipalName): boolean => textOf(one) === textOf(other);

const textOf = (name: PrincipalName): string =>
  JSON.stringify(
    name.directory === 'entra' ? ['entra', name.tenantId, name.objectId] : ['oidc', name.issuer, name.tenantId ?? null, name.objectId],
  );
