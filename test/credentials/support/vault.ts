import { randomBytes } from 'node:crypto';
import { importWrappingKey, type KeyRing, keyRingOf } from '../../../src/credentials/vault/key-ring.ts';

/** A ring of new keys with these ids, each a day younger than the one before. */
export async function testRing(...kids: string[]): Promise<KeyRing> {
  const keys = await Promise.all(
    kids.map(async (kid, i) => ({
      kid,
      alg: 'A256KW' as const,
      created: Date.UTC(2030, 0, i + 1),
      key: await importWrappingKey(new Uint8Array(randomBytes(32))),
    })),
  );
  return keyRingOf('the test ring', keys);
}
