import { setMaxListeners } from 'node:events';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { HeaderMap } from '../../runtime/context/headers.ts';
import { QueryMap, Url } from '../../runtime/context/url.ts';
import type { HandlerSet } from '../../runtime/handler.ts';
import type { Certificates } from '../../runtime/ports/certificates.ts';
import { SendFailure } from '../../runtime/ports/send.ts';
import type { Snapshot } from '../2-plan/snapshot.ts';
import type { ClientRequest } from '../client-request.ts';
import { traceHeader } from '../trace-header.ts';
import { nobody } from './callers/callers.ts';
import { clientCertificate } from './callers/client-certificate.ts';

/** A client's request while it is under way. */
export interface OpenRequest {
  readonly client: ClientRequest;
  /** Ends it for whatever reason: everything that it still waits for is cancelled. */
  abort(reason: SendFailure): void;
  /** To be called when the answer is made. */
  done(): void;
}

/**
 * Takes a request in. It is cancelled when the client goes away before its answer is out, and when it takes longer than `timeoutMs`,
 * so that no backend works for nobody.
 */
export function openRequest(
  request: FastifyRequest,
  reply: FastifyReply,
  world: { readonly snapshot: Snapshot; readonly handlers: HandlerSet; readonly timeoutMs: number; readonly certificates: Certificates },
): OpenRequest {
  const controller = new AbortController();
  // Every call of a plan listens, and a plan may have many.
  setMaxListeners(0, controller.signal);
  const abort = (reason: SendFailure): void => controller.abort(reason);
  const gone = (): void => {
    if (!reply.raw.writableFinished) abort(new SendFailure('aborted', 'the client closed the connection'));
  };
  const timer = setTimeout(() => abort(new SendFailure('timeout', `the request took more than ${world.timeoutMs} ms`)), world.timeoutMs);
  reply.raw.once('close', gone);

  const headers = HeaderMap.from(pairs(request.raw.rawHeaders));
  // It may be a key, and is for the gateway alone.
  headers.delete(traceHeader);
  const client: ClientRequest = {
    id: request.id,
    method: request.method,
    url: clientUrl(request),
    headers,
    body: typeof request.body === 'string' ? request.body : null,
    ipAddress: request.ip.startsWith('::ffff:') ? request.ip.slice('::ffff:'.length) : request.ip,
    certificate: clientCertificate(request, world.certificates),
    caller: nobody,
    signal: controller.signal,
    snapshot: world.snapshot,
    handlers: world.handlers,
    disclosed: new Set(),
    bound: new Map(),
    answer: { personal: false },
    recorder: undefined,
    note: undefined,
    traceRole: undefined,
    seen: { headers, variables: undefined },
  };
  return { client, abort, done: () => clearTimeout(timer) };
}

/** The URL that the client called, by its Host header. A Host or a target that makes no URL counts as `localhost` and the endpoint. */
function clientUrl({ protocol, host, url }: FastifyRequest): Url {
  return (
    Url.parse(`${protocol}://${host}${url}`) ??
    Url.parse(`${protocol}://localhost${url}`) ??
    new Url(protocol, 'localhost', 80, '/graphql', QueryMap.parse(''))
  );
}

function* pairs(raw: readonly string[]): IterableIterator<readonly [string, string]> {
  for (let i = 0; i + 1 < raw.length; i += 2) yield [raw[i] ?? '', raw[i + 1] ?? ''];
}
