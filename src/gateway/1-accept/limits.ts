import { randomUUID } from 'node:crypto';
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import type { Limits } from '../parts.ts';

/** Milliseconds that a client may leave an answer unread. */
const lastBytes = 30_000;

/** Opens the HTTP server with the limits that hold before anything is known of a request. */
export function limitedServer(limits: Limits): FastifyInstance {
  const app = Fastify({
    logger: false,
    bodyLimit: limits.requestBody,
    // Milliseconds for the whole request to arrive, against clients that trickle it.
    requestTimeout: 30_000,
    keepAliveTimeout: 65_000,
    // Nothing moves on a connection for so long only when a client does not read its answer.
    connectionTimeout: limits.requestTimeout + lastBytes,
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
