import { dotnetType, member } from '../define.ts';
import { dotnetEnum } from '../enum-type.ts';
import { equals, equalTo } from '../equals.ts';
import { textHash } from '../hash.ts';
import { RSASignaturePadding } from './rsa/padding.ts';

type Padding = RSASignaturePadding | null;

const [pkcs1, pss] = [new RSASignaturePadding('pkcs1'), new RSASignaturePadding('pss')];

export const RSASignaturePaddingMode_ = dotnetEnum('System.Security.Cryptography.RSASignaturePaddingMode', 'How a signature is padded.', {
  Pkcs1: 0,
  Pss: 1,
});

export const RSASignaturePadding_ = dotnetType(
  'sealed class System.Security.Cryptography.RSASignaturePadding : IEquatable<RSASignaturePadding>',
  'How a signature is padded.',
  {
    pkcs1: member('static RSASignaturePadding Pkcs1 { get; }', () => pkcs1, 'PKCS #1 v1.5.'),
    pss: member('static RSASignaturePadding Pss { get; }', () => pss, 'PSS, with a salt as long as the digest.'),
    mode: member(
      'RSASignaturePaddingMode Mode { get; }',
      (padding: RSASignaturePadding) => RSASignaturePaddingMode_[padding.how === 'pss' ? 'Pss' : 'Pkcs1'],
      'Which padding it is.',
    ),
    equals: member(
      'bool Equals(object obj)',
      (padding: RSASignaturePadding, other: unknown) => padding[equalTo](other),
      'Whether both are the same.',
    ),
    equalsTyped: member(
      'bool Equals(RSASignaturePadding other)',
      (padding: RSASignaturePadding, other: Padding) => padding[equalTo](other),
      'Whether both are the same.',
    ),
    equality: member(
      'static bool operator ==(RSASignaturePadding left, RSASignaturePadding right)',
      (a: Padding, b: Padding) => equals(a, b),
      'Whether both are the same.',
    ),
    inequality: member(
      'static bool operator !=(RSASignaturePadding left, RSASignaturePadding right)',
      (a: Padding, b: Padding) => !equals(a, b),
      'Whether they differ.',
    ),
    getHashCode: member(
      'int GetHashCode()',
      (padding: RSASignaturePadding) => textHash(String(padding)),
      'A number that equal paddings share.',
    ),
    toString: member('string ToString()', (padding: RSASignaturePadding) => String(padding), 'The name.'),
  },
);
