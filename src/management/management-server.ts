import { randomUUID } from 'node:crypto';
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { Front, type TlsIdentity } from '../gateway/1-accept/front.ts';
import { badRequest } from './arm/arm-error.ts';

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
  /** Takes the requests that come from now on, in place of the server that it comes after. One that comes after none has entered. */
  enter(): void;
  /** For the server that takes its place. */
  readonly front: Front;
  /** Lets the requests under way end for a while where another has taken its place; else ends them, and closes the port. */
  close(): Promise<void>;
}

/** Milliseconds that requests may still take after another server took their place. */
const grace = 10_000;

/**
 * Opens a server that is none of the graph's: another port, no CORS, limits of its own. `routes` get its address, which is known once it listens. `after`
 * has the open port already. Rejects when the port cannot be had.
 */
export async function openManagementServer(
  { host, port, tls }: ManagementListen,
  routes: (url: () => string) => (app: FastifyInstance) => void,
  after?: Pick<RunningManagement, 'url' | 'front'>,
): Promise<RunningManagement> {
  const app: FastifyInstance = Fastify({
    bodyLimit: 256 * 1024,
    requestTimeout: 30_000,
    connectionTimeout: 60_000,
    logger: false,
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 512 },
    exposeHeadRoutes: false,
    frameworkErrors: (_error: unknown, _request: unknown, reply: unknown) =>
      (reply as FastifyReply).code(400).send(badRequest('the address is not percent-encoded UTF-8').body()),
  });
  const identity = tls && (() => identityOf(tls()));
  const front = after?.front ?? new Front(identity && { identity: identity(), asksClients: false });
  let url = after?.url ?? '';
  routes(() => url)(app);
  await app.ready();
  const seat = front.seat(app, identity);
  if (after === undefined) {
    seat.enter();
    ({ url } = await front.listen({ host, port }));
  }
  return {
    url,
    front,
    enter: () => seat.enter(),
    async close() {
      if (seat.isCurrent) seat.cut();
      const cut = setTimeout(() => seat.cut(), grace);
      await seat.leave();
      clearTimeout(cut);
    },
  };
}

const identityOf = ({ certificate, key }: ServerIdentity): TlsIdentity => ({ cert: certificate, key, minVersion: 'TLSv1.2' });
