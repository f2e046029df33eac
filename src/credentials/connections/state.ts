import type { Claims } from './claims.ts';

/** The tokens of one connection, as they lie sealed in the store. Times are wall milliseconds. */
export interface Grant {
  readonly accessToken: string;
  readonly claims: Claims;
  /** A later caller gets a new token. */
  readonly useUntil: number;
  /** From then on it is renewed ahead of need, where it is in use (rule R7); absent in what earlier versions wrote. */
  readonly renewFrom?: number;
  /** The token must not be used after this. */
  readonly expiresAt: number;
  /** Counts up with every token of the connection. */
  readonly generation: number;
  readonly refreshToken: string | undefined;
  /** What the provider granted; absent in what earlier versions wrote. */
  readonly scopes?: readonly string[];
  /** One consent, and all tokens that came of it by refreshing. */
  readonly lineage: string;
  /** The intent or consent whose answer this is: tells a writer whose acknowledgement was lost that its write arrived. */
  readonly savedBy: string;
  /** When this token was fetched, or its renewal tried, only because a backend refused what was there (rule R10). */
  readonly forcedAt?: number;
  /** When this token was asked for; absent in what earlier versions wrote, like the next one. */
  readonly issuedAt?: number;
  /** When the consent was given that it came of. */
  readonly consentedAt?: number;
  /** The restoration of the store that was the last when this token was asked for; absent before the first. */
  readonly provedIn?: string;
}

/** Written before a refresh token is sent (rule R1): who else wants to send it must wait, or count it as sent without answer. */
export interface Intent {
  readonly id: string;
  /** By the store's clock: an answer is saved until then. */
  readonly deadline: number;
  /** SHA-256 of the refresh token, base64url. */
  readonly digest: string;
  /** How often the refresh token was sent without an answer, with this time: 2 is the replay that rule R3 allows. */
  readonly attempt: number;
  /** By the store's clock: when this refresh token was first sent. A provider's grace for used tokens counts from here. */
  readonly firstSentAt: number;
}

/** A refresh token was sent without an answer; not to be sent again before `notBefore`. Times by the store's clock. */
export interface Unanswered {
  /** How often. */
  readonly sends: number;
  readonly notBefore: number;
  readonly firstSentAt: number;
}

/** `refused`: the provider said `invalid_grant`. `unanswered`: sent twice without an answer. `ended`: over, and nothing to renew it with. */
export type BrokenReason = 'refused' | 'unanswered' | 'ended';

export type ConnectionState =
  /** `since`: when it was disconnected, wall milliseconds; absent when it never was, or by an earlier version. */
  | { readonly phase: 'unauthorized'; readonly since?: number }
  | { readonly phase: 'ready'; readonly grant: Grant; readonly unanswered?: Unanswered }
  | { readonly phase: 'refreshing'; readonly grant: Grant; readonly intent: Intent }
  /** `tried`: what a late answer must belong to, to mend it. */
  | {
      readonly phase: 'broken';
      readonly reason: BrokenReason;
      readonly since: number;
      readonly mendBy: 'consent';
      readonly tried: { readonly lineage: string; readonly digest: string };
    };

/** What the store keeps of a connection. */
export interface ConnectionRecord {
  readonly format: 1;
  /** Counts consents: what was cached under an earlier one is void. */
  readonly consentEpoch: number;
  /** The highest generation given out. */
  readonly generation: number;
  /** With client credentials: a digest of the settings the token was fetched with. Other settings make it void. */
  readonly madeWith?: string;
  readonly state: ConnectionState;
}

export const NEW_RECORD: ConnectionRecord = { format: 1, consentEpoch: 0, generation: 0, state: { phase: 'unauthorized' } };

/** A record with new tokens. */
export const readyRecord = (record: ConnectionRecord, grant: Grant): ConnectionRecord => ({
  ...record,
  generation: grant.generation,
  state: { phase: 'ready', grant },
});

/** The tokens of a record that has any. */
export const grantOf = ({ state }: ConnectionRecord): Grant | undefined =>
  state.phase === 'ready' || state.phase === 'refreshing' ? state.grant : undefined;

/** The consent that a record stands on, also when it is broken. */
export function lineageOf({ state }: ConnectionRecord): string | undefined {
  if (state.phase === 'unauthorized') return undefined;
  return state.phase === 'broken' ? state.tried.lineage : state.grant.lineage;
}
