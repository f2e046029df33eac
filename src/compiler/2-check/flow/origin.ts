/** Where a value comes from, as far as that matters for what may be done with it. */
export interface Origin {
  readonly kind: OriginKind;
  /** For messages: `the token of crm/default`, `the header X-Tenant`. */
  readonly what: string;
}

export type OriginKind =
  /** An `Authorization`: an object that holds a token. */
  | 'authorization'
  /** A token that this gateway sends for itself or for a user. */
  | 'token'
  /** The client's own token or key. */
  | 'client-credential'
  /** The client's cookies, of which only one may be a credential. */
  | 'cookie'
  /** Anything a client can choose. */
  | 'client'
  /** A secret named value. */
  | 'secret'
  /** The response of a call that a policy made, which may hold tokens. */
  | 'answer'
  /** The claims of a token whose signature nobody checked. */
  | 'unverified';

/** Origins of one value. Small, without duplicates, never changed. */
export type Origins = readonly Origin[];

export const noOrigins: Origins = [];

/** So many origins are kept; more tell a reader nothing. */
const most = 12;

export function union(a: Origins, b: Origins): Origins {
  if (a.length === 0 || a === b) return b;
  if (b.length === 0) return a;
  const added = b.filter((origin) => !a.some((known) => known.kind === origin.kind && known.what === origin.what));
  return added.length === 0 ? a : [...a, ...added].slice(0, most);
}

export const unionAll = (all: readonly Origins[]): Origins => all.reduce(union, noOrigins);

export const ofKind = (origins: Origins, ...kinds: readonly OriginKind[]): Origins => origins.filter(({ kind }) => kinds.includes(kind));
