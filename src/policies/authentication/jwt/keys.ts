import { type CompactVerifyGetKey, importPKCS8, importX509, type JWK } from 'jose';
import type { Jwt } from '../../../runtime/context/tokens.ts';
import type { ClientCertificate } from '../../../runtime/ports/certificates.ts';
import type { PublishedKey } from '../../../runtime/ports/signing-keys.ts';

/** What jose takes as a key. */
export type KeyMaterial = Awaited<ReturnType<CompactVerifyGetKey>>;

/**
 * A key with the algorithms that it may be used for. They are fixed by the kind of key and never by the token, so that a public key
 * cannot be taken for a shared secret (RFC 8725 §3.1, §3.2).
 */
export interface JwtKey {
  /** The `kid` of tokens that it is for; undefined: any. */
  readonly kid: string | undefined;
  readonly algorithms: readonly string[];
  readonly material: (algorithm: string) => KeyMaterial | Promise<KeyMaterial>;
  /** Whether the key counts for the issuer that a token names; any, without it. */
  readonly signsFor?: (token: Jwt) => boolean;
}

const rsa = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'] as const;
const curves: Readonly<Record<string, readonly string[]>> = {
  'P-256': ['ES256'],
  'P-384': ['ES384'],
  'P-521': ['ES512'],
  Ed25519: ['EdDSA', 'Ed25519'],
};

/** A shared secret that signs. */
export const secretKey = (kid: string | undefined, bytes: Uint8Array): JwtKey => ({
  kid,
  algorithms: ['HS256', 'HS384', 'HS512'],
  material: () => bytes,
});

/** A shared secret that encrypts. No password-based algorithm: its work would be the sender's to choose. */
export const secretDecryptionKey = (kid: string | undefined, bytes: Uint8Array): JwtKey => ({
  kid,
  algorithms: ['dir', 'A128KW', 'A192KW', 'A256KW', 'A128GCMKW', 'A192GCMKW', 'A256GCMKW'],
  material: () => bytes,
});

/** The public key of an RSA pair, by modulus and exponent (base64url, RFC 7518 §6.3.1). */
export const rsaKey = (kid: string | undefined, n: string, e: string): JwtKey => {
  const jwk: JWK = { kty: 'RSA', n: base64url(n), e: base64url(e) };
  return { kid, algorithms: rsa, material: () => jwk };
};

const base64url = (text: string): string =>
  text
    .replace(/\s|=+$/g, '')
    .replaceAll('+', '-')
    .replaceAll('/', '_');

/** The public key of a certificate. A key of another kind than the algorithm's is refused when it is imported. */
export const certificateKey = (kid: string | undefined, { chain }: ClientCertificate): JwtKey => ({
  kid,
  algorithms: [...rsa, 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
  material: (algorithm) => importX509(chain.slice(Math.max(0, chain.indexOf('-----BEGIN CERTIFICATE-----'))), algorithm),
});

/** The private key of a certificate. */
export const certificateDecryptionKey = (kid: string | undefined, { key }: ClientCertificate): JwtKey => ({
  kid,
  algorithms: ['RSA-OAEP', 'RSA-OAEP-256', 'RSA-OAEP-384', 'RSA-OAEP-512', 'ECDH-ES', 'ECDH-ES+A128KW', 'ECDH-ES+A192KW', 'ECDH-ES+A256KW'],
  material: (algorithm) => importPKCS8(key.reveal(), algorithm),
});

/** A published key that verifies signatures; undefined for any other, such as a secret that should never have been published. */
export function publishedKey(jwk: PublishedKey): JwtKey | undefined {
  const { kid, alg } = jwk;
  if ((jwk['use'] ?? 'sig') !== 'sig' || jwk['d'] !== undefined) return undefined;
  if (Array.isArray(jwk['key_ops']) && !jwk['key_ops'].includes('verify')) return undefined;
  const fitting = algorithmsOf(jwk);
  const algorithms = alg === undefined ? fitting : fitting.filter((one) => one === alg);
  if (algorithms.length === 0) return undefined;
  return { kid: typeof kid === 'string' ? kid : undefined, algorithms, material: () => jwk as JWK };
}

function algorithmsOf(jwk: PublishedKey): readonly string[] {
  const curve = jwk['crv'];
  switch (jwk['kty']) {
    case 'RSA':
      return rsa;
    case 'EC':
    case 'OKP':
      return typeof curve === 'string' && Object.hasOwn(curves, curve) ? (curves[curve] ?? []) : [];
    default:
      return [];
  }
}
