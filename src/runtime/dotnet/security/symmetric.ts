import type { Host } from '../../host.ts';
import { argumentNull } from '../failures.ts';
import { type RuntimeType, runtimeType } from '../runtime-type.ts';
import { NetException, netType } from '../values.ts';
import { decryptAes, encryptAes, modes, paddings } from './aes.ts';

const AES = runtimeType('System.Security.Cryptography.Aes');

const cryptographic = (text: string): never => {
  throw new NetException('System.Security.Cryptography.CryptographicException', text);
};

const aesNames: ReadonlySet<string> = new Set(['aes', 'aesmanaged', 'aescryptoserviceprovider', 'rijndael', 'rijndaelmanaged']);
const otherNames: ReadonlySet<string> = new Set(['des', '3des', 'tripledes', 'triple des', 'rc2']);

/** System.Security.Cryptography.SymmetricAlgorithm: AES, the only cipher here, with its settings. */
export class SymmetricAlgorithm {
  #key: Uint8Array | undefined;
  #iv: Uint8Array | undefined;
  #keySize = 256;
  mode: number = modes.cbc;
  padding: number = paddings.pkcs7;

  /** By name, as SymmetricAlgorithm.Create takes it; null for names that mean nothing. */
  static byName(name: string | null): SymmetricAlgorithm | null {
    if (name === null) argumentNull('algName');
    const short = name.toLowerCase().replace('system.security.cryptography.', '');
    if (aesNames.has(short)) return new SymmetricAlgorithm();
    if (otherNames.has(short)) throw new NetException('System.NotSupportedException', `The cipher ${name} is not supported here; use Aes.`);
    return null;
  }

  get [netType](): RuntimeType {
    return AES;
  }

  get keySize(): number {
    return this.#keySize;
  }

  set keySize(bits: number) {
    if (bits !== 128 && bits !== 192 && bits !== 256) cryptographic('Specified key is not a valid size for this algorithm.');
    this.#keySize = bits;
    this.#key = undefined;
  }

  get blockSize(): number {
    return 128;
  }

  set blockSize(bits: number) {
    if (bits !== 128) cryptographic('Specified block size is not valid for this algorithm.');
  }

  setKey(key: Uint8Array | null): void {
    if (key === null) argumentNull('value');
    this.keySize = key.length * 8;
    this.#key = key.slice();
  }

  setIv(iv: Uint8Array | null): void {
    if (iv === null) argumentNull('value');
    if (iv.length !== 16) cryptographic('Specified initialization vector (IV) does not match the block size for this algorithm.');
    this.#iv = iv.slice();
  }

  /** The key; a random one when none was set. */
  key(host: Host): Uint8Array {
    this.#key ??= host.random.bytes(this.#keySize / 8);
    return this.#key.slice();
  }

  iv(host: Host): Uint8Array {
    this.#iv ??= host.random.bytes(16);
    return this.#iv.slice();
  }

  /** Forgets key and initialization vector, so that they are drawn anew. */
  renew(what: 'key' | 'iv' | 'both'): void {
    if (what !== 'iv') this.#key = undefined;
    if (what !== 'key') this.#iv = undefined;
  }

  toString(): string {
    return AES.name;
  }
}

/** Key and initialization vector of one call, where they are not those of the algorithm. */
export interface Keys {
  readonly key: Uint8Array | null;
  readonly iv: Uint8Array | null;
}

type Direction = 'encrypt' | 'decrypt';

/**
 * What the extension methods `byte[].Encrypt` and `byte[].Decrypt` do, with an algorithm or its name (`Aes`). Without `keys` those
 * of the algorithm are taken. Throws CryptographicException on a wrong key, initialization vector, length or padding.
 */
export function transform(
  host: Host,
  direction: Direction,
  data: Uint8Array | null,
  algorithm: SymmetricAlgorithm | string | null,
  keys?: Keys,
): Uint8Array {
  if (data === null) argumentNull('input');
  const cipher = typeof algorithm === 'string' ? SymmetricAlgorithm.byName(algorithm) : algorithm;
  if (cipher === null) argumentNull('alg');
  if (keys !== undefined && keys.key === null) argumentNull('rgbKey');
  host.budget.allocate(data.length + 32);
  host.budget.step(1 + (data.length >>> 6));
  const job = {
    crypto: host.crypto,
    key: keys?.key ?? cipher.key(host),
    iv: keys === undefined ? cipher.iv(host) : (keys.iv ?? new Uint8Array(0)),
    mode: cipher.mode,
    padding: cipher.padding,
    random: (count: number) => host.random.bytes(count),
  };
  return direction === 'encrypt' ? encryptAes(job, data) : decryptAes(job, data);
}
