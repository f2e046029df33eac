import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import type { ServerOptions } from 'node:https';
import Fastify, { type FastifyHttpOptions, type FastifyInstance, type FastifyReply } from 'fastify';
import type { Limits } from '../parts.ts';

/** Milliseconds that a client may leave an answer unread. */
const lastBytes = 30_000;

/** Milliseconds that a request may take to arrive. */
const arrival = 30_000;

/** What lies between the clients and the server. */
export interface Transport {
  /** Addresses and networks of proxies whose word on a client is believed. */
  readonly proxies?: readonly string[];
  /** Speaks TLS. */
  readonly https?: ServerOptions;
  /** Whether there are bodies that are passed on while they come: those may take as long as their answer may. */
  readonly uploads?: boolean;
}

/** Opens the HTTP server with the limits that hold before anything is known of a request. */
export function limitedServer(limits: Limits, { proxies = [], https, uploads = false }: Transport = {}): FastifyInstance {
  const options = {
    logger: false,
    trustProxy: proxies.length === 0 ? false : [...proxies],
    bodyLimit: limits.requestBody,
    // Milliseconds for the whole request to arrive, against clients that trickle it.
    requestTimeout: uploads ? Math.max(arrival, limits.requestTimeout) : arrival,
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
  } satisfies FastifyHttpOptions<Server>;
  // The type tells the kinds of server apart; nothing here uses what they do not share.
  const app = https === undefined ? Fastify(options) : (Fastify({ ...options, https }) as unknown as FastifyInstance);
  app.server.maxHeadersCount = 200;
  return app;
}
