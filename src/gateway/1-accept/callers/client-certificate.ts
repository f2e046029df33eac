import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { X509Certificate2 } from '../../../runtime/dotnet/security/x509/certificate.ts';
import type { Certificates } from '../../../runtime/ports/certificates.ts';

/** The certificate that the client of a connection showed, and whether an authority of the configuration issued it; null when it showed none. */
export function clientCertificate(socket: Socket, certificates: Certificates): X509Certificate2 | null {
  const der = socket instanceof TLSSocket ? socket.getPeerX509Certificate()?.raw : undefined;
  return der === undefined ? null : new X509Certificate2(der, { isTrusted: certificates.isTrusted({ der }) });
}
