import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { HandlerModule } from '../../runtime/handler.ts';
import type { Snapshots } from '../2-plan/snapshots.ts';
import { type Api, backendUrl } from '../3-fetch/api.ts';
import { type IncomingBody, type ProxyAnswer, proxy } from '../3-fetch/proxy.ts';
import { defect } from '../4-respond/mask.ts';
import type { ClientRequest } from '../client-request.ts';
import { type Answer, answerOf, personal, send, sendStream } from './answer.ts';
import { asksFirst } from './asks-first.ts';
import { withCaller } from './callers/identify.ts';
import { apiPreflight } from './global-policies.ts';
import type { GraphqlRoute } from './graphql-route.ts';
import { concludedApi, observed, tellRefusal } from './observe.ts';
import { openRequest } from './open-request.ts';

/** Requests of the APIs that are offered beside the graph, each below its own path. */
export function apiRoutes(app: FastifyInstance, route: GraphqlRoute, apis: readonly Api[]): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    // Whether the body is read or passed on as it comes depends on the document.
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    // A backend answers TRACE with what it was sent, and so with the token (RFC 9110 §9.3.8).
    const method = scope.supportedMethods.filter((name) => name !== 'TRACE');
    for (const api of apis) {
      const handle = (request: FastifyRequest, reply: FastifyReply) => accept(route, api, request, reply);
      for (const url of [api.path, `${api.path}/*`]) scope.route({ method, url, handler: handle });
    }
  });
}

async function accept({ parts, snapshots, handlers, inFlight }: GraphqlRoute, api: Api, request: FastifyRequest, reply: FastifyReply) {
  const begun = parts.clock.elapsed();
  const set = handlers.current();
  const handler = set.api(api.name);
  const preflight = handler.preflight ?? set.global?.preflight;
  const isPreflight = preflight !== undefined && asksFirst(request);
  if (!isPreflight && preflight === undefined && isForged(request)) {
    tellRefusal(parts, request, { status: 403, route: `${api.path}/*`, begun });
    return send(reply, request.id, refusal(403, forged));
  }
  const held = snapshots.acquire();
  const open = openRequest(request, reply, {
    snapshot: held.snapshot,
    handlers: set,
    timeoutMs: parts.limits.requestTimeout,
    certificates: parts.services.certificates,
  });
  inFlight.add(open);
  let { client } = open;
  const told = <A extends Omit<Answer, 'body'>>(answer: A): Promise<A> =>
    concludedApi(parts, client, answer, { route: `${api.path}/*`, begun });
  const done = (): void => {
    open.done();
    inFlight.delete(open);
    held.release();
  };
  try {
    if (!isPreflight) client = observed(parts, request, await withCaller(parts.callers, client), begun);
    const { answer: made, stream } = isPreflight
      ? { answer: await apiPreflight(parts, { ...handler, preflight }, client, api), stream: undefined }
      : await forwarded(handler, api, request, client, held.snapshot);
    const answer = await told(client.answer.personal ? personal(made) : made);
    if (stream === undefined) {
      done();
      return send(reply, request.id, answer);
    }
    // The time of the whole request is for its answer to begin; how long a body takes is for the client and the backend.
    open.done();
    // A client that has gone already closes nothing any more.
    if (reply.raw.closed) {
      stream.body.destroy();
      done();
      return reply.hijack();
    }
    reply.raw.once('close', done);
    return sendStream(reply, request.id, answer, stream);
  } catch (error) {
    done();
    if (error instanceof BodyTooLarge)
      return send(reply, request.id, await told(refusal(413, 'The request body is too large for the policies that read it')));
    parts.log.error({ requestId: request.id, ...defect(error) }, 'a request failed inside the gateway');
    return send(reply, request.id, await told(refusal(500, 'Internal server error')));
  }
}

type Snapshot = Snapshots['current'];

async function forwarded(
  handler: HandlerModule,
  api: Api,
  request: FastifyRequest,
  client: ClientRequest,
  { calls }: Snapshot,
): Promise<{ readonly answer: Answer; readonly stream: ProxyAnswer['stream'] }> {
  const url = backendUrl(api, client.url);
  if (url === undefined) return { answer: refusal(400, 'The path cannot be forwarded'), stream: undefined };
  const incoming = await incomingBody(request, handler.meta.reads.requestBody, calls.parts.limits.requestBody);
  const { response, stream } = await proxy(calls, { api, handler, url, incoming }, client);
  return { answer: answerOf(response), stream };
}

class BodyTooLarge extends Error {}

/** Bodies up to this size are held in any case: then they can be sent again with another token. */
const small = 64 * 1024;

async function incomingBody({ raw, headers }: FastifyRequest, isRead: boolean, most: number): Promise<IncomingBody> {
  const length = headers['content-length'];
  if (length === undefined && headers['transfer-encoding'] === undefined) return { kind: 'held', bytes: null };
  if (!isRead && !(Number(length) <= Math.min(small, most))) return { kind: 'stream', stream: raw, length };
  if (Number(length) > most) throw new BodyTooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of raw as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > most) throw new BodyTooLarge();
    chunks.push(chunk);
  }
  return { kind: 'held', bytes: Buffer.concat(chunks) };
}

const forged = 'The request comes from a page of another site; a <cors> policy would say which sites may send it';

const safe: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * A request that changes something and was sent by a page of another site (Fetch Metadata, RFC 6454 §7). A browser sends forms without
 * asking, and the gateway would attach a token to them. Where the document has `<cors>`, it decides.
 */
function isForged({ method, headers }: FastifyRequest): boolean {
  if (safe.has(method)) return false;
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const { origin, host } = headers;
  return origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== host);
}

/** In the shape of errors of API Management. */
const refusal = (statusCode: number, message: string): Answer => ({
  status: statusCode,
  headers: [['content-type', 'application/json']],
  body: JSON.stringify({ statusCode, message }),
});
