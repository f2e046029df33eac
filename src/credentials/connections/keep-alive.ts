import type { RefreshTokenFacts } from '../providers/provider.ts';
import type { Grant } from './state.ts';

const DAY_MS = 86_400_000;

/** Which part of the time a refresh token may go unused is let pass before it is used to keep it alive. */
const PATIENCE = 0.6;

/** Whether a refresh token has gone unused for so long that it is to be used, or it would die. */
export function needsKeepAlive(
  { refreshToken, issuedAt }: Grant,
  { unusedDays }: RefreshTokenFacts = { rotate: 'sometimes' },
  now: number,
): boolean {
  if (refreshToken === undefined || issuedAt === undefined || unusedDays === undefined) return false;
  return now >= issuedAt + unusedDays * DAY_MS * PATIENCE;
}

/** Why a refresh token will die, and when at the latest. Wall milliseconds. */
export interface RefreshTokenEnd {
  readonly at: number;
  /** `unused`: unless it is used before. `total`: a new consent is needed by then. */
  readonly why: 'unused' | 'total';
}

/** Forecasts the end of a refresh token from what its provider says of them; undefined: nothing is known. */
export function refreshTokenEnd(
  { refreshToken, issuedAt, consentedAt }: Grant,
  { unusedDays, totalDays }: RefreshTokenFacts = { rotate: 'sometimes' },
): RefreshTokenEnd | undefined {
  if (refreshToken === undefined) return undefined;
  const ends: RefreshTokenEnd[] = [];
  if (totalDays !== undefined && consentedAt !== undefined) ends.push({ at: consentedAt + totalDays * DAY_MS, why: 'total' });
  if (unusedDays !== undefined && issuedAt !== undefined) ends.push({ at: issuedAt + unusedDays * DAY_MS, why: 'unused' });
  return ends.sort((a, b) => a.at - b.at)[0];
}
