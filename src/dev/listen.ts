import { once } from 'node:events';
import type { Server } from 'node:http';
import { createServer, type Server as Listener } from 'node:net';
import { DevRefusal } from './refusal.ts';

/** The only address the demo listens on. */
export const loopback = '127.0.0.1';

function portRefusal(port: number, reason: string): DevRefusal {
  const other = port < 60_000 ? port + 100 : 5000;
  return new DevRefusal(`port ${port} ${reason}`, `choose other ports with \`--port ${other}\`, or any free ones with \`--port 0\``);
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
    throw portRefusal(port, reason);
  }
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}

/** Starts listening on loopback and gives the port; `0` takes any free one. Rejects with {@link DevRefusal}. */
export const listen = (server: Server, port: number): Promise<number> => listening(server, port);

/**
 * Finds out whether a port can be had, for a server that somebody else starts: gives it, or for `0` one that was free a moment ago.
 * Rejects with {@link DevRefusal}.
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
