import type { FastifyInstance } from 'fastify';
import { type GraphqlRoute, graphqlRoute } from './graphql-route.ts';
import { type HealthView, health } from './health.ts';
import { limitedServer } from './limits.ts';

/** Further routes on the gateway's port, such as the consent pages or a console. */
export type Routes = (app: FastifyInstance) => void | Promise<void>;

/** What the door opens to. */
export interface Door extends GraphqlRoute, HealthView {
  readonly routes: readonly Routes[];
}

/** The HTTP server of the gateway, everything in the order in which a request meets it. */
export async function openDoor(door: Door): Promise<FastifyInstance> {
  const app = limitedServer(door.parts.limits);
  // A connection that stays open after its last answer would hold up the stop.
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (door.draining()) reply.header('connection', 'close');
    done(null, payload);
  });
  health(app, door);
  graphqlRoute(app, door);
  for (const routes of door.routes) await app.register(async (scope) => routes(scope));
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ statusCode: 404, message: 'Resource not found' }));
  app.setErrorHandler((error, request, reply) => {
    const status = typeof error === 'object' && error !== null && 'statusCode' in error ? Number(error.statusCode) : 500;
    const known = status >= 400 && status < 500;
    if (!known) door.parts.log.error({ requestId: request.id, error: error instanceof Error ? error.name : 'unknown' }, 'a route failed');
    return reply
      .code(known ? status : 500)
      .send({ statusCode: known ? status : 500, message: known ? 'Bad request' : 'Internal server error' });
  });
  return app;
}
