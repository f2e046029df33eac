import type { FastifyInstance } from 'fastify';
import type { HandlerSource } from '../../runtime/handler.ts';
import type { Snapshots } from '../2-plan/snapshots.ts';

/** What the health pages look at. */
export interface HealthView {
  readonly snapshots: Snapshots;
  readonly handlers: HandlerSource;
  /** True from the moment that the gateway is told to stop. */
  draining(): boolean;
}

/**
 * `GET /health/live`: the process answers. `GET /health/ready`: 200 when schema and handlers are loaded, with the subgraphs and the
 * documents that guard them (null: none); 503 when they are not, or the gateway is stopping. Neither calls a backend.
 */
export function health(app: FastifyInstance, view: HealthView): void {
  app.get('/health/live', (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'live' }));
  app.get('/health/ready', (_request, reply) => {
    reply.header('cache-control', 'no-store');
    if (view.draining()) return reply.code(503).send({ status: 'stopping' });
    const { id, subgraphs } = view.snapshots.current;
    const handlers = view.handlers.current();
    return reply.send({
      status: 'ready',
      schema: id,
      global: handlers.global?.meta.document ?? null,
      subgraphs: [...subgraphs.keys()].map((name) => ({ name, document: handlers.subgraph(name).meta.document || null })),
    });
  });
}
