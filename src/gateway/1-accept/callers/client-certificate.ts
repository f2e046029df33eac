import { TLSSocket } from 'node:tls';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { X509Certificate2 } from '../../../runtime/dotnet/security/x509/certificate.ts';
import type { Certificates } from '../../../runtime/ports/certificates.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** What its connection showed, once somebody has looked. */
    shownCertificate: X509Certificate2 | null | undefined;
  }
}

/** Makes a place where requests keep it: to check who issued it costs a signature. */
export const keepCertificates = (app: FastifyInstance): FastifyInstance => app.decorateRequest('shownCertificate', undefined);

/**
 * The certificate that the client of a request showed, and whether an authority of the configuration issued it; null when it showed none. It is looked at for each
 * request, since the authorities may change while a connection lives.
 */
export function clientCertificate(request: FastifyRequest, certificates: Certificates): X509Certificate2 | null {
  if (request.shownCertificate === undefined) request.shownCertificate = shownBy(request, certificates);
  return request.shownCertificate;
}

function shownBy({ raw: { socket } }: FastifyRequest, certificates: Certificates): X509Certificate2 | null {
  const der = socket instanceof TLSSocket ? socket.getPeerX509Certificate()?.raw : undefined;
  return der === undefined ? null : new X509Certificate2(der, { isTrusted: certificates.isTrusted({ der }) });
}
