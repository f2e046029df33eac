import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import Fastify, { type FastifyHttpOptions, type FastifyInstance, type FastifyReply } from 'fastify';
import type { Limits } from '../parts.ts';
import { mostHeaderBytes } from './front.ts';

/** Milliseconds that a client may leave an answer unread. */
const lastBytes = 30_000;

/** Milliseconds that a request may take to arrive. */
const arrival = 30_000;

/** What lies between the clients and the server. */
export interface Transport {
  /** Addresses and networks of proxies whose word on a client is believed. */
  readonly proxies?: readonly string[];
  /** Whether there are bodies that are passed on while they come: those may take as long as their answer may. */
  readonly uploads?: boolean;
}

/** The app with the limits that hold before anything is known of a request. A front listens for it, and holds clients to the times of its server. */
export function limitedServer(limits: Limits, { proxies = [], uploads = false }: Transport = {}): FastifyInstance {
  const options = {
    logger: false,
    trustProxy: proxies.length === 0 ? false : [...proxies],
    bodyLimit: limits.requestBody,
    // Milliseconds for the whole request to arrive, against clients that trickle it.
    requestTimeout: uploads ? Math.max(arrival, limits.requestTimeout) : arrival,
    keepAliveTimeout: 65_000,
    // Nothing moves on a connection for so long only when a client does not read its answer.
    connectionTimeout: limits.requestTimeout + lastBytes,
    http: { maxHeaderSize: mostHeaderBytes },
    return503OnClosing: true,
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 512 },
    exposeHeadRoutes: false,
    // An address that cannot be decoded is not repeated.
    frameworkErrors: (_error, _request, reply) => (reply as FastifyReply).code(400).send({ statusCode: 400, message: 'Bad request' }),
  } satisfies FastifyHttpOptions<Server>;
  const app = Fastify(options);
  app.server.maxHeadersCount = 200;
  return app;
}
