import type { ConnectionRecord, ConnectionState, Grant, Intent } from './state.ts';

/** What the one who wants a token should do about a connection by authorization code, as it lies in the store. */
export type Decision =
  /** `meanwhile`: the token is still good, but someone should renew it, now or a little later. */
  | { readonly kind: 'use'; readonly grant: Grant; readonly meanwhile: boolean }
  /** `firstSentAt`: of a replay, when the token was sent first, by the store's clock. */
  | {
      readonly kind: 'refresh';
      readonly grant: Grant;
      readonly refreshToken: string;
      readonly attempt: number;
      readonly firstSentAt: number | undefined;
    }
  /** Someone else is at it. */
  | { readonly kind: 'wait' }
  /** Sent without an answer, and too early to send it again. */
  | { readonly kind: 'too-early' }
  | { readonly kind: 'break'; readonly reason: 'unanswered' | 'ended'; readonly grant: Grant; readonly intent: Intent | undefined }
  | { readonly kind: 'broken'; readonly state: Extract<ConnectionState, { phase: 'broken' }> }
  | { readonly kind: 'unauthorized' };

export interface Circumstances {
  /** Wall time here. */
  readonly now: number;
  /** The store's clock. */
  readonly storeNow: number;
  /** The generation a backend refused, if the caller comes for that. */
  readonly rejected: number | undefined;
  /** Milliseconds between an intent's deadline and the moment another may act. */
  readonly marginMs: number;
  /** Milliseconds for which the provider takes a used refresh token all the same, from its first use; 0 where it declares none. */
  readonly graceMs: number;
  /** Whether a grant has to be proved by its provider before it is used. */
  isSuspect(grant: Grant): boolean;
  /** The caller comes ahead of need, for a token that is to follow this generation. */
  readonly ahead: number | undefined;
}

/** Milliseconds within which a backend's refusals force no second renewal (rule R10). */
export const FORCED_INTERVAL_MS = 30_000;

export function decide({ state }: ConnectionRecord, at: Circumstances): Decision {
  switch (state.phase) {
    case 'unauthorized':
      return { kind: 'unauthorized' };
    case 'broken':
      return { kind: 'broken', state };
    case 'ready':
      return whenReady(state, at);
    case 'refreshing':
      return whenRefreshing(state, at);
  }
}

function whenReady({ grant, unanswered }: Extract<ConnectionState, { phase: 'ready' }>, at: Circumstances): Decision {
  const { refreshToken } = grant;
  const isWanted = at.ahead !== undefined && grant.generation <= at.ahead;
  const mustProve = refreshToken !== undefined && at.isSuspect(grant);
  if (at.now < grant.useUntil && !isRejected(grant, at) && !isWanted && !mustProve) return { kind: 'use', grant, meanwhile: false };
  if (refreshToken === undefined)
    return at.now < grant.expiresAt
      ? { kind: 'use', grant, meanwhile: false }
      : { kind: 'break', reason: 'ended', grant, intent: undefined };
  if (unanswered === undefined) return { kind: 'refresh', grant, refreshToken, attempt: 1, firstSentAt: undefined };
  const { sends, notBefore, firstSentAt } = unanswered;
  if (!mayReplay(sends, firstSentAt, at)) return { kind: 'break', reason: 'unanswered', grant, intent: undefined };
  if (at.storeNow >= notBefore) return { kind: 'refresh', grant, refreshToken, attempt: sends + 1, firstSentAt };
  return isGood(grant, at) ? { kind: 'use', grant, meanwhile: true } : { kind: 'too-early' };
}

function whenRefreshing({ grant, intent }: Extract<ConnectionState, { phase: 'refreshing' }>, at: Circumstances): Decision {
  const { refreshToken } = grant;
  if (at.storeNow < intent.deadline + at.marginMs) return isGood(grant, at) ? { kind: 'use', grant, meanwhile: true } : { kind: 'wait' };
  // Whoever wrote the intent is gone. Whether the token was sent is not known, so it counts as sent.
  const { attempt, firstSentAt } = intent;
  if (!mayReplay(attempt, firstSentAt, at) || refreshToken === undefined) return { kind: 'break', reason: 'unanswered', grant, intent };
  return { kind: 'refresh', grant, refreshToken, attempt: attempt + 1, firstSentAt };
}

/** Rule R3: once more after the first time; within a declared grace, as often as it takes. */
const mayReplay = (sends: number, firstSentAt: number, { storeNow, graceMs }: Circumstances): boolean =>
  sends === 1 || isWithinGrace(firstSentAt, storeNow, graceMs);

/** Within a declared grace the provider answers a used refresh token like a new one, however often it comes. */
export const isWithinGrace = (firstSentAt: number, storeNow: number, graceMs: number): boolean => storeNow < firstSentAt + graceMs;

const isGood = (grant: Grant, at: Circumstances): boolean => at.now < grant.expiresAt && !isRejected(grant, at) && !at.isSuspect(grant);

function isRejected(grant: Grant, { rejected, now }: Circumstances): boolean {
  if (rejected === undefined || grant.generation > rejected) return false;
  return grant.forcedAt === undefined || now >= grant.forcedAt + FORCED_INTERVAL_MS;
}
