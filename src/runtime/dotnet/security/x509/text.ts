import type { Host } from '../../../host.ts';
import { DateTime, kinds } from '../../values/date-time.ts';
import { DerReader, tags } from '../asn1.ts';
import { CERTIFICATE, hexText, type X509Certificate2 } from './certificate.ts';
import { nameParts } from './names.ts';

/** What `ToString()` of a certificate gives: its main facts, a heading above each. An empty certificate gives its type. */
export function certificateText(host: Host, certificate: X509Certificate2): string {
  if (certificate.isEmpty) return CERTIFICATE.name;
  const { notBefore, notAfter } = certificate.parsed;
  const date = (milliseconds: number): string => DateTime.fromUnixMilliseconds(milliseconds, kinds.local).toString('G');
  const facts = [
    ['Subject', certificate.subject],
    ['Issuer', certificate.issuer],
    ['Serial Number', certificate.serialNumber],
    ['Not Before', date(notBefore)],
    ['Not After', date(notAfter)],
    ['Thumbprint', hexText(certificate.thumbprint(host))],
  ];
  return `${facts.map(([name, value]) => `[${name}]\n  ${value}\n`).join('\n')}\n`;
}

const ids = {
  commonName: '2.5.4.3',
  unit: '2.5.4.11',
  organization: '2.5.4.10',
  email: '1.2.840.113549.1.9.1',
  alternativeName: '2.5.29.17',
} as const;

/** The simple name: common name, unit, organization or e-mail address, whichever is there first. */
export function simpleName(certificate: X509Certificate2, ofIssuer: boolean): string {
  const parts = nameParts(ofIssuer ? certificate.parsed.issuer : certificate.parsed.subject).reverse();
  for (const oid of [ids.commonName, ids.unit, ids.organization, ids.email]) {
    const found = parts.find((part) => part.oid === oid);
    if (found !== undefined) return found.value;
  }
  return parts[0]?.value ?? '';
}

/** The first alternative name of a kind (RFC 5280 §4.2.1.6): 1 for an address, 2 for a host, 6 for a URL; empty when there is none. */
export function alternativeName(certificate: X509Certificate2, kind: 1 | 2 | 6): string {
  const extension = certificate.parsed.extensions.find(({ oid }) => oid === ids.alternativeName);
  if (extension === undefined) return '';
  const names = new DerReader(extension.value).inside(tags.sequence);
  for (const { tag, contents } of names.rest()) if (tag === (0x80 | kind)) return String.fromCharCode(...contents.subarray(0, 1024));
  return '';
}
