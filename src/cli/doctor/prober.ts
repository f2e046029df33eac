import { type IncomingHttpHeaders, request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';

/** A request that a probe sends. */
export interface ProbeRequest {
  readonly method?: string;
  /** With its query; `/graphql` without it. */
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** What `Content-Length` says, in place of the truth. The rest of the body never comes. */
  readonly announcedLength?: number;
}

export interface ProbeAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Sends requests to one server. What is secret in them, the user has given for the graph, and only that gets it. */
export interface Prober {
  readonly origin: string;
  /** Rejects when there is no answer. */
  send(request: ProbeRequest): Promise<ProbeAnswer>;
  /** A GraphQL operation, as a well-behaved client sends it. */
  ask(query: string): Promise<ProbeAnswer>;
}

/** Said of a server that takes a request and stays silent. */
export const tooLate = 'no answer in time';

const patienceMs = 10_000;
const mostBytes = 1024 * 1024;

/**
 * Certificates are not judged here: that is a check of its own, and the others should not fail for it. `credentials`: headers that operations carry, for a
 * graph that answers nobody whom it does not know.
 */
export function prober(origin: string, credentials: Readonly<Record<string, string>> = {}): Prober {
  const send = ({ method = 'POST', path = '/graphql', headers = {}, body, announcedLength }: ProbeRequest): Promise<ProbeAnswer> =>
    new Promise((resolve, reject) => {
      const url = new URL(path, origin);
      const length = announcedLength ?? (body === undefined ? undefined : Buffer.byteLength(body));
      const own = url.pathname === '/graphql' ? credentials : {};
      const sent = { ...headers, ...own, ...(length === undefined ? {} : { 'content-length': String(length) }) };
      const open = url.protocol === 'https:' ? tlsRequest : plainRequest;
      const request = open(url, { method, headers: sent, timeout: patienceMs, agent: false, rejectUnauthorized: false }, (response) => {
        const chunks: Buffer[] = [];
        let size = 0;
        response.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size <= mostBytes) chunks.push(chunk);
        });
        response.on('error', reject);
        response.on('end', () => {
          request.destroy();
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(chunks).toString() });
        });
      });
      request.on('timeout', () => request.destroy(new Error(tooLate)));
      request.on('error', reject);
      if (announcedLength === undefined) request.end(body);
      else request.write(body ?? '{');
    });
  return {
    origin,
    send,
    ask: (query) => send({ headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query }) }),
  };
}

/** What is in the `data` of an answer in GraphQL's shape; undefined when there is none. */
export function dataOf({ text }: ProbeAnswer): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const data = typeof value === 'object' && value !== null && 'data' in value ? value.data : undefined;
    return typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** Why there is no answer, without what the platform quotes. */
export function whyNot(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  return code ?? (error instanceof Error && error.message === tooLate ? tooLate : 'no answer');
}
