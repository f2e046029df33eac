import type { HashName, RsaEncryption, RsaSignature } from '../../../ports/crypto.ts';
import { equalTo, hashKey, type Structural } from '../../equals.ts';
import { argument, argumentNull } from '../../failures.ts';
import { type RuntimeType, runtimeType } from '../../runtime-type.ts';
import { netType } from '../../values.ts';
import { cryptographic } from '../failures.ts';
import type { HashAlgorithmName } from '../HashAlgorithmName.ts';

const SIGNATURE = runtimeType('System.Security.Cryptography.RSASignaturePadding');
const ENCRYPTION = runtimeType('System.Security.Cryptography.RSAEncryptionPadding');

/** System.Security.Cryptography.RSASignaturePadding. */
export class RSASignaturePadding implements Structural {
  readonly how: RsaSignature;

  constructor(how: RsaSignature) {
    this.how = how;
  }

  get [netType](): RuntimeType {
    return SIGNATURE;
  }

  toString(): string {
    return this.how === 'pss' ? 'Pss' : 'Pkcs1';
  }

  [equalTo](other: unknown): boolean {
    return other instanceof RSASignaturePadding && other.how === this.how;
  }

  [hashKey](): string {
    return String(this);
  }
}

/** System.Security.Cryptography.RSAEncryptionPadding. */
export class RSAEncryptionPadding implements Structural {
  readonly how: RsaEncryption;

  constructor(how: RsaEncryption) {
    this.how = how;
  }

  get [netType](): RuntimeType {
    return ENCRYPTION;
  }

  toString(): string {
    return this.how.kind === 'pkcs1' ? 'Pkcs1' : `Oaep${this.how.hash}`;
  }

  [equalTo](other: unknown): boolean {
    return other instanceof RSAEncryptionPadding && String(other) === String(this);
  }

  [hashKey](): string {
    return String(this);
  }
}

const hashNames: ReadonlySet<string> = new Set<HashName>(['MD5', 'SHA1', 'SHA256', 'SHA384', 'SHA512']);

/** The digest that a HashAlgorithmName names. */
export function hashNamed({ name }: HashAlgorithmName, param = 'hashAlgorithm'): HashName {
  if (name === null || name === '') argument('The hash algorithm name cannot be null or empty.', param);
  return hashNames.has(name) ? (name as HashName) : cryptographic(`'${name}' is not a known hash algorithm.`);
}

export function paddingGiven<T>(padding: T | null): T {
  return padding ?? argumentNull('padding');
}
