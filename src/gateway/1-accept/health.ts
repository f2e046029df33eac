import type { FastifyInstance } from 'fastify';
import type { Snapshots } from '../2-plan/snapshots.ts';

/** What the health pages look at. */
export interface HealthView {
  readonly snapshots: Snapshots;
  /** True from the moment that the gateway is told to stop. */
  draining(): boolean;
}

/**
 * `GET /health/live`: the process answers. `GET /health/ready`: 200 when schema and handlers are loaded, with a digest of the schema;
 * 503 when the gateway is stopping. Neither calls a backend, nor tells anybody what is behind the gateway.
 */
export function health(app: FastifyInstance, view: HealthView): void {
  app.get('/health/live', (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'live' }));
  app.get('/health/ready', (_request, reply) => {
    reply.header('cache-control', 'no-store');
    if (view.draining()) return reply.code(503).send({ status: 'stopping' });
    return reply.send({ status: 'ready', schema: view.snapshots.current.id });
  });
}
