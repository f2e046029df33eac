import type { RsaKey } from '../../../ports/crypto.ts';
import { type RuntimeType, runtimeType } from '../../runtime-type.ts';
import { netType } from '../../values.ts';
import { cryptographic } from '../failures.ts';

type Bytes = Uint8Array | null;

/** System.Security.Cryptography.RSAParameters: the numbers of a key, each possibly missing. */
export class RSAParameters {
  d: Bytes = null;
  dp: Bytes = null;
  dq: Bytes = null;
  exponent: Bytes = null;
  inverseQ: Bytes = null;
  modulus: Bytes = null;
  p: Bytes = null;
  q: Bytes = null;

  get [netType](): RuntimeType {
    return PARAMETERS;
  }

  toString(): string {
    return PARAMETERS.name;
  }
}

const PARAMETERS = runtimeType('System.Security.Cryptography.RSAParameters', new RSAParameters());

/** The sizes that .NET takes, in bits. */
export const smallest = 384;
export const largest = 16_384;

const copy = (bytes: Bytes): Uint8Array => bytes?.slice() ?? new Uint8Array(0);

/** The key that parameters stand for; a CryptographicException where they are none. */
export function keyOf({ modulus, exponent, d, dp, dq, inverseQ, p, q }: RSAParameters): RsaKey {
  const bad = (): never => cryptographic('The specified RSA parameters are not valid; both Exponent and Modulus are required fields.');
  if (modulus === null || exponent === null || modulus.length === 0 || exponent.length === 0) return bad();
  if (modulus.length * 8 < smallest || modulus.length * 8 > largest) cryptographic('Specified key is not a valid size for this algorithm.');
  const key = { modulus: copy(modulus), exponent: copy(exponent) };
  const rest = [dp, dq, inverseQ, p, q];
  if (d === null) return rest.every((part) => part === null) ? key : bad();
  if (rest.some((part) => part === null)) return bad();
  return { ...key, secret: { d: copy(d), dp: copy(dp), dq: copy(dq), inverseQ: copy(inverseQ), p: copy(p), q: copy(q) } };
}

/** The parameters of a key, with its private part if that is asked for and there. */
export function parametersOf({ modulus, exponent, secret }: RsaKey, withSecret: boolean): RSAParameters {
  const parameters = Object.assign(new RSAParameters(), { modulus: copy(modulus), exponent: copy(exponent) });
  if (!withSecret) return parameters;
  if (secret === undefined) return cryptographic('The key does not have a private part to export.');
  const half = Math.ceil(modulus.length / 2);
  // .NET gives every number at its full length.
  const { d, dp, dq, inverseQ, p, q } = secret;
  const parts = { d: filled(d, modulus.length), dp: filled(dp, half), dq: filled(dq, half), inverseQ: filled(inverseQ, half) };
  return Object.assign(parameters, parts, { p: filled(p, half), q: filled(q, half) });
}

function filled(bytes: Uint8Array, length: number): Uint8Array {
  const whole = new Uint8Array(Math.max(length, bytes.length));
  whole.set(bytes, whole.length - bytes.length);
  return whole;
}
