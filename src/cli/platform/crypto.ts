import { createCipheriv, createDecipheriv, createHash, createHmac } from 'node:crypto';
import type { Crypto, HashName } from '../../runtime/ports/crypto.ts';

const names: Readonly<Record<HashName, string>> = { MD5: 'md5', SHA1: 'sha1', SHA256: 'sha256', SHA384: 'sha384', SHA512: 'sha512' };

/** Node's cryptography behind the runtime's port. */
export const nodeCrypto: Crypto = {
  digest: (hash, data) => new Uint8Array(createHash(names[hash]).update(data).digest()),
  hmac: (hash, key, data) => new Uint8Array(createHmac(names[hash], key).update(data).digest()),
  encryptAes(key, iv, data) {
    const cipher = createCipheriv(`aes-${key.length * 8}-cbc`, key, iv);
    return new Uint8Array(Buffer.concat([cipher.update(data), cipher.final()]));
  },
  decryptAes(key, iv, data) {
    const decipher = createDecipheriv(`aes-${key.length * 8}-cbc`, key, iv);
    return new Uint8Array(Buffer.concat([decipher.update(data), decipher.final()]));
  },
};
