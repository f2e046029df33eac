import type { FastifyInstance } from 'fastify';
import type { Certificates } from '../../runtime/ports/certificates.ts';
import { clientCertificate } from './callers/client-certificate.ts';
import type { TlsIdentity } from './front.ts';

/** How the gateway speaks TLS. */
export interface TlsSettings {
  /** Which of the configured certificates it shows, by id. */
  readonly certificate: string;
  readonly clientCertificates: 'none' | 'asked' | 'needed';
  readonly minVersion: 'TLSv1.2' | 'TLSv1.3';
}

/** What the gateway shows at this moment: a renewed certificate from the next connection on. Throws when it is not there. */
export function tlsIdentity({ certificate, minVersion }: TlsSettings, certificates: Certificates): TlsIdentity {
  const shown = certificates.byId(certificate);
  if (shown === undefined) throw new Error(`there is no certificate ${certificate}`);
  return { cert: shown.chain, key: shown.key.reveal(), minVersion };
}

/** Where clients need a certificate, refuses those without one that a configured authority issued. Probes of health seldom have one. */
export function demandCertificates(app: FastifyInstance, { clientCertificates }: TlsSettings, certificates: Certificates): void {
  if (clientCertificates !== 'needed') return;
  app.addHook('onRequest', (request, reply, done) => {
    if (request.url.startsWith('/health/') || clientCertificate(request, certificates)?.isTrusted === true) return done();
    reply.code(403).send({ statusCode: 403, message: 'A client certificate of a trusted authority is needed' });
  });
}
