/** The fields of a token answer without its tokens, frozen through and through: all callers share them. */
export type Claims = Readonly<Record<string, unknown>>;

export function freezeClaims(claims: Claims): Claims {
  for (const value of Object.values(claims)) if (typeof value === 'object' && value !== null) freezeClaims(value as Claims);
  return Object.freeze(claims);
}
