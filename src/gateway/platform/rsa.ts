import {
  constants,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  privateDecrypt,
  privateEncrypt,
  publicDecrypt,
  publicEncrypt,
  sign,
  timingSafeEqual,
  verify,
} from 'node:crypto';
import type { HashName, RsaCrypto, RsaKey, RsaSignature } from '../../runtime/ports/crypto.ts';

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
const bytes = (value: string | undefined): Uint8Array => Uint8Array.from(Buffer.from(value ?? '', 'base64url'));

const publicKey = ({ modulus, exponent }: RsaKey): KeyObject =>
  createPublicKey({ format: 'jwk', key: { kty: 'RSA', n: text(modulus), e: text(exponent) } });

function privateKey({ modulus, exponent, secret }: RsaKey): KeyObject {
  if (secret === undefined) throw new TypeError('the key has no private part');
  const { d, p, q, dp, dq, inverseQ } = secret;
  const key = { n: text(modulus), e: text(exponent), d: text(d), p: text(p), q: text(q), dp: text(dp), dq: text(dq), qi: text(inverseQ) };
  return createPrivateKey({ format: 'jwk', key: { kty: 'RSA', ...key } });
}

const padded = (key: KeyObject, padding: RsaSignature) =>
  padding === 'pkcs1'
    ? { key, padding: constants.RSA_PKCS1_PADDING }
    : { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };

/** What stands before a digest in a PKCS #1 signature: its algorithm, in DER (RFC 8017 §9.2, note 1). */
const digestInfo: Readonly<Record<HashName, string>> = {
  MD5: '3020300c06082a864886f70d020505000410',
  SHA1: '3021300906052b0e03021a05000414',
  SHA256: '3031300d060960864801650304020105000420',
  SHA384: '3041300d060960864801650304020205000430',
  SHA512: '3051300d060960864801650304020305000440',
};

const encoded = (hash: HashName, digest: Uint8Array): Buffer => Buffer.concat([Buffer.from(digestInfo[hash], 'hex'), digest]);

/** What a signature says, or undefined where it is none of this key. */
function opened(key: RsaKey, signature: Uint8Array): Buffer | undefined {
  const under = publicKey(key);
  try {
    return publicDecrypt({ key: under, padding: constants.RSA_PKCS1_PADDING }, signature);
  } catch {
    return undefined;
  }
}

/** RSA by OpenSSL. Keys come as numbers and are read anew for every call: an expression holds its key for one. */
export const systemRsa: RsaCrypto = {
  generate(bits) {
    const { n, e, d, p, q, dp, dq, qi } = generateKeyPairSync('rsa', { modulusLength: bits }).privateKey.export({ format: 'jwk' });
    const secret = { d: bytes(d), p: bytes(p), q: bytes(q), dp: bytes(dp), dq: bytes(dq), inverseQ: bytes(qi) };
    return { modulus: bytes(n), exponent: bytes(e), secret };
  },
  sign: (key, hash, padding, data) => Uint8Array.from(sign(hash, data, padded(privateKey(key), padding))),
  verify: (key, hash, padding, data, signature) => verify(hash, data, padded(publicKey(key), padding), signature),
  signDigest: (key, hash, digest) =>
    Uint8Array.from(privateEncrypt({ key: privateKey(key), padding: constants.RSA_PKCS1_PADDING }, encoded(hash, digest))),
  verifyDigest(key, hash, digest, signature) {
    const [said, wanted] = [opened(key, signature), encoded(hash, digest)];
    return said !== undefined && said.length === wanted.length && timingSafeEqual(said, wanted);
  },
  encrypt(key, padding, data) {
    const how =
      padding.kind === 'pkcs1'
        ? { padding: constants.RSA_PKCS1_PADDING }
        : { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: padding.hash.toLowerCase() };
    return Uint8Array.from(publicEncrypt({ key: publicKey(key), ...how }, data));
  },
  decrypt: (key, hash, data) =>
    Uint8Array.from(
      privateDecrypt({ key: privateKey(key), padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: hash.toLowerCase() }, data),
    ),
};
