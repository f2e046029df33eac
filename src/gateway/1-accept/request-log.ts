import type { FastifyRequest } from 'fastify';
import type { Log } from '../../runtime/ports/log.ts';
import type { ClientRequest } from '../client-request.ts';
import { nobody } from './callers/callers.ts';

/** What is noted of a request while it runs, for its line in the log. */
export interface RequestNote {
  operation: { readonly type: string; readonly name: string | undefined } | undefined;
}

/** How a request ended. */
export interface RequestEnd {
  /** The path that it came in at, as it is configured. */
  readonly route: string;
  readonly status: number;
  readonly ms: number;
}

/** Who sent a request, and what is known of it. */
export type LoggedRequest = Pick<ClientRequest, 'id' | 'method' | 'caller' | 'note' | 'ipAddress'>;

/** One that was refused before anything was known of it. */
export const strangersRequest = ({ id, method, ip }: FastifyRequest): LoggedRequest => ({
  id,
  method,
  caller: nobody,
  note: undefined,
  ipAddress: ip,
});

/** The line of a request: ids and names, and neither its address with query nor its text. */
export function logRequest(log: Log, { id, method, caller, note, ipAddress }: LoggedRequest, { route, status, ms }: RequestEnd): void {
  const { user, subscription } = caller;
  log.info(
    {
      requestId: id,
      method,
      route,
      status,
      ms: Math.round(ms * 10) / 10,
      client: ipAddress,
      ...(note?.operation === undefined ? {} : { operation: note.operation.name ?? note.operation.type, type: note.operation.type }),
      ...(user === null ? {} : { user: user.id }),
      ...(subscription === null ? {} : { subscription: subscription.id }),
    },
    'request',
  );
}
