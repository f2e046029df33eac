import { createPublicKey, generateKeyPairSync, type KeyObject, sign, X509Certificate } from 'node:crypto';
import type { CertificateInfo, ClientCertificate } from '../../src/runtime/ports/certificates.ts';
import { Secret } from '../../src/runtime/ports/credential-source.ts';

/** What a certificate of a test says. */
export interface CertificateWish {
  /** Attributes from the least specific to the most, such as `[['O', 'Contoso'], ['CN', 'client']]`. */
  readonly subject: readonly (readonly [name: keyof typeof attributes, value: string])[];
  readonly dnsNames?: readonly string[];
  /** Default: a day ago. */
  readonly notBefore?: Date;
  /** Default: a day from now. */
  readonly notAfter?: Date;
  readonly serial?: number;
  readonly isAuthority?: boolean;
  readonly key?: 'rsa' | 'ec';
  /** Who signs; without one, the certificate signs itself. */
  readonly issuer?: MadeCertificate;
}

/** A certificate with its keys. */
export interface MadeCertificate {
  readonly wish: CertificateWish;
  readonly der: Buffer;
  readonly pem: string;
  readonly x509: X509Certificate;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

const attributes = { C: '2.5.4.6', ST: '2.5.4.8', L: '2.5.4.7', O: '2.5.4.10', OU: '2.5.4.11', CN: '2.5.4.3' } as const;
const day = 86_400_000;

/** Makes an X.509 v3 certificate (RFC 5280 §4.1). */
export function makeCertificate(wish: CertificateWish): MadeCertificate {
  const { privateKey, publicKey } =
    wish.key === 'rsa' ? generateKeyPairSync('rsa', { modulusLength: 2048 }) : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const signer = wish.issuer?.privateKey ?? privateKey;
  const algorithm = signatureAlgorithm(signer);
  const extensions = [
    ...(wish.isAuthority === true ? [sequence(oid('2.5.29.19'), boolean(true), tlv(0x04, sequence(boolean(true))))] : []),
    ...(wish.dnsNames === undefined
      ? []
      : [sequence(oid('2.5.29.17'), tlv(0x04, sequence(...wish.dnsNames.map((name) => tlv(0x82, Buffer.from(name, 'ascii'))))))]),
  ];
  const body = sequence(
    tlv(0xa0, integer(2)),
    integer(wish.serial ?? 1),
    algorithm,
    name(wish.issuer?.wish.subject ?? wish.subject),
    sequence(time(wish.notBefore ?? new Date(Date.now() - day)), time(wish.notAfter ?? new Date(Date.now() + day))),
    name(wish.subject),
    publicKey.export({ format: 'der', type: 'spki' }),
    ...(extensions.length === 0 ? [] : [tlv(0xa3, sequence(...extensions))]),
  );
  const der = sequence(body, algorithm, tlv(0x03, Buffer.from([0]), sign('sha256', body, signer)));
  const x509 = new X509Certificate(der);
  return {
    wish,
    der,
    pem: x509.toString(),
    x509,
    privateKey,
    publicKey: createPublicKey(publicKey.export({ format: 'pem', type: 'spki' })),
  };
}

/** Makes a version 2 revocation list (RFC 5280 §5.1), DER. */
export function makeRevocationList(
  issuer: MadeCertificate,
  serials: readonly number[],
  options: { readonly nextUpdate?: Date; readonly critical?: boolean; readonly signer?: MadeCertificate } = {},
): Buffer {
  const signer = (options.signer ?? issuer).privateKey;
  const algorithm = signatureAlgorithm(signer);
  const now = new Date(Date.now() - day);
  const body = sequence(
    integer(1),
    algorithm,
    name(issuer.wish.subject),
    time(now),
    ...(options.nextUpdate === undefined ? [] : [time(options.nextUpdate)]),
    ...(serials.length === 0 ? [] : [sequence(...serials.map((serial) => sequence(integer(serial), time(now))))]),
    ...(options.critical === true ? [tlv(0xa0, sequence(sequence(oid('2.5.29.28'), boolean(true), tlv(0x04, sequence()))))] : []),
  );
  return sequence(body, algorithm, tlv(0x03, Buffer.from([0]), sign('sha256', body, signer)));
}

const signatureAlgorithm = (signer: KeyObject): Buffer =>
  signer.asymmetricKeyType === 'rsa' ? sequence(oid('1.2.840.113549.1.1.11'), tlv(0x05)) : sequence(oid('1.2.840.10045.4.3.2'));

/** What policies read of it, in the form of .NET. */
export function infoOf({ der, x509, wish }: MadeCertificate): CertificateInfo {
  const line = (parts: CertificateWish['subject']): string =>
    [...parts]
      .reverse()
      .map((part) => part.join('='))
      .join(', ');
  return {
    subject: line(wish.subject),
    issuer: line(wish.issuer?.wish.subject ?? wish.subject),
    thumbprint: x509.fingerprint.replaceAll(':', ''),
    serialNumber: x509.serialNumber,
    notBefore: Date.parse(x509.validFrom),
    notAfter: Date.parse(x509.validTo),
    der,
  };
}

/** It as one of the configuration. */
export const clientCertificateOf = (made: MadeCertificate): ClientCertificate => ({
  info: infoOf(made),
  chain: made.pem,
  key: new Secret(made.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()),
});

function tlv(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  if (content.length < 0x80) return Buffer.concat([Buffer.from([tag, content.length]), content]);
  const length = content.length.toString(16);
  const bytes = Buffer.from(length.length % 2 === 0 ? length : `0${length}`, 'hex');
  return Buffer.concat([Buffer.from([tag, 0x80 | bytes.length]), bytes, content]);
}

const sequence = (...contents: readonly Uint8Array[]): Buffer => tlv(0x30, ...contents);
const boolean = (value: boolean): Buffer => tlv(0x01, Buffer.from([value ? 0xff : 0]));

function integer(value: number): Buffer {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  return tlv(0x02, (bytes[0] ?? 0) >= 0x80 ? Buffer.from([0]) : Buffer.alloc(0), bytes);
}

function oid(text: string): Buffer {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number);
  const base128 = (value: number): number[] => {
    const out = [value & 0x7f];
    for (let left = value >> 7; left > 0; left >>= 7) out.unshift((left & 0x7f) | 0x80);
    return out;
  };
  return tlv(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

const name = (parts: CertificateWish['subject']): Buffer =>
  sequence(...parts.map(([key, value]) => tlv(0x31, sequence(oid(attributes[key]), tlv(0x0c, Buffer.from(value, 'utf8'))))));

const time = (date: Date): Buffer => tlv(0x18, Buffer.from(date.toISOString().replace(/[-:T]|\.\d+/g, ''), 'ascii'));
