import { createDecipheriv, pbkdf2Sync } from 'node:crypto';
import { type Asn1, Asn1Error, child, intOf, octetsOf, oidOf, tags } from './der.ts';
import { derive, purposes } from './key-derivation.ts';
import { Pkcs12Error } from './pkcs12-error.ts';

/** More turns than this would let a file stop the process. */
const mostIterations = 1_000_000;

/** Takes the count of turns out of a file. Throws Pkcs12Error when it is unreasonable. */
export function iterationsOf(element: Asn1): number {
  const count = intOf(element);
  if (count < 1 || count > mostIterations)
    throw new Pkcs12Error('the PKCS#12 file asks for more work than opening a file may take; export it again with fewer iterations');
  return count;
}

/** PBES2 ciphers (RFC 8018 appendix B.2, NIST OIDs). */
const aes: Readonly<Record<string, { readonly name: string; readonly keyBytes: number }>> = {
  '2.16.840.1.101.3.4.1.2': { name: 'aes-128-cbc', keyBytes: 16 },
  '2.16.840.1.101.3.4.1.22': { name: 'aes-192-cbc', keyBytes: 24 },
  '2.16.840.1.101.3.4.1.42': { name: 'aes-256-cbc', keyBytes: 32 },
};

/** PBKDF2 pseudorandom functions (RFC 8018 appendix B.1). HMAC-SHA-1 is what a file means that names none. */
const prfs: Readonly<Record<string, string>> = {
  '1.2.840.113549.2.7': 'sha1',
  '1.2.840.113549.2.9': 'sha256',
  '1.2.840.113549.2.10': 'sha384',
  '1.2.840.113549.2.11': 'sha512',
};

const oids = {
  pbes2: '1.2.840.113549.1.5.13',
  pbkdf2: '1.2.840.113549.1.5.12',
  sha1And3Des: '1.2.840.113549.1.12.1.3',
  rc2: new Set(['1.2.840.113549.1.12.1.5', '1.2.840.113549.1.12.1.6']),
} as const;

const outdated = (): Pkcs12Error =>
  new Pkcs12Error(
    'the PKCS#12 file is encrypted with RC2, which is broken and not supported; export it again with AES (with OpenSSL 3: `openssl pkcs12 -legacy -in old.pfx -out all.pem -noenc`, then `openssl pkcs12 -export -in all.pem -out new.pfx`)',
  );
const unknown = (): Pkcs12Error =>
  new Pkcs12Error('the PKCS#12 file is encrypted with an algorithm that is not supported; export it again with AES-256');

/** A password as text, and as the key derivation of PKCS#12 takes it. */
export interface Password {
  readonly text: string;
  readonly hashed: Uint8Array;
}

/** Decrypts what an AlgorithmIdentifier says (RFC 8018 §6.2.2; RFC 7292 appendix C). */
export function decrypt(algorithm: Asn1, data: Uint8Array, password: Password): Buffer {
  const oid = oidOf(child(algorithm, 0));
  if (oids.rc2.has(oid)) throw outdated();
  if (oid === oids.pbes2) return decryptPbes2(child(algorithm, 1, tags.sequence), data, password);
  if (oid === oids.sha1And3Des) return decrypt3Des(child(algorithm, 1, tags.sequence), data, password);
  throw unknown();
}

/** Refuses a key that OpenSSL could not open, or that would keep it busy, before it is asked. */
export function checkKeyEncryption(algorithm: Asn1): void {
  const oid = oidOf(child(algorithm, 0));
  if (oids.rc2.has(oid)) throw outdated();
  const parameters = child(algorithm, 1, tags.sequence);
  if (oid === oids.pbes2) iterationsOf(child(child(child(parameters, 0, tags.sequence), 1, tags.sequence), 1));
  else if (oid === oids.sha1And3Des) iterationsOf(child(parameters, 1));
  else throw unknown();
}

function decryptPbes2(parameters: Asn1, data: Uint8Array, password: Password): Buffer {
  const derivation = child(parameters, 0, tags.sequence);
  const scheme = child(parameters, 1, tags.sequence);
  const cipher = aes[oidOf(child(scheme, 0))];
  if (oidOf(child(derivation, 0)) !== oids.pbkdf2 || cipher === undefined) throw unknown();
  const settings = child(derivation, 1, tags.sequence);
  const salt = octetsOf(child(settings, 0, tags.octets));
  const iterations = iterationsOf(child(settings, 1));
  const named = settings.children.find(({ tag }) => tag === tags.sequence);
  const digest = named === undefined ? 'sha1' : prfs[oidOf(child(named, 0))];
  if (digest === undefined) throw unknown();
  const key = pbkdf2Sync(Buffer.from(password.text, 'utf8'), salt, iterations, cipher.keyBytes, digest);
  return run(cipher.name, key, octetsOf(child(scheme, 1, tags.octets)), data);
}

function decrypt3Des(parameters: Asn1, data: Uint8Array, password: Password): Buffer {
  const salt = octetsOf(child(parameters, 0, tags.octets));
  const iterations = iterationsOf(child(parameters, 1));
  const make = (purpose: number, length: number): Buffer =>
    derive({ name: 'sha1', block: 64 }, password.hashed, salt, iterations, purpose, length);
  return run('des-ede3-cbc', make(purposes.key, 24), make(purposes.iv, 8), data);
}

function run(cipher: string, key: Uint8Array, iv: Uint8Array, data: Uint8Array): Buffer {
  try {
    const decipher = createDecipheriv(cipher, key, iv);
    return Buffer.concat([decipher.update(data), decipher.final()]);
  } catch {
    throw new Asn1Error();
  }
}
