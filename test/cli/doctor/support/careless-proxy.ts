import { createServer, type IncomingHttpHeaders, type IncomingMessage, request as send } from 'node:http';

/** A request on its way to the gateway. */
export interface Passing {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Passed {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What a proxy does that it should not. */
export interface Carelessness {
  /** Changes what the gateway gets. */
  readonly request?: (passing: Passing) => Passing;
  /** Answers in the gateway's place. */
  readonly instead?: (passing: Passing) => Passed | undefined;
  /** Changes what clients get. */
  readonly answer?: (passed: Passed, passing: Passing) => Passed;
}

/** A proxy before a gateway, on a free port of this machine. It passes everything on as it is, but for what it is careless in. */
export async function carelessProxy(
  gateway: string,
  { request = (passing) => passing, instead = () => undefined, answer = (passed) => passed }: Carelessness,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer((incoming, response) => {
    void (async () => {
      const { method = '', url = '', headers } = incoming;
      const body = tooLarge(headers) ? Buffer.alloc(0) : await whole(incoming);
      const passing = { method, url, headers, body };
      const given = instead(passing) ?? answer(await pass(gateway, request(passing)), passing);
      response.writeHead(given.status, { ...given.headers, 'content-length': Buffer.byteLength(given.body), connection: 'close' });
      response.end(given.body);
    })().catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    close: async () => {
      const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** A body that never comes is not waited for: the length alone is passed on. */
const tooLarge = (headers: IncomingHttpHeaders): boolean => Number(headers['content-length'] ?? 0) > 10 * 1024 * 1024;

async function whole(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

const pass = (gateway: string, { method, url, headers, body }: Passing): Promise<Passed> =>
  new Promise((resolve, reject) => {
    const length = tooLarge(headers) || body.length === 0 ? {} : { 'content-length': String(body.length) };
    const request = send(new URL(gateway), { method, path: url, headers: { ...headers, ...length }, agent: false }, (answer) => {
      whole(answer).then((text) => {
        request.destroy();
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text.toString() });
      }, reject);
    });
    request.on('error', reject);
    if (tooLarge(headers)) request.write('{');
    else request.end(body);
  });
