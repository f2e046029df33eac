import type { ScopeStyle } from '../providers/provider.ts';
import type { Parameters, TokenClient } from './token-client.ts';

/** The scope as a parameter, if one is asked for. */
export const scopeOf = ({ scope, scopeStyle }: TokenClient): Parameters => (scope === undefined ? [] : [[scopeStyle.name, scope]]);

/** The scopes of a list, between blanks (RFC 6749 §3.3) or commas, as some providers write them. Undefined: there is no list. */
export function scopesIn(list: unknown): readonly string[] | undefined {
  const text = Array.isArray(list) && list.every((one) => typeof one === 'string') ? list.join(' ') : list;
  return typeof text === 'string' ? text.split(/[\s,]+/).filter((scope) => scope !== '') : undefined;
}

/**
 * Scopes that say what comes with a token rather than what it opens (OpenID Connect Core 1.0 §5.4 and §11). Providers leave them out of
 * their answers, or name them otherwise, though they honour them.
 */
const BESIDE_ACCESS: ReadonlySet<string> = new Set(['openid', 'profile', 'email', 'address', 'phone', 'offline_access', 'offline']);

export const isBesideAccess = (scope: string): boolean => BESIDE_ACCESS.has(scope);

/** All that is granted already, which an application names by one word (Microsoft Entra). */
const EVERYTHING = '/.default';

/** The wanted scopes that are not among those granted, in the spelling and the order in which they are wanted. */
export function lackingScopes(wanted: readonly string[], granted: readonly string[], { covers = {} }: ScopeStyle): readonly string[] {
  // They are told apart by case (RFC 6749 §3.3), but providers answer in another one than they were asked in.
  const had = new Set(granted.map((scope) => scope.toLowerCase()));
  for (const scope of granted) for (const covered of Object.hasOwn(covers, scope) ? (covers[scope] ?? []) : []) had.add(covered);
  return wanted.filter((scope) => !had.has(scope.toLowerCase()) && !isBesideAccess(scope) && !scope.endsWith(EVERYTHING));
}
