import type { FastifyInstance } from 'fastify';
import type { InFlight } from '../1-accept/in-flight.ts';

/** What a cancelled request may still take to write its answer. Milliseconds. */
const lastWords = 1_000;

/**
 * Stops taking requests and lets those under way end. After `graceMs` they are cancelled, which gives them errors in place of data;
 * connections that are still open a moment later are cut.
 */
export async function drain(app: FastifyInstance, inFlight: InFlight, graceMs: number): Promise<void> {
  const cancel = setTimeout(() => inFlight.abort(), graceMs);
  const cut = setTimeout(() => app.server.closeAllConnections(), graceMs + lastWords);
  try {
    await app.close();
  } finally {
    clearTimeout(cancel);
    clearTimeout(cut);
  }
}
