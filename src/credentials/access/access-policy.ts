import type { AccessPolicySettings, ConnectionSettings, PrincipalPolicySettings } from '../settings.ts';
import type { Principal, TokenPrincipal } from './principal.ts';
import { isSamePrincipal, nameOf } from './principal-name.ts';

/** `why` is for operators only. */
export type Access = { readonly kind: 'allowed' } | { readonly kind: 'denied'; readonly why: string };

const ALLOWED: Access = { kind: 'allowed' };

/** Whether somebody may have the token of a connection. Of a connection with an owner, what policies say counts for the gateway alone. */
export function decideFor(settings: Pick<ConnectionSettings, 'accessPolicies' | 'owner'>, principal: Principal): Access {
  const { accessPolicies, owner } = settings;
  if (owner === undefined || principal.kind === 'gateway') return decideAccess(accessPolicies, principal);
  if (isSamePrincipal(owner, nameOf(principal)) && principal.acts === 'for-user') return ALLOWED;
  return denied('the connection belongs to another user');
}

/** Whether a connection's access policies let this principal have its token. Deny by default. */
export function decideAccess(policies: readonly AccessPolicySettings[], principal: Principal): Access {
  if (policies.length === 0) return denied('the connection has no access policy');
  if (principal.kind === 'gateway') {
    const { objectId, tenantId } = principal.identity;
    const matches = (policy: AccessPolicySettings): boolean =>
      policy.kind === 'gateway' || (policy.issuer === undefined && same(policy.objectId, objectId) && same(policy.tenantId, tenantId));
    return policies.some(matches) ? ALLOWED : denied('no access policy names the identity of the gateway');
  }
  return decideForToken(
    policies.filter((policy) => policy.kind === 'principal'),
    principal,
  );
}

function decideForToken(policies: readonly PrincipalPolicySettings[], principal: TokenPrincipal): Access {
  const near = policies.filter((policy) => isOfDirectory(policy, principal));
  const direct = near.filter((policy) => sameId(policy.objectId, principal.objectId, principal));
  const { groups } = principal;
  // An app is let in by its own id only: nobody is asked when a group grows.
  const byGroup =
    principal.acts === 'for-user' && groups !== 'overage'
      ? near.filter((policy) => groups.some((group) => sameId(policy.objectId, group, principal)))
      : [];
  const named = [...direct, ...byGroup];
  if (named.some((policy) => isFromAllowedApp(policy, principal))) return ALLOWED;
  if (named.length > 0) return denied('an access policy names the principal, but not the application the token was issued to');
  if (principal.acts === 'for-user' && groups === 'overage' && near.length > 0)
    return denied('no access policy names the principal, and the token does not list its groups (there are too many)');
  return denied('no access policy names the principal');
}

/** An id from one issuer says nothing about the same id from another. */
function isOfDirectory(policy: PrincipalPolicySettings, principal: TokenPrincipal): boolean {
  if (principal.directory === 'entra') return policy.issuer === undefined && same(policy.tenantId, principal.tenantId);
  return policy.issuer === principal.issuer && (policy.tenantId === undefined || policy.tenantId === principal.tenantId);
}

function isFromAllowedApp({ appIds }: PrincipalPolicySettings, { appId }: TokenPrincipal): boolean {
  return appIds === undefined || (appId !== undefined && appIds.some((allowed) => same(allowed, appId)));
}

/** Entra's ids are GUIDs; others' are whatever they are, to the letter. */
const sameId = (a: string, b: string, { directory }: TokenPrincipal): boolean => (directory === 'entra' ? same(a, b) : a === b);

const same = (a: string | undefined, b: string | undefined): boolean =>
  a !== undefined && b !== undefined && a !== '' && a.toLowerCase() === b.toLowerCase();

const denied = (why: string): Access => ({ kind: 'denied', why });
