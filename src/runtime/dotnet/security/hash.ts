import type { Host } from '../../host.ts';
import type { HashName } from '../../ports/crypto.ts';
import { argument, argumentNull, outOfRange } from '../failures.ts';
import { type RuntimeType, runtimeType } from '../runtime-type.ts';
import { NetException, netType } from '../values.ts';

/** The bytes of a digest. */
const sizes: Readonly<Record<HashName, number>> = { MD5: 16, SHA1: 20, SHA256: 32, SHA384: 48, SHA512: 64 };

/** System.Security.Cryptography.HashAlgorithm: a digest, keyed or not. `typeName` is the short .NET name of the class. */
export class HashAlgorithm {
  readonly hash: HashName;
  readonly #type: RuntimeType;
  #key: Uint8Array | undefined;
  #last: Uint8Array | null = null;
  #disposed = false;

  constructor(typeName: string, hash: HashName, key?: Uint8Array) {
    this.#type = runtimeType(`System.Security.Cryptography.${typeName}`);
    this.hash = hash;
    this.#key = key;
  }

  get [netType](): RuntimeType {
    return this.#type;
  }

  /** In bits. */
  get size(): number {
    return sizes[this.hash] * 8;
  }

  /** The key; a copy, as .NET gives it. */
  get key(): Uint8Array {
    return this.#key?.slice() ?? new Uint8Array(0);
  }

  set key(value: Uint8Array | null) {
    this.#key = value?.slice() ?? argumentNull('value');
  }

  /** The digest that was computed last, or null. */
  get last(): Uint8Array | null {
    return this.#last?.slice() ?? null;
  }

  compute(host: Host, bytes: Uint8Array | null, start = 0, count = bytes?.length ?? 0): Uint8Array {
    if (bytes === null) argumentNull('buffer');
    if (start < 0) outOfRange('offset', 'Non-negative number required.');
    if (count < 0 || count > bytes.length) argument('Value was invalid.');
    if (bytes.length - count < start)
      argument(
        'Offset and length were out of bounds for the array or count is greater than the number of elements from index to the end of the source collection.',
      );
    if (this.#disposed) throw new NetException('System.ObjectDisposedException', 'Cannot access a disposed object.');
    const data = bytes.subarray(start, start + count);
    host.budget.step(1 + (data.length >>> 6));
    host.budget.allocate(sizes[this.hash]);
    const digest = this.#key === undefined ? host.crypto.digest(this.hash, data) : host.crypto.hmac(this.hash, this.#key, data);
    this.#last = Uint8Array.from(digest);
    return this.#last.slice();
  }

  dispose(): void {
    this.#disposed = true;
    this.#key = this.#key && new Uint8Array(0);
  }

  toString(): string {
    return this.#type.name;
  }
}

/** Names that HashAlgorithm.Create knows, in lower case. */
const names: ReadonlyMap<string, HashName> = new Map<string, HashName>([
  ['md5', 'MD5'],
  ['sha', 'SHA1'],
  ['sha1', 'SHA1'],
  ['sha-256', 'SHA256'],
  ['sha256', 'SHA256'],
  ['sha-384', 'SHA384'],
  ['sha384', 'SHA384'],
  ['sha-512', 'SHA512'],
  ['sha512', 'SHA512'],
]);

/** A digest by name (`SHA256`, `SHA-256`, `System.Security.Cryptography.SHA256`); null when there is none, as in .NET. */
export function hashByName(name: string | null): HashAlgorithm | null {
  if (name === null) argumentNull('name');
  const hash = names.get(name.toLowerCase().replace('system.security.cryptography.', ''));
  return hash === undefined ? null : new HashAlgorithm(hash, hash);
}

/** A keyed digest by name (`HMACSHA256`); null when there is none. The key is random. */
export function hmacByName(host: Host, name: string | null): HashAlgorithm | null {
  if (name === null) argumentNull('name');
  const hash = names.get(name.toLowerCase().replace('system.security.cryptography.', '').replace('hmac', ''));
  return hash === undefined ? null : keyed(host, hash);
}

/** A keyed digest; without a key one is made up, as long as a block of the digest. */
export function keyed(host: Host, hash: HashName, key?: Uint8Array | null): HashAlgorithm {
  if (key === null) argumentNull('key');
  return new HashAlgorithm(`HMAC${hash}`, hash, key?.slice() ?? host.random.bytes(sizes[hash] > 32 ? 128 : 64));
}
