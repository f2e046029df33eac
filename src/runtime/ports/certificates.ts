import type { Secret } from './credential-source.ts';

/** A certificate as the platform read it, in the forms of .NET. */
export interface CertificateInfo {
  readonly subject: string;
  readonly issuer: string;
  readonly thumbprint: string;
  readonly serialNumber: string;
  /** Milliseconds since 1970. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly der: Uint8Array;
}

/** A certificate with its private key, to be shown to a server that asks for one. */
export interface ClientCertificate {
  readonly info: CertificateInfo;
  /** PEM: the certificate, then what it was issued by. */
  readonly chain: string;
  /** PEM, PKCS#8. */
  readonly key: Secret;
}

/** The certificates of the configuration. What they hold may change while the gateway runs. */
export interface Certificates {
  /** All that have a key. */
  all(): readonly ClientCertificate[];
  byId(id: string): ClientCertificate | undefined;
  /** Compared without regard to case, spaces and colons. */
  byThumbprint(thumbprint: string): ClientCertificate | undefined;
  /** Opens a PKCS#12 container. Throws when it is none, or the password is wrong; the message holds neither. */
  fromPfx(pfx: Uint8Array, password: Secret | undefined): ClientCertificate;
  /** Whether an issuer that the configuration trusts signed the certificate, directly or through others, and all of them are in time. */
  isTrusted(certificate: Pick<CertificateInfo, 'der'>): boolean;
  /** The configured certificates that signed this one, by name and signature, whether or not they are trusted. */
  issuersOf(certificate: Pick<CertificateInfo, 'der'>): readonly { readonly id: string; readonly info: CertificateInfo }[];
  /** What the revocation lists of the configured authorities say. `unknown`: there is no list of its issuer that is in time. */
  revocation(certificate: Pick<CertificateInfo, 'der' | 'serialNumber'>): 'good' | 'revoked' | 'unknown';
}
