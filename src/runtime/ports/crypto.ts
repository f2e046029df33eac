export type HashName = 'MD5' | 'SHA1' | 'SHA256' | 'SHA384' | 'SHA512';

/** Synchronous cryptography, so that expressions stay plain functions. */
export interface Crypto {
  digest(hash: HashName, data: Uint8Array): Uint8Array;
  hmac(hash: HashName, key: Uint8Array, data: Uint8Array): Uint8Array;
  /** AES in CBC mode with PKCS7 padding; the key has 16, 24 or 32 bytes. Throws on a bad key, iv or padding. */
  encryptAes(key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array;
  decryptAes(key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array;
}
