import type { Claims } from './callers.ts';

/** What a claim of a caller's token must hold. */
export interface ClaimCondition {
  readonly claim: string;
  /** One of these is enough. */
  readonly anyOf: readonly string[];
}

/** Whether a claim holds one of the texts that are asked for. */
export const holdsClaim = (claims: Claims, { claim, anyOf }: ClaimCondition): boolean =>
  texts(claims, claim).some((text) => anyOf.includes(text));

/** A claim that lists: a JSON list, or one text with blanks between its parts (RFC 9068 §2.2.3, RFC 8693 §4.2). */
function texts(claims: Claims, name: string): readonly string[] {
  const value = Object.hasOwn(claims, name) ? claims[name] : undefined;
  if (typeof value === 'string') return [value, ...value.split(' ')];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
