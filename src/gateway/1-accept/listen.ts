import type { FastifyInstance } from 'fastify';
import { listenError } from '../start-error.ts';
import type { TlsSettings } from './tls.ts';

/** Opens the port. Rejects with GatewayStartError. */
export async function listen(
  app: FastifyInstance,
  { host, port, tls }: { readonly host: string; readonly port: number; readonly tls?: TlsSettings },
): Promise<{ readonly url: string; readonly port: number }> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    throw listenError(error, host, port);
  }
  const address = app.server.address();
  const taken = typeof address === 'object' && address !== null ? address.port : port;
  return { url: `${tls === undefined ? 'http' : 'https'}://${reachable(host)}:${taken}`, port: taken };
}

/** Addresses that mean "all of this machine" are called by its own name. */
function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::' || host === '') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
