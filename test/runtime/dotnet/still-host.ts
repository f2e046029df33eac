import { Budget } from '../../../src/runtime/budget.ts';
import type { Host } from '../../../src/runtime/host.ts';

const noCrypto = (): never => {
  throw new Error('no cryptography in this test');
};

/** A host whose clock stands still and whose random numbers are zero. */
export function stillHost(options: { readonly now?: number; readonly steps?: number; readonly size?: number } = {}): Host {
  return {
    clock: { now: () => options.now ?? Date.UTC(2024, 2, 15, 10, 20, 30, 123), elapsed: () => 0 },
    random: { bytes: (count) => new Uint8Array(count), next: () => 0 },
    crypto: {
      digest: noCrypto,
      hmac: noCrypto,
      encryptAes: noCrypto,
      decryptAes: noCrypto,
      decryptTripleDes: noCrypto,
      pbkdf2: noCrypto,
      rsa: {
        generate: noCrypto,
        sign: noCrypto,
        verify: noCrypto,
        signDigest: noCrypto,
        verifyDigest: noCrypto,
        encrypt: noCrypto,
        decrypt: noCrypto,
      },
    },
    budget: new Budget(options.steps, options.size),
  };
}
