import type { Claims } from './claims.ts';

/** The tokens of one connection, as they lie sealed in the store. Times are wall milliseconds. */
export interface Grant {
  readonly accessToken: string;
  readonly claims: Claims;
  /** A later caller gets a new token. */
  readonly useUntil: number;
  /** The token must not be used after this. */
  readonly expiresAt: number;
  /** Counts up with every token of the connection. */
  readonly generation: number;
  readonly refreshToken: string | undefined;
  /** One consent, and all tokens that came of it by refreshing. */
  readonly lineage: string;
  /** The intent or consent whose answer this is: tells a writer whose acknowledgement was lost that its write arrived. */
  readonly savedBy: string;
  /** When this token was fetched only because a backend refused the one before (rule R10). */
  readonly forcedAt?: number;
}

/** Written before a refresh token is sent (rule R1): who else wants to send it must wait, or count it as sent without answer. */
export interface Intent {
  readonly id: string;
  /** By the store's clock: an answer is saved until then. */
  readonly deadline: number;
  /** SHA-256 of the refresh token, base64url. */
  readonly digest: string;
  /** 2: the replay that rule R3 allows, of a refresh token that was sent without an answer. */
  readonly attempt: 1 | 2;
}

/** `refused`: the provider said `invalid_grant`. `unanswered`: sent twice without an answer. `ended`: over, and nothing to renew it with. */
export type BrokenReason = 'refused' | 'unanswered' | 'ended';

export type ConnectionState =
  | { readonly phase: 'unauthorized' }
  /** `unanswered`: the refresh token was sent once without an answer; not to be sent again before this, by the store's clock. */
  | { readonly phase: 'ready'; readonly grant: Grant; readonly unanswered?: { readonly notBefore: number } }
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
