import type { Crypto } from '../../ports/crypto.ts';
import { NetException } from '../values.ts';

/** How blocks follow each other, and how the last one is filled up: the numbers of CipherMode and PaddingMode. */
export const modes = { cbc: 1, ecb: 2 } as const;
export const paddings = { none: 1, pkcs7: 2, zeros: 3, ansiX923: 4, iso10126: 5 } as const;

const block = 16;

const failed = (text: string): never => {
  throw new NetException('System.Security.Cryptography.CryptographicException', text);
};

/** What one operation needs. */
export interface AesJob {
  readonly crypto: Crypto;
  readonly key: Uint8Array;
  readonly iv: Uint8Array;
  readonly mode: number;
  readonly padding: number;
  /** Random bytes for ISO 10126. */
  readonly random: (count: number) => Uint8Array;
}

function check({ key, iv, mode }: AesJob): void {
  if (key.length !== 16 && key.length !== 24 && key.length !== 32) failed('Specified key is not a valid size for this algorithm.');
  if (mode !== modes.cbc && mode !== modes.ecb) failed('Specified cipher mode is not valid for this algorithm.');
  if (mode === modes.cbc && iv.length !== block)
    failed('Specified initialization vector (IV) does not match the block size for this algorithm.');
}

/** Whole blocks in CBC without padding: the port adds a block of padding, which is cut off. */
const encryptBlocks = ({ crypto, key }: AesJob, iv: Uint8Array, data: Uint8Array): Uint8Array =>
  crypto.encryptAes(key, iv, data).slice(0, data.length);

/** The port wants padding, so that a block is added which decrypts to nothing but padding. */
function decryptBlocks({ crypto, key }: AesJob, iv: Uint8Array, data: Uint8Array): Uint8Array {
  if (data.length === 0) return data;
  const last = crypto.encryptAes(key, data.slice(-block), new Uint8Array(0));
  const longer = new Uint8Array(data.length + block);
  longer.set(data);
  longer.set(last, data.length);
  return Uint8Array.from(crypto.decryptAes(key, iv, longer));
}

/** Electronic code book: every block on its own. */
function eachBlock(data: Uint8Array, change: (part: Uint8Array) => Uint8Array): Uint8Array {
  const out = new Uint8Array(data.length);
  for (let i = 0; i < data.length; i += block) out.set(change(data.slice(i, i + block)), i);
  return out;
}

function padded({ padding, random }: AesJob, data: Uint8Array): Uint8Array {
  const rest = data.length % block;
  const missing = padding === paddings.none || padding === paddings.zeros ? (rest === 0 ? 0 : block - rest) : block - rest;
  if (padding === paddings.none && missing > 0) failed('The input data is not a complete block.');
  if (missing === 0) return data;
  const out = new Uint8Array(data.length + missing);
  out.set(data);
  if (padding === paddings.pkcs7) out.fill(missing, data.length);
  if (padding === paddings.iso10126) out.set(random(missing), data.length);
  if (padding !== paddings.zeros) out[out.length - 1] = missing;
  return out;
}

function unpadded({ padding }: AesJob, data: Uint8Array): Uint8Array {
  if (padding === paddings.none || padding === paddings.zeros) return data;
  const count = data[data.length - 1] ?? 0;
  const filler = data.subarray(data.length - count, data.length - 1);
  const wanted = padding === paddings.pkcs7 ? count : 0;
  const isRight =
    count >= 1 && count <= block && count <= data.length && (padding === paddings.iso10126 || filler.every((byte) => byte === wanted));
  return isRight ? data.slice(0, data.length - count) : failed('Padding is invalid and cannot be removed.');
}

/** AES (FIPS 197) with every padding of .NET, in CBC or ECB. Throws CryptographicException. */
export function encryptAes(job: AesJob, data: Uint8Array): Uint8Array {
  check(job);
  const whole = padded(job, data);
  const iv = new Uint8Array(block);
  return job.mode === modes.cbc ? encryptBlocks(job, job.iv, whole) : eachBlock(whole, (part) => encryptBlocks(job, iv, part));
}

export function decryptAes(job: AesJob, data: Uint8Array): Uint8Array {
  check(job);
  if (data.length % block !== 0) failed('The input data is not a complete block.');
  const iv = new Uint8Array(block);
  const whole = job.mode === modes.cbc ? decryptBlocks(job, job.iv, data) : eachBlock(data, (part) => decryptBlocks(job, iv, part));
  return data.length === 0 ? data : unpadded(job, whole);
}
