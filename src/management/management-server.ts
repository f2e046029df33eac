import { randomUUID } from 'node:crypto';
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { badRequest } from './arm/arm-error.ts';
import { renewIdentity } from './renew-identity.ts';

/** Where a server of the management room listens. */
export interface ManagementListen {
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
  /** Asked for at the start and again while it runs; without it plain http is spoken, for a proxy on this machine. */
  readonly tls: (() => ServerIdentity) | undefined;
}

/** PEM texts. */
export interface ServerIdentity {
  readonly certificate: string;
  readonly key: string;
}

export interface RunningManagement {
  readonly url: string;
  close(): Promise<void>;
}

/** Opens a server that is none of the graph's: another port, no CORS, limits of its own. `routes` get its address, which is known once it listens. Rejects when the port cannot be had. */
export async function openManagementServer(
  { host, port, tls }: ManagementListen,
  routes: (url: () => string) => (app: FastifyInstance) => void,
): Promise<RunningManagement> {
  const limits = {
    bodyLimit: 256 * 1024,
    requestTimeout: 30_000,
    connectionTimeout: 60_000,
    http: { maxHeaderSize: 32 * 1024 },
    logger: false as const,
    forceCloseConnections: true as const,
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 512 },
    exposeHeadRoutes: false,
    frameworkErrors: (_error: unknown, _request: unknown, reply: unknown) =>
      (reply as FastifyReply).code(400).send(badRequest('the address is not percent-encoded UTF-8').body()),
  };
  const identity = tls?.();
  const app = (
    identity === undefined
      ? Fastify(limits)
      : Fastify({ ...limits, https: { cert: identity.certificate, key: identity.key, minVersion: 'TLSv1.2' } })
  ) as FastifyInstance;
  if (tls !== undefined) renewIdentity(app.server, tls);
  let url = '';
  routes(() => url)(app);
  await app.listen({ host, port });
  const address = app.server.address();
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  url = `${tls === undefined ? 'http' : 'https'}://${name}:${typeof address === 'object' && address !== null ? address.port : port}`;
  return { url, close: () => app.close() };
}
