import { once } from 'node:events';
import { createServer, request as httpRequest } from 'node:http';

/** One address with several servers behind it, as a load balancer has: each request goes to the next of them. */
export interface OneAddress {
  readonly url: string;
  /** How many requests each server got. */
  readonly counts: readonly number[];
  /** From now on requests go to these. */
  lead(to: readonly string[]): void;
  close(): Promise<void>;
}

export async function openOneAddress(port: number): Promise<OneAddress> {
  let targets: readonly string[] = [];
  let turn = 0;
  const counts: number[] = [];
  const server = createServer((request, response) => {
    const at = turn++ % Math.max(1, targets.length);
    counts[at] = (counts[at] ?? 0) + 1;
    const { method, headers, url } = request;
    const onward = httpRequest(new URL(url ?? '/', targets[at]), { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.writeHead(502).end());
    request.pipe(onward);
  }).listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${port}`,
    counts,
    lead(to) {
      targets = to;
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
