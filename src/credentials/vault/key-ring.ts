import type { CryptoKey } from 'jose';

/** A wrapping key. Its id selects key and algorithm together: the algorithm named in a record is never believed. */
export interface WrappingKey {
  readonly kid: string;
  /** AES key wrap (RFC 7518 §4.4). Only holders of the key can make records, which public-key wrapping would not give. */
  readonly alg: 'A256KW';
  /** When it was made, milliseconds since 1970. */
  readonly created: number;
  /** 32 bytes, not extractable through this object. */
  readonly key: CryptoKey;
  /** A key for HMAC-SHA-256 that is derived from the same bytes: for names that must tell nothing. */
  readonly names: CryptoKey;
}

/** Where wrapping keys come from: a file, the environment, a key service. */
export interface KeyRing {
  /** For people: where the keys are, e.g. the file. */
  readonly name: string;
  /** The key new records are sealed with: the youngest. */
  current(): Promise<WrappingKey>;
  /** Any key of the ring, also older ones, which stay until no record needs them. */
  find(kid: string): Promise<WrappingKey | undefined>;
  /** Youngest first. */
  all(): Promise<readonly WrappingKey[]>;
}

/** A ring of keys in memory, youngest first or not. */
export function keyRingOf(name: string, keys: readonly WrappingKey[]): KeyRing {
  const byId = new Map(keys.map((key) => [key.kid, key]));
  const sorted = [...keys].sort((a, b) => b.created - a.created);
  const youngest = sorted[0];
  if (youngest === undefined) throw new RangeError('a key ring has at least one key');
  return { name, current: async () => youngest, find: async (kid) => byId.get(kid), all: async () => sorted };
}

/** A wrapping key out of its 32 bytes. */
export async function wrappingKey(kid: string, created: number, bytes: Uint8Array<ArrayBuffer>): Promise<WrappingKey> {
  const key = await crypto.subtle.importKey('raw', bytes, 'AES-KW', false, ['wrapKey', 'unwrapKey']);
  // RFC 5869: what is derived for one purpose tells nothing about the key, nor about what is derived for another.
  const base = await crypto.subtle.importKey('raw', bytes, 'HKDF', false, ['deriveKey']);
  const purpose = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info: new TextEncoder().encode('fedpass names') };
  const names = await crypto.subtle.deriveKey(purpose, base, { name: 'HMAC', hash: 'SHA-256', length: 256 }, false, ['sign']);
  return { kid, alg: 'A256KW', created, key, names };
}
