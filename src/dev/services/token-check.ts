import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';

/** What a service demands of an access token. */
export interface TokenDemands {
  readonly issuer: string;
  readonly jwksUrl: string;
  readonly audience: string;
  readonly scope: string;
}

/** What a service learns from a token it accepts. */
export interface SeenToken {
  readonly id: string;
  /** Seconds since 1970. */
  readonly issuedAt: number;
  readonly subject: string;
}

/** The token is refused; `error` and the message go into `WWW-Authenticate` (RFC 6750 §3). */
export class TokenRefused extends Error {
  readonly error: 'invalid_token' | 'insufficient_scope' | undefined;

  constructor(error: 'invalid_token' | 'insufficient_scope' | undefined, reason: string) {
    super(reason);
    this.name = 'TokenRefused';
    this.error = error;
  }
}

/**
 * A check of `Authorization` as RFC 9068 §4 describes it: signature, type, issuer, audience, expiry, then scope. Rejects with
 * {@link TokenRefused}; any other error means that the keys could not be had.
 */
export function tokenCheck(demands: TokenDemands): (authorization: string | undefined) => Promise<SeenToken> {
  const keys = createRemoteJWKSet(new URL(demands.jwksUrl));
  return async (authorization) => {
    const token = /^Bearer +([\w.~+/=-]+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) throw new TokenRefused(undefined, 'a bearer token is needed');
    const claims = await verified(token);
    const { jti, iat, sub } = claims;
    if (jti === undefined || iat === undefined || sub === undefined) throw new TokenRefused('invalid_token', 'the token lacks a claim');
    const scopes = typeof claims['scope'] === 'string' ? claims['scope'].split(' ') : [];
    if (!scopes.includes(demands.scope)) throw new TokenRefused('insufficient_scope', `the token lacks the scope ${demands.scope}`);
    return { id: jti, issuedAt: iat, subject: sub };
  };

  async function verified(token: string): Promise<JWTPayload> {
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer: demands.issuer,
        audience: demands.audience,
        algorithms: ['RS256'],
        typ: 'at+jwt',
        requiredClaims: ['exp', 'iat', 'jti', 'sub'],
      });
      return payload;
    } catch (error) {
      const reason = refusal(error);
      if (reason === undefined) throw error;
      throw new TokenRefused('invalid_token', reason);
    }
  }
}

/** Why jose turned a token down, in words that hold nothing of the token; undefined when the fault is not the token's. */
function refusal(error: unknown): string | undefined {
  if (error instanceof errors.JWTExpired) return 'the token has expired';
  if (error instanceof errors.JWTClaimValidationFailed) return `the token has the wrong ${claimNames[error.claim] ?? 'claims'}`;
  if (error instanceof errors.JWKSTimeout || !(error instanceof errors.JOSEError)) return undefined;
  return 'the token is not one of this issuer';
}

const claimNames: Readonly<Record<string, string>> = { iss: 'issuer', aud: 'audience', typ: 'type' };
