import { dotnetType, member } from '../define.ts';
import { dotnetEnum } from '../enum-type.ts';
import { equals, equalTo } from '../equals.ts';
import { textHash } from '../hash.ts';
import { HashAlgorithmName } from './HashAlgorithmName.ts';
import { hashNamed, RSAEncryptionPadding } from './rsa/padding.ts';

type Padding = RSAEncryptionPadding | null;

const pkcs1 = new RSAEncryptionPadding({ kind: 'pkcs1' });
const oaep = {
  sha1: new RSAEncryptionPadding({ kind: 'oaep', hash: 'SHA1' }),
  sha256: new RSAEncryptionPadding({ kind: 'oaep', hash: 'SHA256' }),
  sha384: new RSAEncryptionPadding({ kind: 'oaep', hash: 'SHA384' }),
  sha512: new RSAEncryptionPadding({ kind: 'oaep', hash: 'SHA512' }),
} as const;

export const RSAEncryptionPaddingMode_ = dotnetEnum('System.Security.Cryptography.RSAEncryptionPaddingMode', 'How a message is padded.', {
  Pkcs1: 0,
  Oaep: 1,
});

export const RSAEncryptionPadding_ = dotnetType(
  'sealed class System.Security.Cryptography.RSAEncryptionPadding : IEquatable<RSAEncryptionPadding>',
  'How a message is padded before it is encrypted.',
  {
    pkcs1: member('static RSAEncryptionPadding Pkcs1 { get; }', () => pkcs1, 'PKCS #1 v1.5; for encrypting only.'),
    oaepSha1: member('static RSAEncryptionPadding OaepSHA1 { get; }', () => oaep.sha1, 'OAEP with SHA-1.'),
    oaepSha256: member('static RSAEncryptionPadding OaepSHA256 { get; }', () => oaep.sha256, 'OAEP with SHA-256.'),
    oaepSha384: member('static RSAEncryptionPadding OaepSHA384 { get; }', () => oaep.sha384, 'OAEP with SHA-384.'),
    oaepSha512: member('static RSAEncryptionPadding OaepSHA512 { get; }', () => oaep.sha512, 'OAEP with SHA-512.'),
    createOaep: member(
      'static RSAEncryptionPadding CreateOaep(HashAlgorithmName hashAlgorithm)',
      (name: HashAlgorithmName) => new RSAEncryptionPadding({ kind: 'oaep', hash: hashNamed(name) }),
      'OAEP with a digest.',
    ),
    mode: member(
      'RSAEncryptionPaddingMode Mode { get; }',
      (padding: RSAEncryptionPadding) => RSAEncryptionPaddingMode_[padding.how.kind === 'oaep' ? 'Oaep' : 'Pkcs1'],
      'Which padding it is.',
    ),
    oaepHashAlgorithm: member(
      'HashAlgorithmName OaepHashAlgorithm { get; }',
      ({ how }: RSAEncryptionPadding) => (how.kind === 'oaep' ? new HashAlgorithmName(how.hash) : HashAlgorithmName.none),
      'The digest of OAEP.',
    ),
    equals: member(
      'bool Equals(object obj)',
      (padding: RSAEncryptionPadding, other: unknown) => padding[equalTo](other),
      'Whether both are the same.',
    ),
    equalsTyped: member(
      'bool Equals(RSAEncryptionPadding other)',
      (padding: RSAEncryptionPadding, other: Padding) => padding[equalTo](other),
      'Whether both are the same.',
    ),
    equality: member(
      'static bool operator ==(RSAEncryptionPadding left, RSAEncryptionPadding right)',
      (a: Padding, b: Padding) => equals(a, b),
      'Whether both are the same.',
    ),
    inequality: member(
      'static bool operator !=(RSAEncryptionPadding left, RSAEncryptionPadding right)',
      (a: Padding, b: Padding) => !equals(a, b),
      'Whether they differ.',
    ),
    getHashCode: member(
      'int GetHashCode()',
      (padding: RSAEncryptionPadding) => textHash(String(padding)),
      'A number that equal paddings share.',
    ),
    toString: member('string ToString()', (padding: RSAEncryptionPadding) => String(padding), 'The name.'),
  },
);
