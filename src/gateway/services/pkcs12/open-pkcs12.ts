import { createHmac, createPrivateKey, type KeyObject, timingSafeEqual } from 'node:crypto';
import { type Asn1, Asn1Error, child, octetsOf, oidOf, readAsn1, tags } from './der.ts';
import { checkKeyEncryption, decrypt, iterationsOf, type Password } from './encryption.ts';
import { bmpPassword, derive, purposes } from './key-derivation.ts';
import { Pkcs12Error } from './pkcs12-error.ts';

/** What a container holds: private keys, and certificates as DER. */
export interface Pkcs12 {
  readonly keys: readonly KeyObject[];
  readonly certificates: readonly Uint8Array[];
}

const oids = {
  data: '1.2.840.113549.1.7.1',
  encryptedData: '1.2.840.113549.1.7.6',
  keyBag: '1.2.840.113549.1.12.10.1.1',
  shroudedKeyBag: '1.2.840.113549.1.12.10.1.2',
  certBag: '1.2.840.113549.1.12.10.1.3',
  safeContentsBag: '1.2.840.113549.1.12.10.1.6',
  x509Certificate: '1.2.840.113549.1.9.22.1',
} as const;

/** Digests of the integrity check, with their block sizes. */
const digests: Readonly<Record<string, { readonly name: string; readonly block: number; readonly length: number }>> = {
  '1.3.14.3.2.26': { name: 'sha1', block: 64, length: 20 },
  '2.16.840.1.101.3.4.2.1': { name: 'sha256', block: 64, length: 32 },
  '2.16.840.1.101.3.4.2.2': { name: 'sha384', block: 128, length: 48 },
  '2.16.840.1.101.3.4.2.3': { name: 'sha512', block: 128, length: 64 },
};

/**
 * Opens a PKCS#12 container that is sealed with a password (RFC 7292): its integrity is checked first, then keys and certificates are
 * decrypted, all of it with Node's own cryptography. Throws {@link Pkcs12Error}.
 */
export function openPkcs12(bytes: Uint8Array, password: string): Pkcs12 {
  try {
    const container = readAsn1(bytes);
    const content = contentOf(child(container, 1, tags.sequence));
    const secret = checkIntegrity(container.children[2], content, password);
    const keys: KeyObject[] = [];
    const certificates: Uint8Array[] = [];
    for (const part of readAsn1(content).children)
      readSafe(safeOf(part, { text: password, hashed: secret }), password, keys, certificates, 0);
    return { keys, certificates };
  } catch (error) {
    if (error instanceof Asn1Error) throw new Pkcs12Error('the certificate is no PKCS#12 file, or is damaged');
    throw error;
  }
}

/** The bytes of a ContentInfo of type data. */
function contentOf(info: Asn1): Uint8Array {
  if (oidOf(child(info, 0)) !== oids.data)
    throw new Pkcs12Error('the PKCS#12 file is sealed with a public key; export it with a password instead');
  return octetsOf(child(child(info, 1), 0));
}

/**
 * MacData (RFC 7292 §4, appendix B). A wrong password shows here, before anything is decrypted with it. Returns the password in the
 * form that the file was written with.
 */
function checkIntegrity(mac: Asn1 | undefined, content: Uint8Array, password: string): Uint8Array {
  if (mac === undefined) throw new Pkcs12Error('the PKCS#12 file has no integrity check; export it with a password');
  const info = child(mac, 0, tags.sequence);
  const digest = digests[oidOf(child(child(info, 0, tags.sequence), 0))];
  if (digest === undefined)
    throw new Pkcs12Error('the integrity check of the PKCS#12 file uses an algorithm that is not supported; export it with SHA-256');
  const expected = octetsOf(child(info, 1, tags.octets));
  const salt = octetsOf(child(mac, 1, tags.octets));
  const rounds = mac.children[2] === undefined ? 1 : iterationsOf(mac.children[2]);
  // No password at all and an empty one are hashed differently, and files without a password have been written in both ways.
  const secrets = password === '' ? [bmpPassword(''), new Uint8Array(0)] : [bmpPassword(password)];
  const right = secrets.find((secret) => {
    const key = derive(digest, secret, salt, rounds, purposes.mac, digest.length);
    const actual = createHmac(digest.name, key).update(content).digest();
    return actual.length === expected.length && timingSafeEqual(actual, expected);
  });
  if (right === undefined) throw new Pkcs12Error('the password does not open the PKCS#12 file');
  return right;
}

/** The SafeContents in a ContentInfo, decrypted where it is encrypted. */
function safeOf(info: Asn1, password: Password): Asn1 {
  const type = oidOf(child(info, 0));
  if (type === oids.data) return readAsn1(contentOf(info));
  if (type !== oids.encryptedData)
    throw new Pkcs12Error('a part of the PKCS#12 file is sealed with a public key; export it with a password instead');
  const encrypted = child(child(child(info, 1), 0, tags.sequence), 1, tags.sequence);
  return readAsn1(decrypt(child(encrypted, 1, tags.sequence), octetsOf(child(encrypted, 2)), password));
}

function readSafe(safe: Asn1, password: string, keys: KeyObject[], certificates: Uint8Array[], depth: number): void {
  if (depth > 4) throw new Asn1Error();
  for (const bag of safe.children) {
    const value = child(child(bag, 1), 0);
    switch (oidOf(child(bag, 0))) {
      case oids.keyBag:
        keys.push(privateKey(value.whole, undefined));
        break;
      case oids.shroudedKeyBag:
        checkKeyEncryption(child(value, 0, tags.sequence));
        keys.push(privateKey(value.whole, password));
        break;
      case oids.certBag:
        if (oidOf(child(value, 0)) === oids.x509Certificate) certificates.push(octetsOf(child(child(value, 1), 0)));
        break;
      case oids.safeContentsBag:
        readSafe(value, password, keys, certificates, depth + 1);
        break;
      default:
      // Revocation lists and secrets: nothing that is shown to a server.
    }
  }
}

/** A PKCS#8 key (RFC 5958), which OpenSSL decrypts by itself. */
function privateKey(der: Uint8Array, passphrase: string | undefined): KeyObject {
  try {
    return createPrivateKey({ key: Buffer.from(der), format: 'der', type: 'pkcs8', ...(passphrase === undefined ? {} : { passphrase }) });
  } catch {
    throw new Pkcs12Error('the private key in the PKCS#12 file cannot be read');
  }
}
