import type { Host } from '../../../host.ts';
import type { HashName } from '../../../ports/crypto.ts';

/** The password as PKCS #12 wants it: UTF-16, big-endian, with a zero at the end; nothing at all for no password. */
export function passwordBytes(password: string | null): Uint8Array {
  if (password === null) return new Uint8Array(0);
  const bytes = new Uint8Array(password.length * 2 + 2);
  for (let i = 0; i < password.length; i++) {
    const unit = password.charCodeAt(i);
    bytes[i * 2] = unit >> 8;
    bytes[i * 2 + 1] = unit & 0xff;
  }
  return bytes;
}

interface Derivation {
  readonly hash: HashName;
  /** 1 for a key, 2 for an initialization vector, 3 for a MAC. */
  readonly purpose: 1 | 2 | 3;
  readonly password: Uint8Array;
  readonly salt: Uint8Array;
  readonly iterations: number;
  readonly length: number;
}

/** The block length `v` of the digests, in bytes. */
const blocks: Readonly<Record<HashName, number>> = { MD5: 64, SHA1: 64, SHA256: 64, SHA384: 128, SHA512: 128 };

/** Derives bytes from a password (RFC 7292, appendix B.2). Every round spends a step, so that a file cannot ask for too many. */
export function pkcs12Key(host: Host, { hash, purpose, password, salt, iterations, length }: Derivation): Uint8Array {
  const block = blocks[hash];
  const diversifier = new Uint8Array(block).fill(purpose);
  const input = concat([stretched(salt, block), stretched(password, block)]);
  const out = new Uint8Array(length);
  for (let filled = 0; filled < length; ) {
    let digest = host.crypto.digest(hash, concat([diversifier, input]));
    for (let round = 1; round < iterations; round++) {
      host.budget.step();
      digest = host.crypto.digest(hash, digest);
    }
    out.set(digest.subarray(0, length - filled), filled);
    filled += digest.length;
    const addend = new Uint8Array(block).map((_, i) => digest[i % digest.length] ?? 0);
    for (let start = 0; start < input.length; start += block) add(input.subarray(start, start + block), addend);
  }
  return out;
}

/** Copies of some bytes, filling whole blocks. */
function stretched(bytes: Uint8Array, block: number): Uint8Array {
  const length = Math.ceil(bytes.length / block) * block;
  return new Uint8Array(length).map((_, i) => bytes[i % bytes.length] ?? 0);
}

/** `target = target + addend + 1` as big-endian numbers, without the carry out. */
function add(target: Uint8Array, addend: Uint8Array): void {
  let carry = 1;
  for (let i = target.length - 1; i >= 0; i--) {
    const sum = (target[i] ?? 0) + (addend[i] ?? 0) + carry;
    target[i] = sum & 0xff;
    carry = sum >> 8;
  }
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Compares without telling by its time where two differ. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= (a[i] ?? 0) ^ (b[i] ?? 0);
  return difference === 0;
}
