import type { FastifyInstance } from 'fastify';

/** The names by which a gateway may be called, beside those that always mean this machine. */
export interface HostNames {
  /** `localhost` or `graph.example.com`; in lower case, without a port, IPv6 in brackets. */
  readonly more: readonly string[];
}

/**
 * Refuses requests that name more than one host (RFC 9112 §3.2) and, where `names` are given, those for another. A gateway on loopback
 * trusts whoever can reach it; without this check any web page could, by a name of its own that leads to 127.0.0.1 (DNS rebinding).
 * Health answers to every name: probes use what they like, and it tells nothing.
 */
export function checkHost(app: FastifyInstance, names: HostNames | undefined): void {
  app.addHook('onRequest', (request, reply, done) => {
    const { rawHeaders, headers } = request.raw;
    if (hostLines(rawHeaders) > 1) reply.code(400).send({ statusCode: 400, message: 'Bad request' });
    else if (names !== undefined && !request.url.startsWith('/health/') && !isOurs(headers.host, names))
      reply
        .code(421)
        .send({ statusCode: 421, message: 'This gateway is not called by this name; `listen.publicUrl` would say that it is' });
    else done();
  });
}

function hostLines(rawHeaders: readonly string[]): number {
  let lines = 0;
  for (let i = 0; i < rawHeaders.length; i += 2) if (rawHeaders[i]?.length === 4 && rawHeaders[i]?.toLowerCase() === 'host') lines++;
  return lines;
}

/** No browser leaves the header out. */
function isOurs(header: string | undefined, { more }: HostNames): boolean {
  if (header === undefined) return true;
  const name = header.toLowerCase().replace(/:\d*$/, '');
  return loopback.test(name) || more.includes(name);
}

/** Names that no name server is asked for (RFC 6761 §6.3), and the addresses themselves. */
const loopback = /^(?:(?:[a-z0-9-]+\.)*localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** Whether an address to listen on is reached from this machine alone. */
export const isLoopback = (host: string): boolean => host === '::1' || loopback.test(host.toLowerCase());
