import type { Budget } from '../../../budget.ts';
import type { RsaKey } from '../../../ports/crypto.ts';
import { fromBase64 } from '../../text/base64.ts';
import { bitString, type Der, DerReader, oidText, smallInteger, tags, timeOf, unsigned } from '../asn1.ts';

/** What a certificate says (RFC 5280 §4.1). */
export interface ParsedCertificate {
  readonly version: number;
  /** Big-endian. */
  readonly serialNumber: Uint8Array;
  readonly signatureAlgorithm: string;
  readonly issuer: Der;
  readonly subject: Der;
  /** Milliseconds since 1970. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly keyAlgorithm: string;
  readonly keyParameters: Uint8Array;
  /** The subjectPublicKey as it stands: for RSA the two numbers in DER. */
  readonly publicKey: Uint8Array;
  readonly extensions: readonly Extension[];
}

export interface Extension {
  readonly oid: string;
  readonly value: Uint8Array;
}

export function parseCertificate(der: Uint8Array): ParsedCertificate {
  const body = new DerReader(der).inside(tags.sequence).inside(tags.sequence);
  const version = body.optional(tags.context0);
  const serialNumber = body.take(tags.integer).contents.slice();
  const signatureAlgorithm = oidText(body.inside(tags.sequence).take(tags.oid));
  const issuer = body.take(tags.sequence);
  const dates = body.inside(tags.sequence);
  const [notBefore, notAfter] = [timeOf(dates.next()), timeOf(dates.next())];
  const subject = body.take(tags.sequence);
  const keyInfo = body.inside(tags.sequence);
  const algorithm = keyInfo.inside(tags.sequence);
  const keyAlgorithm = oidText(algorithm.take(tags.oid));
  const keyParameters = algorithm.atEnd ? new Uint8Array(0) : algorithm.next().whole.slice();
  const publicKey = bitString(keyInfo.take(tags.bits));
  const said = version === undefined ? 0 : smallInteger(new DerReader(version.contents).take(tags.integer));
  const rest = [...body.rest()].find(({ tag }) => tag === tags.context3);
  return {
    version: said + 1,
    serialNumber,
    signatureAlgorithm,
    issuer,
    subject,
    notBefore,
    notAfter,
    keyAlgorithm,
    keyParameters,
    publicKey,
    extensions: rest === undefined ? [] : extensionsOf(rest),
  };
}

function extensionsOf(value: Der): Extension[] {
  return [...new DerReader(value.contents).inside(tags.sequence).rest()].map((each) => {
    const reader = new DerReader(each.contents);
    const oid = oidText(reader.take(tags.oid));
    // The critical flag may stand between.
    const [last] = [...reader.rest()].slice(-1);
    return { oid, value: last?.contents.slice() ?? new Uint8Array(0) };
  });
}

/** An RSAPublicKey (RFC 8017 §A.1.1). */
export function rsaPublicKey(der: Uint8Array): RsaKey {
  const reader = new DerReader(der).inside(tags.sequence);
  return { modulus: unsigned(reader.take(tags.integer)), exponent: unsigned(reader.take(tags.integer)) };
}

export const rsaAlgorithm = '1.2.840.113549.1.1.1';

/** The key in a PrivateKeyInfo (RFC 5208 §5), if it is one of RSA. */
export function rsaPrivateKey(der: Uint8Array): RsaKey | undefined {
  const reader = new DerReader(der).inside(tags.sequence);
  reader.take(tags.integer);
  if (oidText(reader.inside(tags.sequence).take(tags.oid)) !== rsaAlgorithm) return undefined;
  const key = new DerReader(reader.take(tags.octets).contents).inside(tags.sequence);
  key.take(tags.integer);
  const next = (): Uint8Array => unsigned(key.take(tags.integer));
  const [modulus, exponent, d, p, q, dp, dq, inverseQ] = [next(), next(), next(), next(), next(), next(), next(), next()];
  return { modulus, exponent, secret: { d, p, q, dp, dq, inverseQ } };
}

/** The bytes of a certificate given as DER or as PEM text. */
export function derOf(budget: Budget, bytes: Uint8Array): Uint8Array {
  if (bytes[0] !== 0x2d) return bytes;
  budget.allocate(bytes.length);
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  const found = /-----BEGIN CERTIFICATE-----([^-]*)-----END CERTIFICATE-----/.exec(text);
  return found?.[1] === undefined ? bytes : fromBase64(budget, found[1]);
}
