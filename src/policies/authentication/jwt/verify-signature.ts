import { compactVerify, errors } from 'jose';
import { Jwt } from '../../../runtime/context/tokens.ts';
import { decodeUtf8 } from '../../../runtime/utf8.ts';
import type { JwtKey } from './keys.ts';
import { TokenRejected } from './rejection.ts';

/** Keys that one token is tried with at most. An issuer that publishes more names its keys. */
const mostTries = 16;

/** Checks the signature of a compact JWS and returns what it says. Throws TokenRejected. */
export async function verifySignature(token: string, unverified: Jwt, keys: readonly JwtKey[]): Promise<Jwt> {
  const algorithm = unverified.header['alg'];
  if (typeof algorithm !== 'string') throw new TokenRejected('JwtInvalid', 'The token names no algorithm.');
  // RFC 7797 §7: not for JWTs, whose payload is always encoded.
  if (unverified.header['b64'] !== undefined) throw new TokenRejected('JwtInvalid', 'The payload of the token is not encoded.');
  const candidates = inOrder(keys, unverified.header['kid']);
  const fitting = candidates.filter((key) => key.algorithms.includes(algorithm));
  if (fitting.length === 0) throw nothingFits(candidates);
  for (const key of fitting.slice(0, mostTries)) {
    const verified = await tryKey(token, key, algorithm);
    if (verified !== undefined) return verified;
  }
  throw new TokenRejected('TokenSignatureInvalid', 'The signature of the token is not valid. Access denied.');
}

const nothingFits = (candidates: readonly JwtKey[]): TokenRejected =>
  candidates.length === 0
    ? new TokenRejected('TokenSignatureKeyNotFound', 'The key that the token is signed with was not found. Access denied.')
    : new TokenRejected('TokenSignatureInvalid', 'The token is signed with an algorithm that no key is for. Access denied.');

/** The keys of the token's `kid`, then those that are for any. A key of another `kid` is not tried. */
export function inOrder(keys: readonly JwtKey[], kid: unknown): readonly JwtKey[] {
  if (kid === undefined) return keys;
  return [...keys.filter((key) => key.kid === kid), ...keys.filter((key) => key.kid === undefined)];
}

/** Undefined when the signature is not of this key. */
async function tryKey(token: string, key: JwtKey, algorithm: string): Promise<Jwt | undefined> {
  try {
    const { payload, protectedHeader } = await compactVerify(token, await key.material(algorithm), { algorithms: [algorithm] });
    const jwt = new Jwt({ ...protectedHeader }, claimsOf(payload));
    if (key.signsFor?.(jwt) !== false) return jwt;
    throw new TokenRejected('TokenIssuerNotAllowed', 'The token is signed with a key of another issuer. Access denied.');
  } catch (error) {
    if (error instanceof TokenRejected) throw error;
    if (error instanceof errors.JWSSignatureVerificationFailed) return undefined;
    if (error instanceof errors.JOSENotSupported || error instanceof errors.JWSInvalid)
      throw new TokenRejected('JwtInvalid', 'The token is malformed, or asks for something that is not known here.');
    // The key is none for this algorithm, or too weak for any: another one may do.
    return undefined;
  }
}

/** The claims: a JSON object (RFC 7519 §7.2). */
export function claimsOf(payload: Uint8Array): Readonly<Record<string, unknown>> {
  try {
    const claims: unknown = JSON.parse(decodeUtf8(payload));
    if (typeof claims === 'object' && claims !== null && !Array.isArray(claims)) return { ...claims };
  } catch {
    // Said below.
  }
  throw new TokenRejected('JwtInvalid', 'The token holds no claims.');
}
