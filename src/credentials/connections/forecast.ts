import type { RefreshTokenFacts } from '../providers/provider.ts';
import type { Grant } from './state.ts';

/** Why a connection will need somebody, and when at the latest. Wall milliseconds. */
export interface Forecast {
  readonly at: number;
  /**
   * `unused`: its refresh token dies unless it is used before. `total`: the provider lets no consent live longer. `stated`: the provider said
   * so with the token. `not-renewable`: there is no refresh token.
   */
  readonly why: 'unused' | 'total' | 'stated' | 'not-renewable';
  /** From when on somebody should know. */
  readonly warnAt: number;
}

const DAY_MS = 86_400_000;

/** How long before the end somebody should know, and which part of the whole time at most. */
const WARN_MS = 7 * DAY_MS;
const WARN_PART = 0.25;

/** A token that lasts until it is revoked ends with the last moment a Date can name. */
const NEVER = 8.64e15;

/** Members of token answers that give the seconds a refresh token lives: GitHub and Azure AD B2C, Keycloak, Intuit. None is standard. */
const STATED = ['refresh_token_expires_in', 'refresh_expires_in', 'x_refresh_token_expires_in'] as const;

/** Undefined: as far as is known, it goes on and on. */
export function forecastOf(grant: Grant, facts: RefreshTokenFacts = { rotate: 'sometimes' }): Forecast | undefined {
  const { refreshToken, issuedAt, consentedAt, expiresAt } = grant;
  if (refreshToken === undefined) {
    const begun = issuedAt ?? consentedAt;
    return expiresAt >= NEVER || begun === undefined ? undefined : ending('not-renewable', begun, expiresAt - begun);
  }
  const stated = statedLifetime(grant);
  const ends = [
    facts.totalDays === undefined || consentedAt === undefined ? undefined : ending('total', consentedAt, facts.totalDays * DAY_MS),
    facts.unusedDays === undefined || issuedAt === undefined ? undefined : ending('unused', issuedAt, facts.unusedDays * DAY_MS),
    stated === undefined || issuedAt === undefined ? undefined : ending('stated', issuedAt, stated),
  ];
  return ends.filter((end) => end !== undefined).sort((a, b) => a.at - b.at)[0];
}

const ending = (why: Forecast['why'], begun: number, ms: number): Forecast => ({
  at: begun + ms,
  why,
  warnAt: begun + ms - Math.min(WARN_MS, ms * WARN_PART),
});

/** Milliseconds; 0 and below mean without end where they are used. */
function statedLifetime({ claims }: Grant): number | undefined {
  for (const name of STATED) {
    const given = Object.hasOwn(claims, name) ? Number(claims[name]) : Number.NaN;
    if (Number.isFinite(given) && given > 0) return Math.min(given, NEVER / 2_000) * 1_000;
  }
  return undefined;
}
