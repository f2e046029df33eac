import type { KeyRing } from './key-ring.ts';
import { createVault } from './vault.ts';

/** What a cache outside the process is told: names that tell nothing, and values that only holders of the key ring read. */
export interface CacheSeal {
  /** A name for a key, the same in every process that has the key ring. After a new key was added, other names. */
  name(key: string): Promise<string>;
  /** The value, bound to its name: under another it does not open. */
  seal(name: string, value: string): Promise<string>;
  /** Undefined when it was changed, moved, or sealed with a key that is not in the ring: then it is no value of ours. */
  open(name: string, sealed: string): Promise<string | undefined>;
}

/** Seals with the keys that also seal the credential store. What a cache holds may be derived from a token. */
export function createCacheSeal(ring: KeyRing): CacheSeal {
  const vault = createVault(ring);
  const as = (name: string) => ({ kind: 'cache', provider: name, connection: '', version: 0 });
  return {
    async name(key) {
      const { names } = await ring.current();
      const digest = await crypto.subtle.sign('HMAC', names, new TextEncoder().encode(key));
      return Buffer.from(digest).toString('base64url');
    },
    seal: (name, value) => vault.seal(as(name), value),
    open: (name, sealed) => vault.open(as(name), sealed).catch(() => undefined),
  };
}
