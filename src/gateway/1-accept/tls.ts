import type { Server as HttpServer } from 'node:http';
import type { Server as HttpsServer, ServerOptions } from 'node:https';
import type { FastifyInstance } from 'fastify';
import type { Certificates, ClientCertificate } from '../../runtime/ports/certificates.ts';
import { clientCertificate } from './callers/client-certificate.ts';

/** How the gateway speaks TLS. */
export interface TlsSettings {
  /** Which of the configured certificates it shows, by id. */
  readonly certificate: string;
  readonly clientCertificates: 'none' | 'asked' | 'needed';
  readonly minVersion: 'TLSv1.2' | 'TLSv1.3';
}

/** What the HTTPS server is opened with. Throws when the certificate is not there. */
export function tlsOptions({ certificate, clientCertificates, minVersion }: TlsSettings, certificates: Certificates): ServerOptions {
  const shown = certificates.byId(certificate);
  if (shown === undefined) throw new Error(`there is no certificate ${certificate}`);
  return {
    ...identityOf(shown),
    minVersion,
    requestCert: clientCertificates !== 'none',
    // Who may come is judged per request, by authorities that may change while connections live, and in words that a client can read.
    rejectUnauthorized: false,
  };
}

/** Shows a renewed certificate to whoever connects from then on. */
export function renewIdentity(server: HttpServer | HttpsServer, { certificate }: TlsSettings, certificates: Certificates): void {
  if (!('setSecureContext' in server)) return;
  let shown = certificates.byId(certificate);
  // Before the server's own listener, which takes the context that is there.
  server.prependListener('connection', () => {
    const now = certificates.byId(certificate);
    if (now === undefined || now === shown) return;
    shown = now;
    server.setSecureContext(identityOf(now));
  });
}

/** Where clients need a certificate, refuses those without one that a configured authority issued. Probes of health seldom have one. */
export function demandCertificates(app: FastifyInstance, { clientCertificates }: TlsSettings, certificates: Certificates): void {
  if (clientCertificates !== 'needed') return;
  app.addHook('onRequest', (request, reply, done) => {
    if (request.url.startsWith('/health/') || clientCertificate(request, certificates)?.isTrusted === true) return done();
    reply.code(403).send({ statusCode: 403, message: 'A client certificate of a trusted authority is needed' });
  });
}

const identityOf = ({ chain, key }: ClientCertificate): { readonly cert: string; readonly key: string } => ({
  cert: chain,
  key: key.reveal(),
});
