import { Budget } from '../../../src/runtime/budget.ts';
import type { Host } from '../../../src/runtime/host.ts';

/** A host whose clock stands still and whose random numbers repeat. `crypto` is the platform's. */
export async function testHost(steps?: number): Promise<Host> {
  const { systemCrypto } = await import('../../../src/gateway/platform/crypto.ts');
  return { ...fixedHost(steps), crypto: systemCrypto };
}

const noCrypto = (): never => {
  throw new Error('this host has no cryptography');
};

/** The same without cryptography. */
export const fixedHost = (steps?: number): Host => ({
  clock: { now: () => Date.UTC(2024, 0, 1), elapsed: () => 0 },
  random: { bytes: (count) => new Uint8Array(count).map((_, i) => i * 37), next: () => 0.5 },
  crypto: { digest: noCrypto, hmac: noCrypto, encryptAes: noCrypto, decryptAes: noCrypto },
  budget: new Budget(steps),
});
