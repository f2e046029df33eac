import { randomBytes } from 'node:crypto';
import { type KeyRing, keyRingOf, wrappingKey } from '../../../src/credentials/vault/key-ring.ts';

/** A ring of new keys with these ids, each a day younger than the one before. */
export async function testRing(...kids: string[]): Promise<KeyRing> {
  const keys = await Promise.all(kids.map((kid, i) => wrappingKey(kid, Date.UTC(2030, 0, i + 1), new Uint8Array(randomBytes(32)))));
  return keyRingOf('the test ring', keys);
}
