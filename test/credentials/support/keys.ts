import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';

/** A key that only the run of a test file knows. */
export interface TestKey {
  readonly pem: string;
  readonly publicKey: KeyObject;
  /** The public half, as a client registers it. */
  readonly publicJwk: Readonly<Record<string, unknown>>;
}

function keyOf(privateKey: KeyObject, kid: string): TestKey {
  const publicKey = createPublicKey(privateKey);
  return {
    pem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKey,
    publicJwk: { ...publicKey.export({ format: 'jwk' }), kid, use: 'sig' },
  };
}

export const testKey: TestKey = keyOf(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey, 'rsa');
export const ellipticKey: TestKey = keyOf(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey, 'p256');
