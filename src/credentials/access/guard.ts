import type { Asker } from '../../runtime/ports/credential-source.ts';
import type { AccessPolicySettings, GatewayIdentity } from '../settings.ts';
import { type Access, decideAccess } from './access-policy.ts';
import type { VerifiedTokens } from './verified-tokens.ts';

/** `unavailable`: an issuer's keys cannot be had, so nothing is known. */
export type Admission = Access | { readonly kind: 'unavailable'; readonly why: string };

/** Stands before every token: who asks, and may they? */
export interface Guard {
  /** Without waiting; undefined when it cannot be told so. */
  admitNow(policies: readonly AccessPolicySettings[], asker: Asker): Access | undefined;
  admit(policies: readonly AccessPolicySettings[], asker: Asker): Promise<Admission>;
}

export function createGuard(identity: GatewayIdentity, tokens: VerifiedTokens): Guard {
  const gateway = { kind: 'gateway', identity } as const;
  return {
    admitNow(policies, asker) {
      if (asker.kind === 'managed') return decideAccess(policies, gateway);
      const principal = tokens.known(asker.token);
      return principal === undefined ? undefined : decideAccess(policies, principal);
    },
    async admit(policies, asker) {
      if (asker.kind === 'managed') return decideAccess(policies, gateway);
      const verified = await tokens.verify(asker.token);
      if (verified.kind === 'principal') return decideAccess(policies, verified.principal);
      return verified.kind === 'refused' ? { kind: 'denied', why: verified.why } : verified;
    },
  };
}
