import { createServer, type IncomingMessage } from 'node:http';

/** What a REST service was sent. */
export interface RestRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface RestAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** A text is sent as it is, anything else as JSON. */
  readonly body?: unknown;
}

/** A real HTTP service on loopback that remembers what it was sent. */
export interface RestService {
  readonly url: string;
  readonly received: RestRequest[];
  /** How many requests it had open at once, at most. */
  readonly busiest: () => number;
  close(): Promise<void>;
}

export async function openRest(answer: (request: RestRequest) => RestAnswer | Promise<RestAnswer>): Promise<RestService> {
  const received: RestRequest[] = [];
  let open = 0;
  let busiest = 0;
  const server = createServer((request, response) => {
    open++;
    busiest = Math.max(busiest, open);
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const each = { method, url, headers, body: Buffer.concat(chunks).toString() };
      received.push(each);
      Promise.resolve(answer(each)).then(
        ({ status = 200, headers: own = {}, body }) => {
          open--;
          for (const [name, value] of Object.entries(own)) response.setHeader(name, value as string | string[]);
          if (!response.hasHeader('content-type')) response.setHeader('content-type', 'application/json');
          response.writeHead(status).end(typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body));
        },
        () => response.writeHead(500).end(),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    busiest: () => busiest,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
