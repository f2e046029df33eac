import { dotnetType, member, property } from '../../dotnet/define.ts';
import { DateTime, kinds } from '../../dotnet/values/date-time.ts';
import type { Host } from '../../host.ts';
import { isWithinDates } from '../certificate.ts';
import type { CertificateInfo } from '../message.ts';

const time = (milliseconds: number): DateTime => DateTime.fromUnixMilliseconds(milliseconds, kinds.local);

/** A certificate as policies read it. */
export const X509Certificate2_ = dotnetType(
  'class System.Security.Cryptography.X509Certificates.X509Certificate2',
  'A certificate: what the listener or the registry knows of it.',
  {
    subject: property('string Subject { get; }', 'subject', 'The distinguished name of its owner.'),
    issuer: property('string Issuer { get; }', 'issuer', 'The distinguished name of its issuer.'),
    thumbprint: property('string Thumbprint { get; }', 'thumbprint', 'SHA-1 of the certificate, upper-case hexadecimal.'),
    serialNumber: property('string SerialNumber { get; }', 'serialNumber', 'The serial number, hexadecimal.'),
    notBefore: member(
      'DateTime NotBefore { get; }',
      (certificate: CertificateInfo) => time(certificate.notBefore),
      'When it begins to count.',
    ),
    notAfter: member('DateTime NotAfter { get; }', (certificate: CertificateInfo) => time(certificate.notAfter), 'When it expires.'),
    rawData: member('byte[] RawData { get; }', (certificate: CertificateInfo) => certificate.der.slice(), 'The certificate itself, DER.'),
    verify: member(
      'bool Verify()',
      (host: Host, certificate: CertificateInfo) => isWithinDates(host, certificate),
      'Whether it is within its dates. The chain was checked by the listener.',
      { host: true },
    ),
  },
);
