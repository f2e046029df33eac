import { dotnetType, member } from '../define.ts';
import { RSAParameters } from './rsa/parameters.ts';

type Bytes = Uint8Array | null;
type Part = 'd' | 'dp' | 'dq' | 'exponent' | 'inverseQ' | 'modulus' | 'p' | 'q';

const get =
  (part: Part) =>
  (parameters: RSAParameters): Bytes =>
    parameters[part];
const set =
  (part: Part) =>
  (parameters: RSAParameters, bytes: Bytes): void => {
    parameters[part] = bytes;
  };

export const RSAParameters_ = dotnetType('struct System.Security.Cryptography.RSAParameters', 'The numbers of an RSA key, big-endian.', {
  create: member('RSAParameters()', () => new RSAParameters(), 'No numbers yet.'),
  d: member('byte[] D { get; }', get('d'), 'The private exponent.'),
  setD: member('byte[] D { set; }', set('d'), 'Sets the private exponent.'),
  dp: member('byte[] DP { get; }', get('dp'), 'D mod (P - 1).'),
  setDp: member('byte[] DP { set; }', set('dp'), 'Sets D mod (P - 1).'),
  dq: member('byte[] DQ { get; }', get('dq'), 'D mod (Q - 1).'),
  setDq: member('byte[] DQ { set; }', set('dq'), 'Sets D mod (Q - 1).'),
  exponent: member('byte[] Exponent { get; }', get('exponent'), 'The public exponent.'),
  setExponent: member('byte[] Exponent { set; }', set('exponent'), 'Sets the public exponent.'),
  inverseQ: member('byte[] InverseQ { get; }', get('inverseQ'), 'The inverse of Q mod P.'),
  setInverseQ: member('byte[] InverseQ { set; }', set('inverseQ'), 'Sets the inverse of Q mod P.'),
  modulus: member('byte[] Modulus { get; }', get('modulus'), 'The modulus.'),
  setModulus: member('byte[] Modulus { set; }', set('modulus'), 'Sets the modulus.'),
  p: member('byte[] P { get; }', get('p'), 'The first prime.'),
  setP: member('byte[] P { set; }', set('p'), 'Sets the first prime.'),
  q: member('byte[] Q { get; }', get('q'), 'The second prime.'),
  setQ: member('byte[] Q { set; }', set('q'), 'Sets the second prime.'),
});
