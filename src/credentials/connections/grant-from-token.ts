import { lifetimeFrom, UNSTATED_LIFETIME_S } from '../grants/lifetime.ts';
import type { GrantedToken } from '../grants/outcome.ts';
import type { TokenClient } from '../grants/token-client.ts';
import type { Grant } from './state.ts';

/** What goes on from token to token of a connection. */
export interface Continued {
  readonly generation: number;
  readonly lineage: string;
  readonly savedBy: string;
  /** Kept when the answer brings none. */
  readonly refreshToken: string | undefined;
  /** What was asked for, or granted before: it stays when the answer does not say (RFC 6749 §5.1, §6). Absent: not known. */
  readonly scopes?: readonly string[] | undefined;
  readonly forcedAt?: number;
  /** See {@link Grant.provedIn}. */
  readonly provedIn?: string;
  /** Absent: this token is the first of its consent. */
  readonly consentedAt?: number;
}

/** A token answer as it is stored. */
export function grantFromToken(token: GrantedToken, client: TokenClient, { scopes: before, ...continued }: Continued): Grant {
  const scopes = token.scopes ?? before;
  const refreshToken = token.refreshToken ?? continued.refreshToken;
  const unstated = client.answer.unstatedLifetime ?? UNSTATED_LIFETIME_S;
  return {
    ...continued,
    accessToken: token.accessToken,
    claims: token.claims,
    ...lifetimeFrom(token.sentAt, token.lifetimeS ?? unstated),
    refreshToken,
    ...(scopes === undefined ? {} : { scopes }),
    issuedAt: token.sentAt,
    consentedAt: continued.consentedAt ?? token.sentAt,
  };
}
