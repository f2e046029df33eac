import { decodeJwt } from 'jose';
import type { Claims } from '../connections/claims.ts';

const LONGEST = 120;

/** Members of token answers by which providers tell whose tokens they are, the most telling first. */
const SAYING: readonly (readonly string[])[] = [
  ['email'],
  ['preferred_username'],
  ['upn'],
  ['username'],
  ['login'],
  ['account_name'],
  ['workspace_name'],
  ['team', 'name'],
  ['team_name'],
  ['user', 'email'],
  ['user', 'name'],
  ['owner', 'user', 'name'],
  ['name'],
  ['stripe_user_id'],
  ['account_id'],
  ['user_id'],
  ['sub'],
];

/**
 * Whose tokens these are, as far as the provider says: for the eyes of whoever confirms a connection, and for nothing else. The ID token
 * came from the token endpoint itself (OpenID Connect Core 1.0 §3.1.3.7, 6), so its signature is not asked for.
 */
export function accountOf(claims: Claims): string | undefined {
  const identity = typeof claims['id_token'] === 'string' ? claimsOf(claims['id_token']) : {};
  for (const from of [identity, claims])
    for (const path of SAYING) {
      const text = textAt(from, path);
      if (text !== undefined) return text;
    }
  return undefined;
}

function textAt(from: unknown, path: readonly string[]): string | undefined {
  let at = from;
  for (const name of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return undefined;
    at = (at as Record<string, unknown>)[name];
  }
  const text = typeof at === 'number' ? String(at) : at;
  if (typeof text !== 'string' || text.trim() === '') return undefined;
  // No line ends and no characters that turn text around: it stands beside a button.
  return (
    text
      .replaceAll(/[\p{Cc}\p{Cf}]/gu, '')
      .trim()
      .slice(0, LONGEST) || undefined
  );
}

function claimsOf(jwt: string): Claims {
  try {
    return decodeJwt(jwt);
  } catch {
    return {};
  }
}
