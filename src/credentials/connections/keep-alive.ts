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
