import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { createServer as createSecureServer, type ServerOptions } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';

/** A token endpoint over TLS that says what it saw of the client. */
export interface SecureEndpoint {
  readonly url: string;
  readonly port: number;
  readonly seen: { readonly body: string; readonly clientName: string | undefined }[];
  close(): Promise<void>;
}

export async function startSecureEndpoint(options: ServerOptions): Promise<SecureEndpoint> {
  const seen: { body: string; clientName: string | undefined }[] = [];
  const server = createSecureServer(options, async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { subject } = (request.socket as TLSSocket).getPeerCertificate();
    seen.push({ body: Buffer.concat(chunks).toString(), clientName: [subject?.CN].flat()[0] });
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ access_token: 'canary-access', token_type: 'Bearer', expires_in: 60 }));
  });
  const port = await listen(server);
  return { url: `https://127.0.0.1:${port}/token`, port, seen, close: () => close(server) };
}

/** An HTTP proxy that knows CONNECT. `answer` other than 200 refuses; `undefined` never answers. */
export interface TestProxy {
  readonly url: string;
  readonly asked: { readonly target: string; readonly authorization: string | undefined }[];
  answer: number | undefined;
  close(): Promise<void>;
}

export async function startProxy(tls?: ServerOptions): Promise<TestProxy> {
  const open = new Set<Socket>();
  const server = tls === undefined ? createServer() : createSecureServer(tls);
  const proxy: TestProxy = {
    url: '',
    asked: [],
    answer: 200,
    async close() {
      for (const socket of open) socket.destroy();
      await close(server);
    },
  };
  server.on('connect', (request: IncomingMessage, client: Socket, head: Buffer) => {
    open.add(client.on('error', () => undefined));
    proxy.asked.push({ target: request.url ?? '', authorization: request.headers['proxy-authorization'] });
    if (proxy.answer === undefined) return;
    if (proxy.answer !== 200) {
      client.end(`HTTP/1.1 ${proxy.answer} No\r\n\r\n`);
      return;
    }
    const [host, port] = (request.url ?? '').split(':');
    const upstream = connect(Number(port), host, () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.write(head);
      upstream.pipe(client).pipe(upstream);
    });
    open.add(upstream.on('error', () => client.destroy()));
  });
  const port = await listen(server);
  return Object.assign(proxy, { url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}` });
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
