import { SignJWT } from 'jose';
import type { SigningAlgorithm, SigningKey } from '../client-keys/private-key.ts';

/** The key of a client, and how it signs. */
export interface Signer {
  readonly key: SigningKey;
  readonly algorithm: SigningAlgorithm;
  readonly keyId: string | undefined;
  /** Names the certificate of the key: `x5t`, `x5t#S256`. */
  readonly thumbprints: Readonly<Record<string, string>>;
}

/** Claims without times; `lifetimeS` seconds from `now`, milliseconds of wall time. */
export function signJwt(signer: Signer, claims: Readonly<Record<string, unknown>>, now: number, lifetimeS: number): Promise<string> {
  const issuedAt = Math.floor(now / 1_000);
  return new SignJWT({ ...claims, iat: issuedAt, exp: issuedAt + lifetimeS })
    .setProtectedHeader({
      alg: signer.algorithm,
      typ: 'JWT',
      ...(signer.keyId === undefined ? {} : { kid: signer.keyId }),
      ...signer.thumbprints,
    })
    .sign(signer.key.key);
}
