import type { Asker } from '../../runtime/ports/credential-source.ts';
import type { ConnectionSettings, GatewayIdentity } from '../settings.ts';
import { type Access, decideFor } from './access-policy.ts';
import type { TokenPrincipal } from './principal.ts';
import type { BlockedUser, VerifiedTokens } from './verified-tokens.ts';
import type { Verified } from './verify-token.ts';

/** `unauthenticated`: the token does not count, so nobody asks. `unavailable`: an issuer's keys cannot be had, so nothing is known. */
export type Admission = Access | { readonly kind: 'unauthenticated' | 'unavailable'; readonly why: string };

/** What of a connection decides who may have its token. */
export type Guarded = Pick<ConnectionSettings, 'accessPolicies' | 'owner'>;

/** Stands before every token: who asks, and may they? */
export interface Guard {
  /** Without waiting; undefined when it cannot be told so. */
  admitNow(connection: Guarded, asker: Asker): Access | undefined;
  admit(connection: Guarded, asker: Asker): Promise<Admission>;
  /** Whom a token speaks of; undefined for the gateway itself, and for tokens that cannot be believed. */
  whoIs(asker: Asker): Promise<TokenPrincipal | undefined>;
}

export function createGuard(identity: GatewayIdentity, tokens: VerifiedTokens<Verified | BlockedUser>): Guard {
  const gateway = { kind: 'gateway', identity } as const;
  return {
    admitNow(connection, asker) {
      if (asker.kind === 'managed') return decideFor(connection, gateway);
      const principal = tokens.known(asker.token);
      return principal === undefined ? undefined : decideFor(connection, principal);
    },
    async whoIs(asker) {
      if (asker.kind === 'managed') return undefined;
      const verified = await tokens.verify(asker.token);
      return verified.kind === 'principal' ? verified.principal : undefined;
    },
    async admit(connection, asker) {
      if (asker.kind === 'managed') return decideFor(connection, gateway);
      const verified = await tokens.verify(asker.token);
      switch (verified.kind) {
        case 'principal':
          return decideFor(connection, verified.principal);
        case 'refused':
          return { kind: 'unauthenticated', why: verified.why };
        case 'blocked':
          return { kind: 'denied', why: verified.why };
        case 'unavailable':
          return verified;
      }
    },
  };
}
