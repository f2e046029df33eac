import { createHash } from 'node:crypto';
import type { Clock } from '../../runtime/ports/clock.ts';
import type { Secret } from '../../runtime/ports/credential-source.ts';
import type { TokenPrincipal } from './principal.ts';
import type { Verified, VerifyToken } from './verify-token.ts';

/** The token counts, and the kill switch stops whoever it speaks of. */
export interface BlockedUser {
  readonly kind: 'blocked';
  readonly why: string;
}

/** Verifies each token once, and then knows it until it is over. Known by digest: the tokens themselves are not kept. */
export interface VerifiedTokens<Found = Verified> {
  verify(token: Secret): Promise<Found>;
  /** Whoever a token speaks of, if it was verified before. */
  known(token: Secret): TokenPrincipal | undefined;
}

const MOST = 10_000;

export function rememberVerified(verify: VerifyToken, clock: Clock): VerifiedTokens {
  const seen = new Map<string, Extract<Verified, { kind: 'principal' }>>();

  function lookUp(key: string): Extract<Verified, { kind: 'principal' }> | undefined {
    const one = seen.get(key);
    if (one === undefined || clock.now() < one.validUntil) return one;
    seen.delete(key);
    return undefined;
  }

  return {
    known: (token) => lookUp(keyOf(token))?.principal,
    async verify(token) {
      const key = keyOf(token);
      const before = lookUp(key);
      if (before !== undefined) return before;
      const verified = await verify(token);
      if (verified.kind === 'principal') {
        seen.set(key, verified);
        const oldest = seen.size > MOST ? seen.keys().next().value : undefined;
        if (oldest !== undefined) seen.delete(oldest);
      }
      return verified;
    },
  };
}

const keyOf = (token: Secret): string => createHash('sha256').update(token.reveal()).digest('base64url');
