import type { Host } from '../../../host.ts';
import type { HashName, RsaKey } from '../../../ports/crypto.ts';
import { encodeUtf8 } from '../../../utf8.ts';
import { type Der, DerReader, oidText, smallInteger, tags } from '../asn1.ts';
import { cryptographic, orCryptographic } from '../failures.ts';
import { rsaPrivateKey } from './parse.ts';
import { passwordBytes, pkcs12Key, sameBytes } from './pkcs12-key.ts';

/** What a PFX file holds that matters here: the first certificate, and the first RSA key. */
export interface Pfx {
  readonly certificate: Uint8Array | undefined;
  readonly key: RsaKey | undefined;
}

const oids = {
  data: '1.2.840.113549.1.7.1',
  encryptedData: '1.2.840.113549.1.7.6',
  keyBag: '1.2.840.113549.1.12.10.1.1',
  shroudedKeyBag: '1.2.840.113549.1.12.10.1.2',
  certBag: '1.2.840.113549.1.12.10.1.3',
  pbes2: '1.2.840.113549.1.5.13',
  pbkdf2: '1.2.840.113549.1.5.12',
  sha1TripleDes: '1.2.840.113549.1.12.1.3',
  tripleDes: '1.2.840.113549.3.7',
} as const;

const macHashes: ReadonlyMap<string, HashName> = new Map([
  ['1.3.14.3.2.26', 'SHA1'],
  ['2.16.840.1.101.3.4.2.1', 'SHA256'],
  ['2.16.840.1.101.3.4.2.2', 'SHA384'],
  ['2.16.840.1.101.3.4.2.3', 'SHA512'],
]);

const pseudoRandom: ReadonlyMap<string, HashName> = new Map([
  ['1.2.840.113549.2.7', 'SHA1'],
  ['1.2.840.113549.2.9', 'SHA256'],
  ['1.2.840.113549.2.10', 'SHA384'],
  ['1.2.840.113549.2.11', 'SHA512'],
]);

/** The lengths of AES keys, by the identifier of AES in CBC mode. */
const aes: ReadonlyMap<string, number> = new Map([
  ['2.16.840.1.101.3.4.1.2', 16],
  ['2.16.840.1.101.3.4.1.22', 24],
  ['2.16.840.1.101.3.4.1.42', 32],
]);

const wrongPassword = (): never => cryptographic('The specified network password is not correct.');
const unknownCipher = (oid: string): never =>
  cryptographic(`The file is encrypted in a way that is not supported (${oid}); AES and triple DES are.`);

/** True for what begins like a PFX: a sequence whose first value is the version 3. */
export function isPfx(bytes: Uint8Array): boolean {
  try {
    return smallInteger(new DerReader(bytes).inside(tags.sequence).take(tags.integer)) === 3;
  } catch {
    return false;
  }
}

/** Reads a PFX (RFC 7292): checks its MAC with the password, decrypts what is encrypted. */
export function readPfx(host: Host, bytes: Uint8Array, password: string | null): Pfx {
  const outer = new DerReader(bytes).inside(tags.sequence);
  outer.take(tags.integer);
  const content = outer.inside(tags.sequence);
  if (oidText(content.take(tags.oid)) !== oids.data) cryptographic('The file is signed with a key instead of a password.');
  const safe = octets(content.take(tags.context0));
  if (!outer.atEnd) checkMac(host, outer.take(tags.sequence), safe, password);
  let [certificate, key]: [Uint8Array | undefined, RsaKey | undefined] = [undefined, undefined];
  for (const info of new DerReader(safe).inside(tags.sequence).rest())
    for (const bag of bagsIn(host, info, password)) {
      certificate ??= certificateIn(bag);
      key ??= keyIn(host, bag, password);
    }
  return { certificate, key };
}

/** The contents of an OCTET STRING behind a tag of its own. */
const octets = (wrapper: Der): Uint8Array => new DerReader(wrapper.contents).take(tags.octets).contents;

function checkMac(host: Host, mac: Der, safe: Uint8Array, password: string | null): void {
  const reader = new DerReader(mac.contents);
  const digestInfo = reader.inside(tags.sequence);
  const hash = macHashes.get(oidText(digestInfo.inside(tags.sequence).take(tags.oid)));
  const wanted = digestInfo.take(tags.octets).contents;
  const salt = reader.take(tags.octets).contents;
  const iterations = reader.atEnd ? 1 : smallInteger(reader.take(tags.integer));
  if (hash === undefined) throw cryptographic('The file is protected by a digest that is not supported.');
  const key = pkcs12Key(host, { hash, purpose: 3, password: passwordBytes(password), salt, iterations, length: wanted.length });
  host.budget.step(1 + (safe.length >>> 6));
  if (!sameBytes(host.crypto.hmac(hash, key, safe), wanted)) wrongPassword();
}

/** The bags of one part of the file, decrypted. */
function bagsIn(host: Host, info: Der, password: string | null): Bag[] {
  const reader = new DerReader(info.contents);
  const type = oidText(reader.take(tags.oid));
  const content = reader.take(tags.context0);
  if (type === oids.data) return bags(octets(content));
  if (type !== oids.encryptedData) return [];
  const encrypted = new DerReader(content.contents).inside(tags.sequence);
  encrypted.take(tags.integer);
  const what = encrypted.inside(tags.sequence);
  what.take(tags.oid);
  const algorithm = what.take(tags.sequence);
  return bags(decrypt(host, algorithm, what.next().contents, password));
}

interface Bag {
  readonly type: string;
  readonly value: Der;
}

const bags = (safeContents: Uint8Array): Bag[] =>
  [...new DerReader(safeContents).inside(tags.sequence).rest()].map((bag) => {
    const reader = new DerReader(bag.contents);
    return { type: oidText(reader.take(tags.oid)), value: reader.take(tags.context0) };
  });

function certificateIn({ type, value }: Bag): Uint8Array | undefined {
  if (type !== oids.certBag) return undefined;
  const inside = new DerReader(value.contents).inside(tags.sequence);
  inside.take(tags.oid);
  return octets(inside.take(tags.context0)).slice();
}

function keyIn(host: Host, { type, value }: Bag, password: string | null): RsaKey | undefined {
  if (type === oids.keyBag) return rsaPrivateKey(value.contents);
  if (type !== oids.shroudedKeyBag) return undefined;
  const encrypted = new DerReader(value.contents).inside(tags.sequence);
  const algorithm = encrypted.take(tags.sequence);
  return rsaPrivateKey(decrypt(host, algorithm, encrypted.take(tags.octets).contents, password));
}

function decrypt(host: Host, algorithm: Der, data: Uint8Array, password: string | null): Uint8Array {
  const reader = new DerReader(algorithm.contents);
  const scheme = oidText(reader.take(tags.oid));
  const parameters = reader.inside(tags.sequence);
  host.budget.step(1 + (data.length >>> 6));
  host.budget.allocate(data.length);
  if (scheme === oids.pbes2) return decryptPbes2(host, parameters, data, password);
  if (scheme !== oids.sha1TripleDes) return unknownCipher(scheme);
  const salt = parameters.take(tags.octets).contents;
  const iterations = smallInteger(parameters.take(tags.integer));
  const how = { hash: 'SHA1', password: passwordBytes(password), salt, iterations } as const;
  const key = pkcs12Key(host, { ...how, purpose: 1, length: 24 });
  const iv = pkcs12Key(host, { ...how, purpose: 2, length: 8 });
  return orCryptographic(badDecrypt, () => host.crypto.decryptTripleDes(key, iv, data));
}

const badDecrypt = 'The specified network password is not correct.';

/** PBES2 with PBKDF2 (RFC 8018 §6.2), which newer tools write. */
function decryptPbes2(host: Host, parameters: DerReader, data: Uint8Array, password: string | null): Uint8Array {
  const derivation = parameters.inside(tags.sequence);
  const kind = oidText(derivation.take(tags.oid));
  if (kind !== oids.pbkdf2) return unknownCipher(kind);
  const pbkdf2 = derivation.inside(tags.sequence);
  const salt = pbkdf2.take(tags.octets).contents;
  const iterations = smallInteger(pbkdf2.take(tags.integer));
  pbkdf2.optional(tags.integer);
  const prf = pbkdf2.optional(tags.sequence);
  const hash = prf === undefined ? 'SHA1' : pseudoRandom.get(oidText(new DerReader(prf.contents).take(tags.oid)));
  const cipher = parameters.inside(tags.sequence);
  const cipherId = oidText(cipher.take(tags.oid));
  const iv = cipher.take(tags.octets).contents;
  const length = cipherId === oids.tripleDes ? 24 : aes.get(cipherId);
  if (hash === undefined || length === undefined) return unknownCipher(cipherId);
  // A round is two blocks of the digest; the library's own speed is some ten times that of a step.
  host.budget.step(Math.ceil(iterations / 4));
  const key = host.crypto.pbkdf2(hash, encodeUtf8(password ?? ''), salt, iterations, length);
  return orCryptographic(badDecrypt, () =>
    cipherId === oids.tripleDes ? host.crypto.decryptTripleDes(key, iv, data) : host.crypto.decryptAes(key, iv, data),
  );
}
