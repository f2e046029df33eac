import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

export interface SeenRequest {
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly form: URLSearchParams;
}

export type Answer = (response: ServerResponse, seen: SeenRequest) => void;

/** A token endpoint that answers what the test says, and keeps what it was asked. */
export interface TokenEndpoint {
  readonly origin: string;
  readonly url: string;
  readonly seen: SeenRequest[];
  /** From now on. */
  answer(answer: Answer): void;
  close(): Promise<void>;
}

export async function startTokenEndpoint(): Promise<TokenEndpoint> {
  let current: Answer = text('', 500);
  const seen: SeenRequest[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const one = {
      url: request.url ?? '',
      headers: request.headers,
      form: new URLSearchParams(Buffer.concat(chunks).toString()),
    };
    seen.push(one);
    current(response, one);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const origin = `http://127.0.0.1:${address.port}`;
  return {
    origin,
    url: `${origin}/token`,
    seen,
    answer(answer) {
      current = answer;
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Answers with JSON. */
export const json =
  (body: unknown, status = 200, headers: Record<string, string> = {}): Answer =>
  (response) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));

/** Answers with any text. */
export const text =
  (body: string, status = 200, type = 'text/html'): Answer =>
  (response) =>
    response.writeHead(status, { 'content-type': type }).end(body);
