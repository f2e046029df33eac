import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { HandlerSource } from '../../runtime/handler.ts';
import type { Snapshots } from '../2-plan/snapshots.ts';
import { defect } from '../4-respond/mask.ts';
import type { ClientRequest } from '../client-request.ts';
import type { Parts } from '../parts.ts';
import { type Answer, personal, refusal, send } from './answer.ts';
import { asksFirst } from './asks-first.ts';
import { withCaller } from './callers/identify.ts';
import { preventCsrf } from './csrf.ts';
import { execute } from './execute.ts';
import { globalPolicies, globalPreflight } from './global-policies.ts';
import type { InFlight } from './in-flight.ts';
import { concluded, observed, tellRefusal } from './observe.ts';
import { openRequest } from './open-request.ts';

/** What the GraphQL endpoint works with. */
export interface GraphqlRoute {
  readonly parts: Parts;
  readonly snapshots: Snapshots;
  readonly handlers: HandlerSource;
  readonly inFlight: InFlight;
}

/** What a request passes before it counts as one, in this order; a CORS preflight passes before them. A stage answers, or lets it on. */
const stages: readonly ((request: FastifyRequest) => Answer | undefined)[] = [onlyGetAndPost, csrf];

const path = '/graphql';

/** `GET` and `POST /graphql`. */
export function graphqlRoute(app: FastifyInstance, route: GraphqlRoute): void {
  app.register(async (scope) => {
    // The body stays text: policies see the client's own, and it is parsed once, by whoever executes it.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
    scope.setErrorHandler((error, request, reply) => {
      const answer = refused(error);
      tellRefusal(route.parts, request, { status: answer.status, route: path, begun: route.parts.clock.elapsed() - reply.elapsedTime });
      return send(reply, request.id, answer);
    });
    scope.all(path, (request, reply) => accept(route, request, reply));
  });
}

async function accept(route: GraphqlRoute, request: FastifyRequest, reply: FastifyReply) {
  const { clock, meter } = route.parts;
  const begun = clock.elapsed();
  const answer = await answerTo(route, request, reply, begun);
  meter.request(answer.status, clock.elapsed() - begun);
  return send(reply, request.id, answer);
}

async function answerTo(
  { parts, snapshots, handlers, inFlight }: GraphqlRoute,
  request: FastifyRequest,
  reply: FastifyReply,
  begun: number,
): Promise<Answer> {
  const set = handlers.current();
  // Who may call from another site is for the document to say; without one that does, a preflight is refused like any other method.
  const isPreflight = set.global?.preflight !== undefined && asksFirst(request);
  for (const stage of isPreflight ? [] : stages) {
    const answer = stage(request);
    if (answer === undefined) continue;
    tellRefusal(parts, request, { status: answer.status, route: path, begun });
    return answer;
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
  try {
    if (!isPreflight) client = observed(parts, request, await withCaller(parts.callers, client), begun);
    const answer = await respond(parts, client, isPreflight);
    return await concluded(parts, client, client.answer.personal ? personal(answer) : answer, { route: path, begun });
  } catch (error) {
    parts.log.error({ requestId: request.id, ...defect(error) }, 'a request failed inside the gateway');
    return await concluded(parts, client, refusal(500, 'INTERNAL_SERVER_ERROR', 'Internal server error'), { route: path, begun });
  } finally {
    open.done();
    inFlight.delete(open);
    held.release();
  }
}

function respond(parts: Parts, client: ClientRequest, isPreflight: boolean): Promise<Answer> {
  const { global } = client.handlers;
  if (global !== undefined) return isPreflight ? globalPreflight(parts, global, client) : globalPolicies(parts, global, client);
  const { method, headers, body } = client;
  return execute({ method, search: client.url.queryString, headers, body }, client, parts);
}

function onlyGetAndPost({ method }: FastifyRequest): Answer | undefined {
  return method === 'GET' || method === 'POST'
    ? undefined
    : refusal(405, 'BAD_REQUEST', 'GraphQL is served on GET and POST.', [['allow', 'GET, POST']]);
}

function csrf({ method, headers }: FastifyRequest): Answer | undefined {
  return preventCsrf(method, headers);
}

/** What the HTTP server refuses itself, such as a body over the limit. Its texts are not passed on. */
function refused(error: unknown): Answer {
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : 500;
  if (status === 413) return refusal(413, 'BAD_REQUEST', 'The request body is too large.');
  return typeof status === 'number' && status >= 400 && status < 500
    ? refusal(status, 'BAD_REQUEST', 'The request could not be read.')
    : refusal(500, 'INTERNAL_SERVER_ERROR', 'Internal server error');
}
