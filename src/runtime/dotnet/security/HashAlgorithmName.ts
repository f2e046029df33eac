import { dotnetType, member } from '../define.ts';
import { equals, equalTo, hashKey, type Structural } from '../equals.ts';
import { textHash } from '../hash.ts';
import { type RuntimeType, runtimeType } from '../runtime-type.ts';
import { netType } from '../values.ts';

/** System.Security.Cryptography.HashAlgorithmName: a text. */
export class HashAlgorithmName implements Structural {
  readonly name: string | null;

  constructor(name: string | null) {
    this.name = name;
  }

  static readonly none = new HashAlgorithmName(null);

  get [netType](): RuntimeType {
    return HASH_ALGORITHM_NAME;
  }

  toString(): string {
    return this.name ?? '';
  }

  [equalTo](other: unknown): boolean {
    return other instanceof HashAlgorithmName && other.name === this.name;
  }

  [hashKey](): string {
    return this.toString();
  }
}

const HASH_ALGORITHM_NAME = runtimeType('System.Security.Cryptography.HashAlgorithmName', HashAlgorithmName.none);

const known = {
  md5: new HashAlgorithmName('MD5'),
  sha1: new HashAlgorithmName('SHA1'),
  sha256: new HashAlgorithmName('SHA256'),
  sha384: new HashAlgorithmName('SHA384'),
  sha512: new HashAlgorithmName('SHA512'),
} as const;

export const HashAlgorithmName_ = dotnetType('struct System.Security.Cryptography.HashAlgorithmName', 'The name of a digest.', {
  create: member('HashAlgorithmName()', () => HashAlgorithmName.none, 'No name.'),
  createName: member('HashAlgorithmName(string name)', (name: string | null) => new HashAlgorithmName(name), 'A name.'),
  md5: member('static HashAlgorithmName MD5 { get; }', () => known.md5, 'MD5.'),
  sha1: member('static HashAlgorithmName SHA1 { get; }', () => known.sha1, 'SHA-1.'),
  sha256: member('static HashAlgorithmName SHA256 { get; }', () => known.sha256, 'SHA-256.'),
  sha384: member('static HashAlgorithmName SHA384 { get; }', () => known.sha384, 'SHA-384.'),
  sha512: member('static HashAlgorithmName SHA512 { get; }', () => known.sha512, 'SHA-512.'),
  name: member('string Name { get; }', (algorithm: HashAlgorithmName) => algorithm.name, 'The name.'),
  equals: member(
    'bool Equals(object obj)',
    (algorithm: HashAlgorithmName, other: unknown) => algorithm[equalTo](other),
    'Whether both are the same name.',
  ),
  equality: member(
    'static bool operator ==(HashAlgorithmName left, HashAlgorithmName right)',
    (a: HashAlgorithmName, b: HashAlgorithmName) => equals(a, b),
    'Whether both are the same name.',
  ),
  inequality: member(
    'static bool operator !=(HashAlgorithmName left, HashAlgorithmName right)',
    (a: HashAlgorithmName, b: HashAlgorithmName) => !equals(a, b),
    'Whether both are different names.',
  ),
  getHashCode: member(
    'int GetHashCode()',
    (algorithm: HashAlgorithmName) => textHash(algorithm.toString()),
    'A number that equal names share.',
  ),
  toString: member('string ToString()', (algorithm: HashAlgorithmName) => algorithm.toString(), 'The name.'),
});
