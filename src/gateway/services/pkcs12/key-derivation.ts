import { createHash, type Hash } from 'node:crypto';

/** What derived bytes are for (RFC 7292 appendix B.3). */
export const purposes = { key: 1, iv: 2, mac: 3 } as const;

/** A hash with the sizes that the derivation needs, in bytes. */
export interface KdfHash {
  readonly name: string;
  readonly block: number;
}

/**
 * The key derivation of PKCS#12 (RFC 7292 appendix B.2). `password` is a BMPString with its two zero bytes at the end, or empty for
 * no password at all.
 */
export function derive(
  { name, block }: KdfHash,
  password: Uint8Array,
  salt: Uint8Array,
  iterations: number,
  purpose: number,
  length: number,
): Buffer {
  const hash = (...parts: Uint8Array[]): Buffer => parts.reduce<Hash>((state, part) => state.update(part), createHash(name)).digest();
  const diversifier = Buffer.alloc(block, purpose);
  const input = Buffer.concat([filled(salt, block), filled(password, block)]);
  const out: Buffer[] = [];
  for (let made = 0; made < length; ) {
    let digest = hash(diversifier, input);
    for (let i = 1; i < iterations; i++) digest = hash(digest);
    out.push(digest);
    made += digest.length;
    addToBlocks(input, filled(digest, block).subarray(0, block), block);
  }
  return Buffer.concat(out).subarray(0, length);
}

/** Repeats bytes until they fill whole blocks; nothing stays nothing. */
function filled(bytes: Uint8Array, block: number): Buffer {
  const size = block * Math.ceil(bytes.length / block);
  const out = Buffer.alloc(size);
  for (let i = 0; i < size; i++) out[i] = bytes[i % bytes.length] ?? 0;
  return out;
}

/** Each block becomes (block + summand + 1) modulo 2^(8·size). */
function addToBlocks(blocks: Buffer, summand: Uint8Array, size: number): void {
  for (let start = 0; start < blocks.length; start += size) {
    let carry = 1;
    for (let i = size - 1; i >= 0; i--) {
      const sum = (blocks[start + i] ?? 0) + (summand[i] ?? 0) + carry;
      blocks[start + i] = sum & 0xff;
      carry = sum >> 8;
    }
  }
}

/** A password as PKCS#12 hashes it: UTF-16, big endian, with a zero at the end. */
export function bmpPassword(password: string): Uint8Array {
  return Buffer.from(`${password}\0`, 'utf16le').swap16();
}
