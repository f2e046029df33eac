import type { FastifyRequest } from 'fastify';

/** A CORS preflight (Fetch §3.2.2): a browser asks whether a page of another site may send a request. */
export const asksFirst = ({ method, headers }: FastifyRequest): boolean =>
  method === 'OPTIONS' && headers.origin !== undefined && headers['access-control-request-method'] !== undefined;
