import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { defect } from '../4-respond/mask.ts';
import { traceHeader } from '../trace-header.ts';
import { withCaller } from './callers/identify.ts';
import type { GraphqlRoute } from './graphql-route.ts';
import { openRequest } from './open-request.ts';

/** Where traces are fetched. */
export const tracesPath = '/traces';

/**
 * `GET /traces/<id>`: the trace of a request whose answer could not carry it, for whom the configuration lets see traces. All others, and all who
 * name none, learn that there is no such page.
 */
export function traces(app: FastifyInstance, route: Pick<GraphqlRoute, 'parts' | 'snapshots' | 'handlers'>): void {
  app.get<{ Params: { id: string } }>(`${tracesPath}/:id`, async (request, reply) => {
    reply.header('cache-control', 'no-store').header('x-content-type-options', 'nosniff');
    if (!(await maySee(route, request, reply))) return reply.code(404).send(notFound);
    try {
      const found = await route.parts.traces.find(request.params.id);
      return found === undefined ? reply.code(404).send(notFound) : reply.type('application/json').send(found);
    } catch (error) {
      route.parts.log.warn({ requestId: request.id, ...defect(error) }, 'a trace could not be fetched');
      return reply.code(503).send({ statusCode: 503, message: 'Traces cannot be fetched now' });
    }
  });
}

/** As of any page that is not there. */
const notFound = { statusCode: 404, message: 'Resource not found' } as const;

async function maySee(
  { parts, snapshots, handlers }: Pick<GraphqlRoute, 'parts' | 'snapshots' | 'handlers'>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<boolean> {
  const asked = request.headers[traceHeader];
  if (typeof asked !== 'string') return false;
  const open = openRequest(request, reply, {
    snapshot: snapshots.current,
    handlers: handlers.current(),
    timeoutMs: parts.limits.requestTimeout,
    certificates: parts.services.certificates,
  });
  try {
    const { caller } = await withCaller(parts.callers, open.client);
    return parts.observers.mayTrace(asked, caller);
  } finally {
    open.done();
  }
}
