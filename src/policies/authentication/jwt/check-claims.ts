import type { Jwt } from '../../../runtime/context/tokens.ts';
import { TokenRejected } from './rejection.ts';

/** One claim that must be there, with values that it must hold. */
export interface ClaimRule {
  readonly name: string;
  /** Whether every value must be in the token, or one of them. */
  readonly match: 'all' | 'any';
  /** What a text that stands for several values is split at. */
  readonly separator?: string | undefined;
  readonly value: readonly string[];
}

/** RFC 7519 §4.1.4, §4.1.5. `now` is in milliseconds. */
export function checkTimes(jwt: Jwt, now: number, { required, skewMs }: { readonly required: boolean; readonly skewMs: number }): void {
  const expires = timeOf(jwt, 'exp');
  if (expires === undefined && required) throw new TokenRejected('JwtInvalid', 'The token has no expiration time.');
  if (expires !== undefined && now >= expires + skewMs) throw new TokenRejected('TokenExpired', 'The token has expired. Access denied.');
  const begins = timeOf(jwt, 'nbf');
  if (begins !== undefined && now < begins - skewMs) throw new TokenRejected('JwtInvalid', 'The token is not valid yet.');
}

/** A claim that is there and is no time is no reason to go on without one. */
function timeOf(jwt: Jwt, claim: 'exp' | 'nbf'): number | undefined {
  if (jwt.payload[claim] === undefined) return undefined;
  const time = jwt.time(claim);
  if (time === null) throw new TokenRejected('JwtInvalid', `The claim ${claim} of the token is no time.`);
  return time;
}

/** RFC 7519 §4.1.3. An empty list admits any audience. */
export function checkAudience(jwt: Jwt, audiences: readonly string[]): void {
  if (audiences.length === 0) return;
  const aud = jwt.payload['aud'];
  const named: readonly unknown[] = Array.isArray(aud) ? aud : [aud];
  if (!named.some((one) => typeof one === 'string' && audiences.includes(one)))
    throw new TokenRejected('TokenAudienceNotAllowed', 'The audience of the token is not allowed. Access denied.');
}

/** Reference: validate-jwt, required-claims. A rule without values asks only that the claim is there. */
export function checkClaims(jwt: Jwt, rules: readonly ClaimRule[]): void {
  const missing = rules.filter(({ name }) => !Object.hasOwn(jwt.payload, name)).map(({ name }) => name);
  if (missing.length > 0)
    throw new TokenRejected('TokenClaimNotFound', `JWT token is missing the following claims: ${missing.join(', ')}. Access denied.`);
  for (const rule of rules) {
    const found = valuesOf(jwt, rule);
    const has = (value: string): boolean => found.includes(value);
    if (rule.value.length === 0 || (rule.match === 'all' ? rule.value.every(has) : rule.value.some(has))) continue;
    const shown = found.join(', ');
    throw new TokenRejected(
      'TokenClaimValueNotAllowed',
      `Claim ${rule.name} value of ${shown.length > longestShown ? `${shown.slice(0, longestShown)}…` : shown} is not allowed. Access denied.`,
    );
  }
}

/** Characters of a claim that a message shows. */
const longestShown = 200;

function valuesOf(jwt: Jwt, { name, separator }: ClaimRule): readonly string[] {
  const values = jwt.claims.get(name) ?? [];
  if (separator === undefined || separator === '') return values;
  return values.flatMap((value) => value.split(separator)).map((value) => value.trim());
}
