import type { Clock } from '../../runtime/ports/clock.ts';
import { Secret, type Token } from '../../runtime/ports/credential-source.ts';
import { freezeClaims } from './claims.ts';
import type { Grant } from './state.ts';

/** A token in this process's memory. */
export interface Held {
  readonly token: Token;
  /** Served from memory until then, by wall time and by the monotonic clock, whichever comes first (rule R7). */
  readonly useUntil: number;
  readonly useUntilElapsed: number;
  /** Monotonic time from when on it is renewed ahead of need. */
  readonly renewFromElapsed: number;
  /** How long before its end that is. */
  readonly aheadMs: number;
  /** Of the record it came from. */
  readonly version: number;
  /** When it was asked for, wall milliseconds; undefined in what earlier versions wrote. */
  readonly issuedAt: number | undefined;
  /** Monotonic time when it was taken from the store. */
  readonly since: number;
}

/** How long a token that should have been renewed is served from memory before renewing is tried again. */
export const MEANWHILE_MS = 10_000;

/** Takes a stored token into memory. `until` shortens how long it is served from there. */
export function hold(grant: Grant, version: number, clock: Clock, until = grant.useUntil): Held {
  const useUntil = Math.min(until, grant.expiresAt);
  const renewFrom = Math.min(grant.renewFrom ?? useUntil, useUntil);
  return {
    token: Object.freeze({
      accessToken: new Secret(grant.accessToken),
      claims: freezeClaims(grant.claims),
      expiresAt: grant.expiresAt,
      generation: grant.generation,
    }),
    useUntil,
    useUntilElapsed: clock.elapsed() + (useUntil - clock.now()),
    renewFromElapsed: clock.elapsed() + (renewFrom - clock.now()),
    aheadMs: grant.expiresAt - renewFrom,
    version,
    issuedAt: grant.issuedAt,
    since: clock.elapsed(),
  };
}

/** The same token, allowed to go to these hosts only. */
export const boundTo = (hosts: readonly string[] | undefined, held: Held): Held =>
  hosts === undefined ? held : { ...held, token: Object.freeze({ ...held.token, hosts }) };

export const isFresh = (held: Held, clock: Clock): boolean => clock.elapsed() < held.useUntilElapsed && clock.now() < held.useUntil;
