/** What a token lives whose provider did not say (RFC 6749 §5.1 leaves it open): 10 minutes, so that a wrong guess is soon over. */
export const UNSTATED_LIFETIME_S = 600;

/** Ten years; only keeps arithmetic sane. */
const LONGEST_S = 315_360_000;

/**
 * Seconds from `expires_in`, which comes as a number, as text, or as nonsense. Zero and less count as not said: some providers mean
 * "does not expire" by them, and a token that is over on arrival would be of no use to anyone.
 */
export function lifetimeOf(value: unknown): number | undefined {
  const seconds = typeof value === 'string' && /^\s*\d+(\.\d+)?\s*$/.test(value) ? Number(value) : value;
  return typeof seconds === 'number' && seconds > 0 ? Math.min(seconds, LONGEST_S) : undefined;
}

/** When renewing begins, before the end of a token: APIM's 3 minutes. */
const AHEAD_MS = 180_000;

/** Which part of a lifetime renewing ahead of need takes at most (rule R7). */
const AHEAD_PART = 0.2;

/**
 * Where a token ends. `useUntil`: a later caller gets a new one. `renewFrom`: renewed ahead of need if it is in use. All in wall
 * milliseconds; the largest date for unlimited ones.
 */
export interface Lifetime {
  readonly useUntil: number;
  readonly renewFrom: number;
  readonly expiresAt: number;
}

/** The last moment a Date can name, for tokens that last until they are revoked. */
const NEVER = 8.64e15;

export function lifetimeFrom(sentAt: number, seconds: number | 'unlimited'): Lifetime {
  if (seconds === 'unlimited') return { useUntil: NEVER, renewFrom: NEVER, expiresAt: NEVER };
  const ms = seconds * 1_000;
  const expiresAt = sentAt + ms;
  return {
    useUntil: ms > AHEAD_MS ? expiresAt - AHEAD_MS : expiresAt,
    renewFrom: expiresAt - Math.min(AHEAD_MS, ms * AHEAD_PART),
    expiresAt,
  };
}
