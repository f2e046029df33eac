import { randomBytes } from 'node:crypto';

/** A consent, and all tokens that came of it. */
export interface Family {
  readonly id: number;
  /** Why it ended: a used refresh token came again (RFC 9700 §4.14.2), or it was revoked (RFC 7009). */
  ended: { readonly at: number; readonly why: 'reuse' | 'revoked'; readonly token: string } | undefined;
}

/** One refresh token and what became of it. Times are wall milliseconds. */
export interface RefreshToken {
  readonly token: string;
  readonly family: Family;
  /** Every time it came in, and from whom. */
  readonly seen: { readonly at: number; readonly from: string }[];
  successor: string | undefined;
}

export interface AccessToken {
  readonly family: Family | undefined;
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** The grants of a provider that rotates refresh tokens and ends the family when a used one comes again. In memory, open to look into. */
export interface RotatingGrants {
  readonly refreshTokens: ReadonlyMap<string, RefreshToken>;
  readonly accessTokens: ReadonlyMap<string, AccessToken>;
  readonly counts: { consents: number; rotations: number; refused: number; clientTokens: number; revocations: number };
  /** Answers a token request that its client may make. `from`: who sent it, for the record. */
  answer(form: URLSearchParams, from: string): { readonly status: number; readonly body: Readonly<Record<string, unknown>> };
  /** RFC 7009 §2.2: what is not known is no error. */
  revoke(token: string): void;
}

export function rotatingGrants(lifeS: number): RotatingGrants {
  const refreshTokens = new Map<string, RefreshToken>();
  const accessTokens = new Map<string, AccessToken>();
  const counts = { consents: 0, rotations: 0, refused: 0, clientTokens: 0, revocations: 0 };
  const secret = (kind: string): string => `${kind}-${randomBytes(18).toString('base64url')}`;

  function access(family: Family | undefined): Record<string, unknown> {
    const token = secret('access');
    const issuedAt = Date.now();
    accessTokens.set(token, { family, issuedAt, expiresAt: issuedAt + lifeS * 1_000 });
    return { access_token: token, token_type: 'Bearer', expires_in: lifeS, scope: 'read write' };
  }

  function issue(family: Family): { readonly refresh: string; readonly body: Record<string, unknown> } {
    const refresh = secret('refresh');
    refreshTokens.set(refresh, { token: refresh, family, seen: [], successor: undefined });
    return { refresh, body: { ...access(family), refresh_token: refresh } };
  }

  function refused() {
    counts.refused++;
    return { status: 400, body: { error: 'invalid_grant' } };
  }

  function rotate(token: string, from: string) {
    const one = refreshTokens.get(token);
    if (one === undefined) return refused();
    one.seen.push({ at: Date.now(), from });
    if (one.family.ended !== undefined) return refused();
    if (one.successor !== undefined) {
      one.family.ended = { at: Date.now(), why: 'reuse', token };
      return refused();
    }
    const next = issue(one.family);
    one.successor = next.refresh;
    counts.rotations++;
    return { status: 200, body: next.body };
  }

  return {
    refreshTokens,
    accessTokens,
    counts,
    answer(form, from) {
      switch (form.get('grant_type')) {
        case 'authorization_code':
          counts.consents++;
          return { status: 200, body: issue({ id: counts.consents, ended: undefined }).body };
        case 'refresh_token':
          return rotate(form.get('refresh_token') ?? '', from);
        case 'client_credentials':
          counts.clientTokens++;
          return { status: 200, body: access(undefined) };
        default:
          return { status: 400, body: { error: 'unsupported_grant_type' } };
      }
    },
    revoke(token) {
      counts.revocations++;
      const family = refreshTokens.get(token)?.family ?? accessTokens.get(token)?.family;
      if (family !== undefined) family.ended ??= { at: Date.now(), why: 'revoked', token };
    },
  };
}
