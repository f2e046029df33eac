import { X509Certificate } from 'node:crypto';

const blocks = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/** The certificates of a PEM text, the first of them one's own. Undefined when there is none, or one that cannot be read. */
export function readCertificates(text: string): readonly X509Certificate[] | undefined {
  try {
    const found = [...text.matchAll(blocks)].map(([pem]) => new X509Certificate(pem));
    return found.length === 0 ? undefined : found;
  } catch {
    return undefined;
  }
}

/** How a JWT names the certificate of its key: `x5t` and `x5t#S256` (RFC 7515 §4.1.7, §4.1.8). */
export function thumbprints(certificate: X509Certificate): { readonly x5t: string; readonly 'x5t#S256': string } {
  return { x5t: base64url(certificate.fingerprint), 'x5t#S256': base64url(certificate.fingerprint256) };
}

const base64url = (colons: string): string => Buffer.from(colons.replaceAll(':', ''), 'hex').toString('base64url');
