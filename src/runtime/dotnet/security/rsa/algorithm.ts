import type { Host } from '../../../host.ts';
import type { HashName, RsaKey, RsaSignature } from '../../../ports/crypto.ts';
import { argumentNull } from '../../failures.ts';
import { type RuntimeType, runtimeType } from '../../runtime-type.ts';
import { NetException, netType } from '../../values.ts';
import { cryptographic, orCryptographic } from '../failures.ts';
import type { RSAEncryptionPadding } from './padding.ts';
import { keyOf, largest, parametersOf, type RSAParameters, smallest } from './parameters.ts';

type Bytes = Uint8Array | null;

/** Larger keys take seconds to make, in which the process does nothing else. */
const largestMade = 4096;

/** System.Security.Cryptography.RSA and the classes derived from it. `typeName` is the short .NET name of the class. */
export class RSA {
  readonly #type: RuntimeType;
  #key: RsaKey | undefined;
  #keySize: number;
  #disposed = false;

  constructor(typeName: string, keySize = 2048, key?: RsaKey) {
    this.#type = runtimeType(`System.Security.Cryptography.${typeName}`);
    this.#keySize = key === undefined ? sized(keySize) : key.modulus.length * 8;
    this.#key = key;
  }

  get [netType](): RuntimeType {
    return this.#type;
  }

  get keySize(): number {
    return this.#keySize;
  }

  /** Another size means another key. */
  set keySize(bits: number) {
    if (bits === this.#keySize) return;
    this.#keySize = sized(bits);
    this.#key = undefined;
  }

  toString(): string {
    return this.#type.name;
  }

  /** The key; a new one where none was given. */
  #ready(host: Host): RsaKey {
    if (this.#disposed) throw new NetException('System.ObjectDisposedException', 'Cannot access a disposed object.');
    if (this.#key === undefined) {
      if (this.#keySize > largestMade)
        throw new NetException('System.NotSupportedException', `Keys of more than ${largestMade} bits are not made here.`);
      host.budget.step(this.#keySize ** 2 / 8);
      this.#key = host.crypto.rsa.generate(this.#keySize);
    }
    // The work grows with the third power of the length.
    host.budget.step(Math.ceil((this.#key.modulus.length / 64) ** 3));
    return this.#key;
  }

  import(parameters: RSAParameters): void {
    this.use(keyOf(parameters));
  }

  use(key: RsaKey): void {
    this.#key = key;
    this.#keySize = key.modulus.length * 8;
  }

  export(host: Host, withSecret: boolean): RSAParameters {
    return parametersOf(this.#ready(host), withSecret);
  }

  isPublicOnly(host: Host): boolean {
    return this.#ready(host).secret === undefined;
  }

  sign(host: Host, hash: HashName, padding: RsaSignature, data: Bytes, param = 'data'): Uint8Array {
    const given = read(host, data, param);
    const key = this.#ready(host);
    return orCryptographic(signFailed, () => host.crypto.rsa.sign(key, hash, padding, given));
  }

  verify(host: Host, hash: HashName, padding: RsaSignature, data: Bytes, signature: Bytes, param = 'data'): boolean {
    const given = read(host, data, param);
    const signed = read(host, signature, 'signature');
    const key = this.#ready(host);
    return orCryptographic('The signature could not be checked with this key.', () =>
      host.crypto.rsa.verify(key, hash, padding, given, signed),
    );
  }

  signDigest(host: Host, hash: HashName, padding: RsaSignature, digest: Bytes): Uint8Array {
    const given = ofLength(hash, read(host, digest, 'hash'));
    onlyPkcs1(padding, 'SignHash', 'SignData');
    const key = this.#ready(host);
    return orCryptographic(signFailed, () => host.crypto.rsa.signDigest(key, hash, given));
  }

  verifyDigest(host: Host, hash: HashName, padding: RsaSignature, digest: Bytes, signature: Bytes): boolean {
    const given = ofLength(hash, read(host, digest, 'hash'));
    const signed = read(host, signature, 'signature');
    onlyPkcs1(padding, 'VerifyHash', 'VerifyData');
    const key = this.#ready(host);
    return orCryptographic('The signature could not be checked with this key.', () =>
      host.crypto.rsa.verifyDigest(key, hash, given, signed),
    );
  }

  encrypt(host: Host, data: Bytes, padding: RSAEncryptionPadding): Uint8Array {
    const given = read(host, data, 'data');
    const key = this.#ready(host);
    return orCryptographic('The message is too long for this key and padding.', () => host.crypto.rsa.encrypt(key, padding.how, given));
  }

  decrypt(host: Host, data: Bytes, { how }: RSAEncryptionPadding): Uint8Array {
    const given = read(host, data, 'data');
    if (how.kind === 'pkcs1')
      throw new NetException(
        'System.NotSupportedException',
        'Decrypting with PKCS #1 v1.5 padding is not supported: callers could learn the message from its errors. Use RSAEncryptionPadding.OaepSHA256.',
      );
    const key = this.#ready(host);
    return orCryptographic('The message cannot be decrypted with this key.', () => host.crypto.rsa.decrypt(key, how.hash, given));
  }

  dispose(): void {
    this.#disposed = true;
    this.#key = undefined;
  }
}

const signFailed = 'The key has no private part, or cannot make such a signature.';

function sized(bits: number): number {
  if (bits < smallest || bits > largest || bits % 8 !== 0) cryptographic('Specified key is not a valid size for this algorithm.');
  return bits;
}

function read(host: Host, data: Bytes, param: string): Uint8Array {
  if (data === null) argumentNull(param);
  host.budget.step(1 + (data.length >>> 6));
  return data;
}

const digestLengths: Readonly<Record<HashName, number>> = { MD5: 16, SHA1: 20, SHA256: 32, SHA384: 48, SHA512: 64 };

function ofLength(hash: HashName, digest: Uint8Array): Uint8Array {
  return digest.length === digestLengths[hash]
    ? digest
    : cryptographic('The provided hash value is not the expected size for the specified hash algorithm.');
}

function onlyPkcs1(padding: RsaSignature, method: string, instead: string): void {
  if (padding === 'pss')
    throw new NetException('System.NotSupportedException', `${method} with RSASignaturePadding.Pss is not supported; use ${instead}.`);
}
