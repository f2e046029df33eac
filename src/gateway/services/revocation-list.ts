import { type KeyObject, verify, type X509Certificate } from 'node:crypto';
import { type Asn1, Asn1Error, child, oidOf, readAsn1, tags } from './pkcs12/der.ts';

/** A certificate revocation list (RFC 5280 §5). */
export interface RevocationList {
  /** Milliseconds since 1970 from which it no longer counts; undefined where it does not say. */
  readonly nextUpdate: number | undefined;
  /** Serial numbers, upper-case hexadecimal without leading zeros. */
  readonly revoked: ReadonlySet<string>;
  /** Whether this authority made it, by name and signature. */
  isOf(authority: X509Certificate): boolean;
}

/** The bytes are no revocation list, or one of a kind that is not understood. */
export class RevocationListError extends Error {
  constructor(text: string) {
    super(text);
    this.name = 'RevocationListError';
  }
}

/** Reads the lists of a file: DER, or any number of them in PEM. Throws {@link RevocationListError}. */
export function readRevocationLists(bytes: Uint8Array): readonly RevocationList[] {
  const text = Buffer.from(bytes).toString('latin1');
  const blocks = [...text.matchAll(/-----BEGIN X509 CRL-----([\s\S]*?)-----END X509 CRL-----/g)];
  if (blocks.length === 0) return [read(bytes)];
  return blocks.map(([, block = '']) => read(Buffer.from(block, 'base64')));
}

function read(bytes: Uint8Array): RevocationList {
  try {
    return parse(readAsn1(bytes));
  } catch (error) {
    if (error instanceof Asn1Error) throw new RevocationListError('the revocation list is damaged');
    throw error;
  }
}

const times: ReadonlySet<number> = new Set([0x17, 0x18]);

/** CertificateList ::= SEQUENCE { tbsCertList, signatureAlgorithm, signatureValue } */
function parse(list: Asn1): RevocationList {
  const body = child(list, 0, tags.sequence);
  // Version 1 has no number.
  const fields = body.children[0]?.tag === tags.integer ? body.children.slice(1) : body.children;
  const [, issuer, , ...rest] = fields;
  if (issuer?.tag !== tags.sequence) throw new Asn1Error();
  const nextUpdate = rest[0] !== undefined && times.has(rest[0].tag) ? timeOf(rest.shift()) : undefined;
  const entries = rest[0]?.tag === tags.sequence ? (rest.shift()?.children ?? []) : [];
  const extensions = rest[0]?.children[0]?.children ?? [];
  refuseCritical([...extensions, ...entries.flatMap((entry) => entry.children[2]?.children ?? [])]);
  const algorithm = oidOf(child(child(list, 1), 0, tags.oid));
  const signature = child(list, 2, 0x03).content.subarray(1);
  return {
    nextUpdate,
    revoked: new Set(entries.map((entry) => serialOf(child(entry, 0, tags.integer)))),
    isOf: (authority) => isSubject(authority, issuer) && isSigned(body, algorithm, signature, authority.publicKey),
  };
}

/** RFC 5280 §5.2: a list with a critical extension that is not understood, such as an indirect or a partial one, says something else. */
function refuseCritical(extensions: readonly Asn1[]): void {
  if (extensions.some(({ children }) => children[1]?.tag === 0x01 && children[1].content[0] !== 0))
    throw new RevocationListError('the revocation list is indirect or partial, which is not understood');
}

export const serialOf = ({ content }: Pick<Asn1, 'content'>): string => plainSerial(Buffer.from(content).toString('hex'));

/** A serial number as it is compared. */
export const plainSerial = (serial: string): string =>
  serial
    .replace(/[^0-9a-f]/gi, '')
    .replace(/^0+(?=.)/, '')
    .toUpperCase();

/** UTCTime has two digits for the year, 1950 to 2049 (RFC 5280 §5.1.2.4). */
function timeOf(element: Asn1 | undefined): number {
  const text = Buffer.from(element?.content ?? []).toString('latin1');
  const digits = element?.tag === 0x17 ? `${Number(text.slice(0, 2)) < 50 ? '20' : '19'}${text}` : text;
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(digits) ?? [];
  if (year === undefined) throw new Asn1Error();
  return Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
}

/** The subject of a certificate: tbsCertificate { [0] version, serial, algorithm, issuer, validity, subject, … }. */
function isSubject(authority: X509Certificate, name: Asn1): boolean {
  const fields = child(readAsn1(authority.raw), 0, tags.sequence).children;
  const subject = fields[(fields[0]?.tag ?? 0) === 0xa0 ? 5 : 4];
  return subject !== undefined && Buffer.compare(subject.whole, name.whole) === 0;
}

/** RFC 4055, RFC 5758. What is missing here is SHA-1, which proves nothing any more, and PSS. */
const hashes: Readonly<Record<string, string | null>> = {
  '1.2.840.113549.1.1.11': 'sha256',
  '1.2.840.113549.1.1.12': 'sha384',
  '1.2.840.113549.1.1.13': 'sha512',
  '1.2.840.10045.4.3.2': 'sha256',
  '1.2.840.10045.4.3.3': 'sha384',
  '1.2.840.10045.4.3.4': 'sha512',
  '1.3.101.112': null,
};

function isSigned({ whole }: Asn1, algorithm: string, signature: Uint8Array, key: KeyObject): boolean {
  const hash = hashes[algorithm];
  if (hash === undefined) return false;
  try {
    return verify(hash, whole, key, signature);
  } catch {
    return false;
  }
}
