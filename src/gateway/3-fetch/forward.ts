import { Body } from '../../runtime/context/body.ts';
import { HeaderMap } from '../../runtime/context/headers.ts';
import { Response } from '../../runtime/context/message.ts';
import type { Exchange, ForwardOptions } from '../../runtime/exchange.ts';
import type { HeaderList, IncomingResponse } from '../../runtime/ports/send.ts';
import type { ClientRequest } from '../client-request.ts';
import type { CallRoom } from './call.ts';
import { outgoingBody, outgoingHead } from './outgoing.ts';
import type { Subgraph } from './subgraph.ts';
import { holdTokens } from './token-hosts.ts';
import { callKey } from './traffic/call-key.ts';
import { connectionsOf } from './traffic/connections-of.ts';

/** What a call knows about the last request that really went out. */
export interface Forwarded {
  readonly headers: HeaderList;
  /** The backend's own, whatever policies make of it later. */
  readonly status: number;
  /** Where it was taken in whole. */
  readonly answer?: IncomingResponse;
}

const defaults: HeaderList = [
  ['content-type', 'application/json'],
  ['accept', 'application/json'],
];

/** Forwards the exchange's request to its backend and takes the response in. Rejects with SendFailure or PolicyFailure. */
export async function forward(
  { traffic, readsOnly, egress }: CallRoom,
  subgraph: Subgraph,
  x: Exchange,
  options: ForwardOptions,
  client: ClientRequest,
): Promise<Forwarded> {
  const { method, headers } = outgoingHead(x, defaults);
  const url = x.context.request.url.toString();
  const body = outgoingBody(x);
  holdTokens(client.bound, { url, headers, body });
  // A timeout of 0 says nothing; taken as a time, every call would run out of it.
  const timeoutMs = options.timeoutMs || subgraph.timeoutMs;
  const totalMs = Math.max(timeoutMs, subgraph.timeoutMs);
  const { followRedirects } = options;
  const request = { method, url, headers, body, timeoutMs, totalMs, followRedirects };
  const reads = readsOnly.of(x, body);
  const key = reads && subgraph.shareCalls ? callKey(x, request, client) : undefined;
  const response = await traffic.send(
    subgraph,
    { ...request, egress, signal: x.signal, ...x.transport },
    { reads, key, connections: connectionsOf(x) },
  );
  x.context.response = new Response(response.status, response.reason, HeaderMap.from(response.headers), Body.bytes(response.body));
  return { headers, status: response.status, answer: response };
}
