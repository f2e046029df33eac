export type HashName = 'MD5' | 'SHA1' | 'SHA256' | 'SHA384' | 'SHA512';

/** Synchronous cryptography, so that expressions stay plain functions. */
export interface Crypto {
  digest(hash: HashName, data: Uint8Array): Uint8Array;
  hmac(hash: HashName, key: Uint8Array, data: Uint8Array): Uint8Array;
  /** AES in CBC mode with PKCS7 padding; the key has 16, 24 or 32 bytes. Throws on a bad key, iv or padding. */
  encryptAes(key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array;
  decryptAes(key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array;
  /** Triple DES in CBC mode with PKCS7 padding, for key files of old; the key has 24 bytes, the iv 8. Throws on a bad padding. */
  decryptTripleDes(key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array;
  /** PBKDF2 with HMAC (RFC 8018 §5.2); `length` in bytes. */
  pbkdf2(hash: HashName, password: Uint8Array, salt: Uint8Array, iterations: number, length: number): Uint8Array;
  readonly rsa: RsaCrypto;
}

/** The numbers of an RSA key (RFC 8017 §3), big-endian. `secret` stands in a private key only. */
export interface RsaKey {
  readonly modulus: Uint8Array;
  readonly exponent: Uint8Array;
  readonly secret?: RsaSecret | undefined;
}

export interface RsaSecret {
  readonly d: Uint8Array;
  readonly p: Uint8Array;
  readonly q: Uint8Array;
  readonly dp: Uint8Array;
  readonly dq: Uint8Array;
  readonly inverseQ: Uint8Array;
}

/** How a signature is padded: RSASSA-PKCS1-v1_5 or RSASSA-PSS with a salt as long as the digest (RFC 8017 §8). */
export type RsaSignature = 'pkcs1' | 'pss';

/** How a message is padded: RSAES-PKCS1-v1_5, or RSAES-OAEP with a digest (RFC 8017 §7). */
export type RsaEncryption = { readonly kind: 'pkcs1' } | { readonly kind: 'oaep'; readonly hash: HashName };

/** RSA with keys given as numbers. Every function throws on a key that is none, or lacks the secret it needs. */
export interface RsaCrypto {
  /** A new key with the exponent 65537. */
  generate(bits: number): RsaKey;
  sign(key: RsaKey, hash: HashName, padding: RsaSignature, data: Uint8Array): Uint8Array;
  verify(key: RsaKey, hash: HashName, padding: RsaSignature, data: Uint8Array, signature: Uint8Array): boolean;
  /** RSASSA-PKCS1-v1_5 over a digest that was computed already. */
  signDigest(key: RsaKey, hash: HashName, digest: Uint8Array): Uint8Array;
  verifyDigest(key: RsaKey, hash: HashName, digest: Uint8Array, signature: Uint8Array): boolean;
  encrypt(key: RsaKey, padding: RsaEncryption, data: Uint8Array): Uint8Array;
  /** Only OAEP: whether a PKCS #1 v1.5 padding was right must never show, and telling it is what callers would do. */
  decrypt(key: RsaKey, hash: HashName, data: Uint8Array): Uint8Array;
}
