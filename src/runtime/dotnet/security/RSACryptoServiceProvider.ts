import type { Host } from '../../host.ts';
import type { HashName } from '../../ports/crypto.ts';
import { dotnetType, member } from '../define.ts';
import { argument, argumentNull } from '../failures.ts';
import { cryptographic } from './failures.ts';
import { HashAlgorithm, hashByName } from './hash.ts';
import { Oid } from './identifiers/oid.ts';
import { RSA } from './rsa/algorithm.ts';
import { RSAEncryptionPadding } from './rsa/padding.ts';

type Bytes = Uint8Array | null;

const whole = { host: true } as const;
const typeName = 'RSACryptoServiceProvider';

const padding = (oaep: boolean): RSAEncryptionPadding =>
  new RSAEncryptionPadding(oaep ? { kind: 'oaep', hash: 'SHA1' } : { kind: 'pkcs1' });

/** A digest given as its name, its object identifier, an algorithm or a type, as this class of old takes it. */
function digest(given: unknown): HashName {
  if (given === null) argumentNull('halg');
  if (given instanceof HashAlgorithm) return given.hash;
  if (typeof given !== 'string') return argument('Value was invalid.');
  return (
    (hashByName(given) ?? hashByName(new Oid(given).friendlyName ?? ''))?.hash ?? cryptographic(`'${given}' is not a known hash algorithm.`)
  );
}

export const RSACryptoServiceProvider_ = dotnetType(
  'sealed class System.Security.Cryptography.RSACryptoServiceProvider : RSA',
  'Signs and encrypts by RSA, in the way of .NET’s early years.',
  {
    create: member('RSACryptoServiceProvider()', () => new RSA(typeName, 1024), 'RSA with a new key of 1024 bits, made on first use.'),
    createSized: member('RSACryptoServiceProvider(int dwKeySize)', (bits: number) => new RSA(typeName, bits), 'RSA with a new key.'),
    publicOnly: member(
      'bool PublicOnly { get; }',
      (host: Host, rsa: RSA) => rsa.isPublicOnly(host),
      'Whether the private key is missing.',
      whole,
    ),
    persistKeyInCsp: member('bool PersistKeyInCsp { get; }', (_rsa: RSA) => false, 'No: keys are kept nowhere.'),
    setPersistKeyInCsp: member('bool PersistKeyInCsp { set; }', (_rsa: RSA, _keep: boolean) => undefined, 'Does nothing.'),
    signData: member(
      'byte[] SignData(byte[] buffer, object halg)',
      (host: Host, rsa: RSA, data: Bytes, hash: unknown) => rsa.sign(host, digest(hash), 'pkcs1', data, 'buffer'),
      'Signs data.',
      whole,
    ),
    verifyData: member(
      'bool VerifyData(byte[] buffer, object halg, byte[] signature)',
      (host: Host, rsa: RSA, data: Bytes, hash: unknown, signature: Bytes) =>
        rsa.verify(host, digest(hash), 'pkcs1', data, signature, 'buffer'),
      'Whether a signature is this key’s for the data.',
      whole,
    ),
    signHash: member(
      'byte[] SignHash(byte[] rgbHash, string str)',
      (host: Host, rsa: RSA, bytes: Bytes, hash: string | null) => rsa.signDigest(host, digest(hash), 'pkcs1', bytes),
      'Signs a digest.',
      whole,
    ),
    verifyHash: member(
      'bool VerifyHash(byte[] rgbHash, string str, byte[] rgbSignature)',
      (host: Host, rsa: RSA, bytes: Bytes, hash: string | null, signature: Bytes) =>
        rsa.verifyDigest(host, digest(hash), 'pkcs1', bytes, signature),
      'Whether a signature is this key’s for a digest.',
      whole,
    ),
    encrypt: member(
      'byte[] Encrypt(byte[] rgb, bool fOAEP)',
      (host: Host, rsa: RSA, data: Bytes, oaep: boolean) => rsa.encrypt(host, data, padding(oaep)),
      'Encrypts a short message.',
      whole,
    ),
    decrypt: member(
      'byte[] Decrypt(byte[] rgb, bool fOAEP)',
      (host: Host, rsa: RSA, data: Bytes, oaep: boolean) => rsa.decrypt(host, data, padding(oaep)),
      'The reverse of Encrypt; OAEP padding only.',
      whole,
    ),
  },
);

export const RSACng_ = dotnetType('sealed class System.Security.Cryptography.RSACng : RSA', 'Signs and encrypts by RSA.', {
  create: member('RSACng()', () => new RSA('RSACng'), 'RSA with a new key of 2048 bits, made on first use.'),
  createSized: member('RSACng(int keySize)', (bits: number) => new RSA('RSACng', bits), 'RSA with a new key.'),
});
