import { Jwt, readJwt } from '../../../runtime/context/tokens.ts';
import type { Exchange } from '../../../runtime/exchange.ts';
import { encodeUtf8 } from '../../../runtime/utf8.ts';
import { type ClaimRule, checkAudience, checkClaims, checkTimes } from './check-claims.ts';
import { decrypt } from './decrypt.ts';
import type { JwtKey } from './keys.ts';
import { TokenRejected } from './rejection.ts';
import { type Found, findKeys, isIssuedBy, type Signers } from './signers.ts';
import { claimsOf, verifySignature } from './verify-signature.ts';

/** What a token must be like to pass. */
export interface JwtRules {
  /** Given the token before anything of it is verified, for issuers that sign in several ways. */
  readonly signers: (unverified: Jwt) => Signers;
  /** Where fewer algorithms count than the keys are for. */
  readonly algorithms?: readonly string[];
  readonly decryptionKeys: readonly JwtKey[];
  /** False only where an author takes tokens that nobody vouches for. */
  readonly requireSigned: boolean;
  readonly requireExpiration: boolean;
  /** How far clocks may differ. */
  readonly skewMs: number;
  /** Empty: any. */
  readonly audiences: readonly string[];
  /** Empty: those of the OpenID configurations; any, when there are none. */
  readonly issuers: readonly string[];
  readonly claims: readonly ClaimRule[];
}

/** Characters of a token that is looked at. */
const longestToken = 64 * 1024;

/**
 * Judges a compact JWS or JWE: decryption, signature, times, audience, issuer, claims, in this order, so that nothing of an unverified
 * token decides but whose keys are tried. Throws TokenRejected; SigningKeysUnavailable when keys cannot be had.
 */
export async function verifyJwt(x: Exchange, token: string, rules: JwtRules): Promise<Jwt> {
  if (token.length > longestToken) throw new TokenRejected('JwtInvalid', 'The token is too long.');
  const parts = token.split('.').length;
  const signed = parts === 5 ? await decrypt(token, rules.decryptionKeys) : token;
  const { jwt, found } = await vouchedFor(x, signed, rules, parts === 5);
  checkTimes(jwt, x.context.host.clock.now(), { required: rules.requireExpiration, skewMs: rules.skewMs });
  checkAudience(jwt, rules.audiences);
  checkIssuer(jwt, rules, found);
  checkClaims(jwt, rules.claims);
  return jwt;
}

interface VouchedFor {
  readonly jwt: Jwt;
  readonly found: Found;
}

async function vouchedFor(x: Exchange, signed: string, rules: JwtRules, wasEncrypted: boolean): Promise<VouchedFor> {
  const unverified = readJwt(signed) ?? (wasEncrypted ? bareClaims(signed) : undefined);
  if (unverified === undefined) throw new TokenRejected('JwtInvalid', 'The token is no JSON web token.');
  const signers = rules.signers(unverified);
  const first = await findKeys(signers, unverified, x, false);
  if (isUnsigned(unverified)) {
    if (rules.requireSigned) throw new TokenRejected('TokenSignatureInvalid', 'The token is not signed. Access denied.');
    if (!wasEncrypted && !signed.endsWith('.')) throw new TokenRejected('JwtInvalid', 'The token is unsigned and has a signature.');
    return { jwt: unverified, found: first };
  }
  try {
    return { jwt: await verifySignature(signed, unverified, allowed(first.keys, rules)), found: first };
  } catch (error) {
    if (!(error instanceof TokenRejected) || !mayBeNewer(unverified, first)) throw error;
  }
  return afterRollover(x, signed, unverified, rules);
}

/** Whether the token may be signed with a key that was published since. */
function mayBeNewer({ header: { kid } }: Jwt, { signers, keys }: Found): boolean {
  return signers.published.length > 0 && (kid === undefined || !keys.some((key) => key.kid === kid));
}

async function afterRollover(x: Exchange, signed: string, unverified: Jwt, rules: JwtRules): Promise<VouchedFor> {
  const found = await findKeys(rules.signers(unverified), unverified, x, true);
  try {
    return { jwt: await verifySignature(signed, unverified, allowed(found.keys, rules)), found };
  } catch (error) {
    // The right key may be among those that could not be had.
    throw error instanceof TokenRejected && found.failure !== undefined ? found.failure.error : error;
  }
}

const allowed = (keys: readonly JwtKey[], { algorithms }: JwtRules): readonly JwtKey[] =>
  algorithms === undefined ? keys : keys.map((key) => ({ ...key, algorithms: key.algorithms.filter((one) => algorithms.includes(one)) }));

const isUnsigned = ({ header: { alg } }: Jwt): boolean => alg === undefined || (typeof alg === 'string' && alg.toLowerCase() === 'none');

/** Claims that were encrypted without being signed. */
function bareClaims(text: string): Jwt {
  return new Jwt({}, claimsOf(encodeUtf8(text)));
}

function checkIssuer(jwt: Jwt, { issuers }: JwtRules, { signers, metadata, failure }: Found): void {
  const refused = new TokenRejected('TokenIssuerNotAllowed', 'The issuer of the token is not allowed. Access denied.');
  if (issuers.length > 0) {
    if (!issuers.includes(jwt.text('iss') ?? '')) throw refused;
    return;
  }
  if (signers.published.length === 0 || metadata.some(({ issuer }) => isIssuedBy(jwt, issuer))) return;
  throw failure === undefined ? refused : failure.error;
}
