import type { X509Certificate } from 'node:crypto';
import type { CertificateInfo } from '../../runtime/ports/certificates.ts';

/** What policies read of a certificate, as .NET shows it. */
export const certificateInfo = (certificate: X509Certificate): CertificateInfo => ({
  subject: distinguishedName(certificate.subject),
  issuer: distinguishedName(certificate.issuer),
  thumbprint: certificate.fingerprint.replaceAll(':', '').toUpperCase(),
  serialNumber: certificate.serialNumber.toUpperCase(),
  notBefore: Date.parse(certificate.validFrom),
  notAfter: Date.parse(certificate.validTo),
  der: certificate.raw,
});

/** A thumbprint as it is compared: SHA-1 in upper-case hexadecimal, without what people put between the digits. */
export const plainThumbprint = (thumbprint: string): string => thumbprint.replace(/[^0-9a-f]/gi, '').toUpperCase();

/** Short names that .NET writes differently. */
const dotnetNames: Readonly<Record<string, string>> = { ST: 'S', emailAddress: 'E' };

/** `CN=a, O="b, c"`: from the most specific part to the least, quoted where it must be (X500DistinguishedName.Format). */
function distinguishedName(lines: string | undefined): string {
  return (lines ?? '')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const at = line.indexOf('=');
      const name = line.slice(0, at);
      const value = line.slice(at + 1).replace(/\\(.)/g, '$1');
      const quoted = /[,+="<>#;\n]|^\s|\s$/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
      return `${dotnetNames[name] ?? name}=${quoted}`;
    })
    .reverse()
    .join(', ');
}
