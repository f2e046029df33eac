import { decodeJwt, type JWTPayload, type JWTVerifyGetKey, errors as joseErrors, jwtVerify } from 'jose';
import type { Clock } from '../../runtime/ports/clock.ts';
import type { Secret } from '../../runtime/ports/credential-source.ts';
import type { TokenTransport } from '../grants/transport.ts';
import type { IssuerSettings } from '../settings.ts';
import { entraIssuers, readEntraToken } from './entra.ts';
import { discoverKeysUrl, IssuerUnavailable, keysAt } from './issuer-keys.ts';
import { readOidcToken } from './oidc.ts';
import type { TokenPrincipal } from './principal.ts';

/** `why` is for operators, and holds nothing of the token but the names of claims. */
export type Verified =
  | { readonly kind: 'principal'; readonly principal: TokenPrincipal; readonly validUntil: number }
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'unavailable'; readonly why: string };

export type VerifyToken = (token: Secret) => Promise<Verified>;

/**
 * What else than connections tokens are for: another of our APIs, with an audience of its own. Where it goes by roles, they are read from
 * the claim `roles`, and Entra's scope for connections is not asked for.
 */
export interface Purpose {
  readonly audience: string;
  /** The name of the claim: a list of texts, or one text with blanks between them. */
  readonly roles?: string;
}

/** Seconds that clocks may differ. */
const SKEW_S = 60;

const LONGEST_TOKEN = 16_384;

/** What users delegate when an application asks for connections in their name. */
const ENTRA_SCOPE = 'Authorizations.Read';

/** What an issuer's tokens are checked against. */
interface TrustedIssuer {
  readonly issuer: string;
  readonly audience: string | readonly string[];
  readonly algorithms: readonly string[];
  readonly keys: () => Promise<JWTVerifyGetKey>;
  readonly read: (payload: JWTPayload) => TokenPrincipal | string;
}

/** Verifies callers' bearer tokens against the configured issuers: RFC 9068 §4 as far as issuers keep to it, and Entra's own rules. */
export function tokenVerifier(issuers: readonly IssuerSettings[], transport: TokenTransport, clock: Clock, purpose?: Purpose): VerifyToken {
  const trusted = issuers.flatMap((settings) => trust(settings, transport, purpose));

  return async (token) => {
    const text = token.reveal();
    const name = issuerOf(text);
    let verified: Verified = { kind: 'refused', why: 'the token is not a JWT of a configured issuer' };
    // One issuer may be configured several times, with an audience each.
    for (const issuer of trusted.filter((one) => one.issuer === name)) {
      verified = await verify(text, issuer);
      if (verified.kind === 'principal') break;
    }
    return verified;
  };

  async function verify(text: string, issuer: TrustedIssuer): Promise<Verified> {
    try {
      const { payload } = await jwtVerify(text, await issuer.keys(), {
        issuer: issuer.issuer,
        audience: [issuer.audience].flat(),
        algorithms: [...issuer.algorithms],
        clockTolerance: SKEW_S,
        currentDate: new Date(clock.now()),
        requiredClaims: ['exp', 'aud', 'iss'],
      });
      const principal = looksLikeIdToken(payload) ? 'it is an ID token' : issuer.read(payload);
      if (typeof principal === 'string') return { kind: 'refused', why: `the token is refused: ${principal}` };
      const roles = purpose?.roles === undefined ? {} : { roles: rolesIn(payload, purpose.roles) };
      return { kind: 'principal', principal: { ...principal, ...roles }, validUntil: ((payload.exp ?? 0) + SKEW_S) * 1_000 };
    } catch (error) {
      return explain(error);
    }
  }
}

function trust(settings: IssuerSettings, transport: TokenTransport, purpose: Purpose | undefined): TrustedIssuer[] {
  const audience = purpose?.audience ?? settings.audience;
  if (settings.kind === 'entra')
    return entraIssuers(settings).map((from) => {
      const keys = keysAt(from.keysUrl, transport);
      const read = (payload: JWTPayload) =>
        readEntraToken(payload, from, purpose?.roles === undefined ? (settings.scope ?? ENTRA_SCOPE) : undefined);
      return { issuer: from.issuer, audience, algorithms: ['RS256'], keys: async () => keys, read };
    });
  const { issuer, algorithms = ['RS256'] } = settings;
  return [
    {
      issuer,
      audience,
      algorithms,
      keys: findKeys(settings.jwksUri, issuer, transport),
      read: (payload) => readOidcToken(payload, settings),
    },
  ];
}

/** Discovery happens with the first token, and again after a failure. */
function findKeys(jwksUri: string | undefined, issuer: string, transport: TokenTransport): () => Promise<JWTVerifyGetKey> {
  let keys: Promise<JWTVerifyGetKey> | undefined;
  return () => {
    keys ??= Promise.resolve(jwksUri ?? discoverKeysUrl(issuer, transport)).then(
      (url) => keysAt(url, transport),
      (error: unknown) => {
        keys = undefined;
        throw error;
      },
    );
    return keys;
  };
}

function rolesIn(payload: JWTPayload, claim: string): readonly string[] {
  const value = Object.hasOwn(payload, claim) ? payload[claim] : undefined;
  if (typeof value === 'string') return value.split(' ').filter((role) => role !== '');
  return Array.isArray(value) ? value.filter((role) => typeof role === 'string') : [];
}

/** Unverified: only to choose whose keys verify it. */
function issuerOf(text: string): string | undefined {
  if (text.length > LONGEST_TOKEN) return undefined;
  try {
    return decodeJwt(text).iss;
  } catch {
    return undefined;
  }
}

/** Claims that stand in ID tokens only (OpenID Connect Core 1.0 §2, §3.1.3.6): what proves a sign-in elsewhere is no key to here. */
const looksLikeIdToken = (payload: JWTPayload): boolean => ['nonce', 'at_hash', 'c_hash'].some((claim) => Object.hasOwn(payload, claim));

function explain(error: unknown): Verified {
  if (error instanceof IssuerUnavailable) return { kind: 'unavailable', why: error.message };
  if (error instanceof joseErrors.JWKSTimeout) return { kind: 'unavailable', why: 'the keys of the issuer did not come in time' };
  if (error instanceof joseErrors.JWTExpired) return { kind: 'refused', why: 'the token is over' };
  if (error instanceof joseErrors.JWTClaimValidationFailed)
    return { kind: 'refused', why: `the token is refused: its \`${error.claim}\` is wrong` };
  if (error instanceof joseErrors.JOSEError) return { kind: 'refused', why: `the token is refused (${error.code})` };
  return { kind: 'refused', why: 'the token is refused: it cannot be verified' };
}
