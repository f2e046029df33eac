import type { Host } from '../../host.ts';
import { dotnetType, member } from '../define.ts';
import { argumentNull, outOfRange } from '../failures.ts';
import type { HashAlgorithmName } from './HashAlgorithmName.ts';
import { RSA } from './rsa/algorithm.ts';
import { hashNamed, paddingGiven, type RSAEncryptionPadding, type RSASignaturePadding } from './rsa/padding.ts';
import type { RSAParameters } from './rsa/parameters.ts';

type Bytes = Uint8Array | null;
type Padding = RSASignaturePadding | null;

const whole = { host: true } as const;

const withKey = (parameters: RSAParameters): RSA => {
  const rsa = new RSA('RSA');
  rsa.import(parameters);
  return rsa;
};

function part(data: Bytes, offset: number, count: number): Uint8Array {
  if (data === null) argumentNull('data');
  if (offset < 0 || offset > data.length) outOfRange('offset');
  if (count < 0 || count > data.length - offset) outOfRange('count');
  return data.subarray(offset, offset + count);
}

const names: ReadonlySet<string> = new Set(['rsa', 'system.security.cryptography.rsa', 'system.security.cryptography.asymmetricalgorithm']);

export const RSA_ = dotnetType('abstract class System.Security.Cryptography.RSA : AsymmetricAlgorithm', 'Signs and encrypts by RSA.', {
  create: member('static RSA Create()', () => new RSA('RSA'), 'RSA with a new key of 2048 bits, made on first use.'),
  createSized: member('static RSA Create(int keySizeInBits)', (bits: number) => new RSA('RSA', bits), 'RSA with a new key.'),
  createWith: member('static RSA Create(RSAParameters parameters)', withKey, 'RSA with a key.'),
  createName: member(
    'static RSA Create(string algName)',
    (name: string | null) => (names.has((name ?? argumentNull('algName')).toLowerCase()) ? new RSA('RSA') : null),
    'RSA by its name, or null.',
  ),
  exportParameters: member(
    'RSAParameters ExportParameters(bool includePrivateParameters)',
    (host: Host, rsa: RSA, withSecret: boolean) => rsa.export(host, withSecret),
    'The numbers of the key.',
    whole,
  ),
  importParameters: member(
    'void ImportParameters(RSAParameters parameters)',
    (rsa: RSA, parameters: RSAParameters) => rsa.import(parameters),
    'Takes a key.',
  ),
  signData: member(
    'byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm, RSASignaturePadding padding)',
    (host: Host, rsa: RSA, data: Bytes, hash: HashAlgorithmName, padding: Padding) =>
      rsa.sign(host, hashNamed(hash), paddingGiven(padding).how, data),
    'Signs data.',
    whole,
  ),
  signDataPart: member(
    'byte[] SignData(byte[] data, int offset, int count, HashAlgorithmName hashAlgorithm, RSASignaturePadding padding)',
    (host: Host, rsa: RSA, data: Bytes, offset: number, count: number, hash: HashAlgorithmName, padding: Padding) =>
      rsa.sign(host, hashNamed(hash), paddingGiven(padding).how, part(data, offset, count)),
    'Signs some of the data.',
    whole,
  ),
  verifyData: member(
    'bool VerifyData(byte[] data, byte[] signature, HashAlgorithmName hashAlgorithm, RSASignaturePadding padding)',
    (host: Host, rsa: RSA, data: Bytes, signature: Bytes, hash: HashAlgorithmName, padding: Padding) =>
      rsa.verify(host, hashNamed(hash), paddingGiven(padding).how, data, signature),
    'Whether a signature is this key’s for the data.',
    whole,
  ),
  verifyDataPart: member(
    'bool VerifyData(byte[] data, int offset, int count, byte[] signature, HashAlgorithmName hashAlgorithm, RSASignaturePadding padding)',
    (host: Host, rsa: RSA, data: Bytes, offset: number, count: number, signature: Bytes, hash: HashAlgorithmName, padding: Padding) =>
      rsa.verify(host, hashNamed(hash), paddingGiven(padding).how, part(data, offset, count), signature),
    'Whether a signature is this key’s for some of the data.',
    whole,
  ),
  signHash: member(
    'byte[] SignHash(byte[] hash, HashAlgorithmName hashAlgorithm, RSASignaturePadding padding)',
    (host: Host, rsa: RSA, digest: Bytes, hash: HashAlgorithmName, padding: Padding) =>
      rsa.signDigest(host, hashNamed(hash), paddingGiven(padding).how, digest),
    'Signs a digest; PKCS #1 padding only.',
    whole,
  ),
  verifyHash: member(
    'bool VerifyHash(byte[] hash, byte[] signature, HashAlgorithmName hashAlgorithm, RSASignaturePadding padding)',
    (host: Host, rsa: RSA, digest: Bytes, signature: Bytes, hash: HashAlgorithmName, padding: Padding) =>
      rsa.verifyDigest(host, hashNamed(hash), paddingGiven(padding).how, digest, signature),
    'Whether a signature is this key’s for a digest; PKCS #1 padding only.',
    whole,
  ),
  encrypt: member(
    'byte[] Encrypt(byte[] data, RSAEncryptionPadding padding)',
    (host: Host, rsa: RSA, data: Bytes, padding: RSAEncryptionPadding | null) => rsa.encrypt(host, data, paddingGiven(padding)),
    'Encrypts a short message.',
    whole,
  ),
  decrypt: member(
    'byte[] Decrypt(byte[] data, RSAEncryptionPadding padding)',
    (host: Host, rsa: RSA, data: Bytes, padding: RSAEncryptionPadding | null) => rsa.decrypt(host, data, paddingGiven(padding)),
    'The reverse of Encrypt; OAEP padding only.',
    whole,
  ),
});
