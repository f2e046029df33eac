import { lookup } from 'node:dns/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https';
import type { FastifyInstance } from 'fastify';
import { listenError } from '../start-error.ts';

/** What a server shows of itself over TLS. PEM texts. */
export interface TlsIdentity {
  readonly cert: string;
  readonly key: string;
  readonly minVersion: 'TLSv1.2' | 'TLSv1.3';
}

/** How a front speaks TLS, for as long as it lives. Without it plain HTTP is spoken. */
export interface FrontTls {
  /** What is shown before any app is there. */
  readonly identity: TlsIdentity;
  /** Whether clients are asked for a certificate. Who may come without one is judged per request. */
  readonly asksClients: boolean;
}

/** Bytes of all headers of a request. */
export const mostHeaderBytes = 32 * 1024;

/**
 * The open port of a process, whatever is served behind it. An app has a seat here, and answers from when it enters until another does; what it was asked
 * before that, it answers to the end. Connections of clients belong to the front and outlive every app.
 */
export class Front {
  readonly #tls: FrontTls | undefined;
  readonly #servers: Server[] = [];
  #current: Seat | undefined;

  constructor(tls?: FrontTls) {
    this.#tls = tls;
  }

  /** A place for an app that is ready and does not listen itself. `identity` is asked for each connection; what it throws leaves the one before. */
  seat(app: FastifyInstance, identity?: () => TlsIdentity): Seat {
    const seat: Seat = new Seat(app, identity, {
      isCurrent: () => this.#current === seat,
      enter: () => {
        this.#current = seat;
        for (const server of this.#servers) holdTo(server, app);
      },
      close: async () => {
        await Promise.all(this.#servers.map(closed));
      },
      cut: () => {
        for (const server of this.#servers) server.closeAllConnections();
      },
    });
    return seat;
  }

  /** Opens the port, once, for the app that has entered. Port 0 takes any free one. Rejects with GatewayStartError. */
  async listen({ host, port }: { readonly host: string; readonly port: number }): Promise<{ readonly url: string; readonly port: number }> {
    try {
      const taken = await this.#bind(host, port);
      // The name of this machine stands for both of its addresses, and clients try either.
      if (host === 'localhost') await this.#bindOthers(taken);
      return { url: `${this.#tls === undefined ? 'http' : 'https'}://${reachable(host)}:${taken.port}`, port: taken.port };
    } catch (error) {
      throw listenError(error, host, port);
    }
  }

  async #bind(host: string, port: number): Promise<Bound> {
    const server = this.#open();
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ host, port }, () => {
        server.off('error', reject);
        resolve();
      });
    });
    this.#servers.push(server);
    const address = server.address();
    return typeof address === 'object' && address !== null ? address : { address: host, port };
  }

  async #bindOthers({ address: first, port }: Bound): Promise<void> {
    for (const { address } of await lookup('localhost', { all: true })) {
      // One of them may not be there, or be taken.
      if (address !== first) await this.#bind(address, port).catch(() => undefined);
    }
  }

  #open(): Server {
    const tls = this.#tls;
    const limits = { maxHeaderSize: mostHeaderBytes };
    const server: Server =
      tls === undefined
        ? createServer(limits)
        : // Who may come is judged per request, by authorities that may change while connections live, and in words that a client can read.
          createTlsServer({ ...limits, ...tls.identity, requestCert: tls.asksClients, rejectUnauthorized: false });
    server.on('request', (request, response) => this.#current?.answer(request, response));
    // Which requests cannot be read is the same to all apps; the words are Fastify's.
    server.on('clientError', (error, socket) => this.#current?.app.server.emit('clientError', error, socket));
    if (this.#current !== undefined) holdTo(server, this.#current.app);
    if (tls !== undefined) this.#renew(server as TlsServer, tls.identity);
    return server;
  }

  /** Shows a renewed certificate, or another app's, to whoever connects from then on. */
  #renew(server: TlsServer, first: TlsIdentity): void {
    let shown = first;
    // Before the server's own listener, which takes the context that is there.
    server.prependListener('connection', () => {
      try {
        const now = this.#current?.identity?.() ?? shown;
        if (now.cert === shown.cert && now.key === shown.key && now.minVersion === shown.minVersion) return;
        server.setSecureContext(now);
        shown = now;
      } catch {
        // Files are replaced one after the other: the next connection tries again.
      }
    });
  }
}

interface Bound {
  readonly address: string;
  readonly port: number;
}

/** What a seat does to its front. */
interface FrontSide {
  isCurrent(): boolean;
  enter(): void;
  close(): Promise<void>;
  cut(): void;
}

/** The place of one app behind a front. */
export class Seat {
  readonly app: FastifyInstance;
  readonly identity: (() => TlsIdentity) | undefined;
  readonly #front: FrontSide;
  readonly #open = new Set<ServerResponse>();
  #whenIdle: (() => void) | undefined;

  constructor(app: FastifyInstance, identity: (() => TlsIdentity) | undefined, front: FrontSide) {
    this.app = app;
    this.identity = identity;
    this.#front = front;
  }

  /** Whether requests that come now are this app's. */
  get isCurrent(): boolean {
    return this.#front.isCurrent();
  }

  /** From now on requests are this app's; those under way end where they began. */
  enter(): void {
    this.#front.enter();
  }

  answer(request: IncomingMessage, response: ServerResponse): void {
    this.#open.add(response);
    response.once('close', () => {
      this.#open.delete(response);
      if (this.#open.size === 0) this.#whenIdle?.();
    });
    this.app.routing(request, response);
  }

  /** Resolves when nothing is under way any more. The app that answers takes the front along: the port is closed, and what still comes is refused. */
  async leave(): Promise<void> {
    if (this.isCurrent) {
      await Promise.all([this.app.close(), this.#front.close()]);
      return;
    }
    if (this.#open.size > 0)
      await new Promise<void>((resolve) => {
        this.#whenIdle = resolve;
      });
    await this.app.close();
  }

  /** Cuts the connections of what is still under way. */
  cut(): void {
    if (this.isCurrent) this.#front.cut();
    else for (const response of this.#open) response.destroy();
  }
}

/** The times to which a server holds clients are those of the app that answers them. */
function holdTo(server: Server, { server: { requestTimeout, keepAliveTimeout, timeout, maxHeadersCount } }: FastifyInstance): void {
  Object.assign(server, { requestTimeout, keepAliveTimeout, timeout, maxHeadersCount });
}

const closed = (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()));

/** Addresses that mean "all of this machine" are called by its own name. */
function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::' || host === '') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
