import { randomUUID } from 'node:crypto';
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import type { Limits } from '../parts.ts';

/** Opens the HTTP server with the limits that hold before anything is known of a request. */
export function limitedServer(limits: Limits): FastifyInstance {
  const app = Fastify({
    logger: false,
    bodyLimit: limits.requestBody,
    // Milliseconds for the whole request to arrive, against clients that trickle it.
    requestTimeout: 30_000,
    keepAliveTimeout: 65_000,
    http: { maxHeaderSize: 32 * 1024 },
    return503OnClosing: true,
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 512 },
    exposeHeadRoutes: false,
    // An address that cannot be decoded is not repeated.
    frameworkErrors: (_error, _request, reply) => (reply as FastifyReply).code(400).send({ statusCode: 400, message: 'Bad request' }),
  });
  app.server.maxHeadersCount = 200;
  return app;
}
