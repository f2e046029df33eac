import { createCipheriv, createDecipheriv, createHash, createHmac, pbkdf2Sync } from 'node:crypto';
import type { Crypto } from '../../runtime/ports/crypto.ts';
import { systemRsa } from './rsa.ts';

const aes = (key: Uint8Array): string => {
  if (key.length !== 16 && key.length !== 24 && key.length !== 32) throw new RangeError('an AES key has 16, 24 or 32 bytes');
  return `aes-${key.length * 8}-cbc`;
};

/** A Buffer hands out views of itself where an array of bytes makes copies. */
const plain = (buffer: Buffer): Uint8Array => Uint8Array.from(buffer);

/** Cryptography by OpenSSL. MD5 and SHA-1 are there because published policies compute checksums with them. */
export const systemCrypto: Crypto = {
  digest: (hash, data) => plain(createHash(hash).update(data).digest()),
  hmac: (hash, key, data) => plain(createHmac(hash, key).update(data).digest()),
  encryptAes(key, iv, data) {
    const cipher = createCipheriv(aes(key), key, iv);
    return plain(Buffer.concat([cipher.update(data), cipher.final()]));
  },
  decryptAes(key, iv, data) {
    const decipher = createDecipheriv(aes(key), key, iv);
    return plain(Buffer.concat([decipher.update(data), decipher.final()]));
  },
  decryptTripleDes(key, iv, data) {
    const decipher = createDecipheriv('des-ede3-cbc', key, iv);
    return plain(Buffer.concat([decipher.update(data), decipher.final()]));
  },
  pbkdf2: (hash, password, salt, iterations, length) => plain(pbkdf2Sync(password, salt, iterations, length, hash)),
  rsa: systemRsa,
};
