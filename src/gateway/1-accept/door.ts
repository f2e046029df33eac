import type { FastifyInstance } from 'fastify';
import type { MetricsPage } from '../../telemetry/metrics-page.ts';
import type { Api } from '../3-fetch/api.ts';
import { defect } from '../4-respond/mask.ts';
import { apiRoutes } from './api-route.ts';
import { keepCertificates } from './callers/client-certificate.ts';
import { type GraphqlRoute, graphqlRoute } from './graphql-route.ts';
import { type HealthView, health } from './health.ts';
import { checkHost, type HostNames } from './host-names.ts';
import { limitedServer } from './limits.ts';
import { metrics } from './metrics.ts';
import { demandCertificates, type TlsSettings } from './tls.ts';
import { traces } from './traces.ts';

/** Further routes on the gateway's port, such as the consent pages or a console. */
export type Routes = (app: FastifyInstance) => void | Promise<void>;

/** What the door opens to. */
export interface Door extends GraphqlRoute, HealthView {
  readonly apis: readonly Api[];
  readonly routes: readonly Routes[];
  /** Undefined: called by whatever name. */
  readonly names: HostNames | undefined;
  /** Undefined: there is no `/metrics`. */
  readonly metrics: MetricsPage | undefined;
  /** Undefined: plain HTTP. */
  readonly tls: TlsSettings | undefined;
  /** Whose word on a client is believed. */
  readonly proxies: readonly string[];
}

/** The app of the gateway, everything in the order in which a request meets it. It does not listen: a front does. */
export async function openDoor(door: Door): Promise<FastifyInstance> {
  const { certificates } = door.parts.services;
  const app = limitedServer(door.parts.limits, {
    proxies: door.proxies,
    uploads: door.apis.length > 0,
  });
  keepCertificates(app);
  // Before everything else: routes take over the handlers that are set when they are registered.
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ statusCode: 404, message: 'Resource not found' }));
  app.setErrorHandler((error, request, reply) => {
    const status = statusOf(error);
    if (status === 500) door.parts.log.error({ requestId: request.id, ...defect(error) }, 'a route failed');
    return reply.code(status).send({ statusCode: status, message: status === 500 ? 'Internal server error' : 'Bad request' });
  });
  // A connection that stays open after its last answer would hold up the stop.
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (door.draining()) reply.header('connection', 'close');
    done(null, payload);
  });
  checkHost(app, door.names);
  if (door.tls !== undefined) demandCertificates(app, door.tls, certificates);
  health(app, door);
  metrics(app, door.metrics);
  traces(app, door);
  graphqlRoute(app, door);
  apiRoutes(app, door, door.apis);
  for (const routes of door.routes) await app.register(async (scope) => routes(scope));
  await app.ready();
  return app;
}

/** The status of an error of the HTTP server about the request; 500 for everything else. */
function statusOf(error: unknown): number {
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}
