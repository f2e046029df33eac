import { once } from 'node:events';
import type { Server } from 'node:http';
import { createServer, type Server as Listener } from 'node:net';

/** The only address the demo listens on. */
export const loopback = '127.0.0.1';

/** The port is taken, or may not be used: one clause for a person, and beside it the way out. */
export class PortUnavailable extends Error {
  readonly port: number;
  readonly wayOut: string;

  constructor(port: number, reason: string) {
    super(`port ${port} ${reason}`);
    this.name = 'PortUnavailable';
    this.port = port;
    this.wayOut = `choose other ports with \`--port ${port < 60_000 ? port + 100 : 5000}\`, or any free ones with \`--port 0\``;
  }
}

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is already in use',
  EACCES: 'may not be used by this account',
};

async function listening(server: Listener, port: number): Promise<number> {
  try {
    server.listen(port, loopback);
    await once(server, 'listening');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? reasons[String(error.code)] : undefined;
    if (reason === undefined) throw error;
    throw new PortUnavailable(port, reason);
  }
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}

/** Starts listening on loopback and gives the port; `0` takes any free one. Rejects with {@link PortUnavailable}. */
export const listen = (server: Server, port: number): Promise<number> => listening(server, port);

/**
 * Finds out whether a port can be had, for a server that somebody else starts: gives it, or for `0` one that was free a moment ago.
 * Rejects with {@link PortUnavailable}.
 */
export async function freePort(port: number): Promise<number> {
  const probe = createServer();
  const found = await listening(probe, port);
  await new Promise((resolve) => probe.close(resolve));
  return found;
}

/** Stops taking connections, and ends those that are open. */
export async function close(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}
