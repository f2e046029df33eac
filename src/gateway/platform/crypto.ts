import { createCipheriv, createDecipheriv, createHash, createHmac } from 'node:crypto';
import type { Crypto } from '../../runtime/ports/crypto.ts';

const aes = (key: Uint8Array): string => {
  if (key.length !== 16 && key.length !== 24 && key.length !== 32) throw new RangeError('an AES key has 16, 24 or 32 bytes');
  return `aes-${key.length * 8}-cbc`;
};

/** Cryptography by OpenSSL. MD5 and SHA-1 are there because published policies compute checksums with them. */
export const systemCrypto: Crypto = {
  digest: (hash, data) => createHash(hash).update(data).digest(),
  hmac: (hash, key, data) => createHmac(hash, key).update(data).digest(),
  encryptAes(key, iv, data) {
    const cipher = createCipheriv(aes(key), key, iv);
    return Buffer.concat([cipher.update(data), cipher.final()]);
  },
  decryptAes(key, iv, data) {
    const decipher = createDecipheriv(aes(key), key, iv);
    return Buffer.concat([decipher.update(data), decipher.final()]);
  },
};
