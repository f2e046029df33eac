import { createPrivateKey, type KeyObject } from 'node:crypto';

/** RFC 7518 §3.1, those that token endpoints ask for. */
export type SigningAlgorithm = 'RS256' | 'PS256' | 'ES256';

export const signingAlgorithms: readonly SigningAlgorithm[] = ['RS256', 'PS256', 'ES256'];

/** A private key that can sign assertions. */
export interface SigningKey {
  readonly key: KeyObject;
  /** The `kid` that came with it: in a JWK, or in the key file of a Google service account. */
  readonly keyId: string | undefined;
  /** What it can sign with; the first is what is meant when nothing is said. */
  readonly algorithms: readonly SigningAlgorithm[];
}

/**
 * Reads a private key: PEM (PKCS #8, PKCS #1 or SEC 1, without a passphrase), a JWK, or the JSON key file of a Google service account.
 * Undefined for anything else, for RSA under 2048 bits (RFC 7518 §3.3), and for curves other than P-256. Says nothing of what it read.
 */
export function readSigningKey(text: string): SigningKey | undefined {
  try {
    return text.trimStart().startsWith('{') ? fromJson(JSON.parse(text) as unknown) : signingKey(createPrivateKey(text.trim()));
  } catch {
    return undefined;
  }
}

function fromJson(value: unknown): SigningKey | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { kty, kid, alg, private_key: pem, private_key_id: pemId } = value as Readonly<Record<string, unknown>>;
  if (typeof kty !== 'string') return typeof pem === 'string' ? signingKey(createPrivateKey(pem), pemId) : undefined;
  const key = signingKey(createPrivateKey({ key: value as Record<string, string>, format: 'jwk' }), kid);
  const algorithms = key?.algorithms.filter((one) => alg === undefined || one === alg) ?? [];
  return key === undefined || algorithms.length === 0 ? undefined : { ...key, algorithms };
}

function signingKey(key: KeyObject, keyId?: unknown): SigningKey | undefined {
  const { modulusLength = 0, namedCurve } = key.asymmetricKeyDetails ?? {};
  const named = { key, keyId: typeof keyId === 'string' && keyId !== '' ? keyId : undefined };
  if (key.asymmetricKeyType === 'rsa' && modulusLength >= 2048) return { ...named, algorithms: ['RS256', 'PS256'] };
  if (key.asymmetricKeyType === 'ec' && namedCurve === 'prime256v1') return { ...named, algorithms: ['ES256'] };
  return undefined;
}
