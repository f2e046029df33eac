import type { Readable } from 'node:stream';
import { Body } from '../../runtime/context/body.ts';
import type { OperationFacts } from '../../runtime/context/facts.ts';
import { HeaderMap, RequestHeaders } from '../../runtime/context/headers.ts';
import { Response } from '../../runtime/context/message.ts';
import type { Url } from '../../runtime/context/url.ts';
import { Variables } from '../../runtime/context/variables.ts';
import type { Exchange, ForwardOptions } from '../../runtime/exchange.ts';
import { PolicyFailure } from '../../runtime/failure.ts';
import type { HandlerModule } from '../../runtime/handler.ts';
import { failureText, type Outcome, runHandler } from '../../runtime/pipeline.ts';
import type { HeaderList } from '../../runtime/ports/send.ts';
import { scrub } from '../4-respond/scrub.ts';
import type { ClientRequest } from '../client-request.ts';
import { openExchange } from '../exchange-context.ts';
import type { Api } from './api.ts';
import type { CallRoom } from './call.ts';
import type { Forwarded } from './forward.ts';
import { outgoingBody, outgoingHead } from './outgoing.ts';
import { dropTokens, refusedTokens } from './refused-tokens.ts';
import { holdTokens } from './token-hosts.ts';

/** The body of a client's request: held, so that policies can read it and it can be sent again; or still to come. */
export type IncomingBody =
  | { readonly kind: 'held'; readonly bytes: Uint8Array | null }
  | { readonly kind: 'stream'; readonly stream: Readable; readonly length: string | undefined };

/** What a client of an API gets. */
export interface ProxyAnswer {
  readonly response: Response | null;
  /** The body of the backend, where no policy has touched it; the response has none then. To be read to its end, or destroyed. */
  readonly stream: { readonly body: Readable; readonly length: string | undefined } | undefined;
}

interface Attempt {
  readonly x: Exchange;
  readonly outcome: Outcome;
  readonly forwarded: Forwarded | undefined;
  /** The last response that came as a stream. */
  readonly open: OpenBody | undefined;
}

interface OpenBody {
  readonly response: Response;
  readonly body: Readable;
  readonly length: string | undefined;
}

/** A call of an API, with everything that is fixed before its policies run. */
export interface ProxyCall {
  readonly api: Api;
  readonly handler: HandlerModule;
  readonly url: Url;
  readonly incoming: IncomingBody;
}

/**
 * Runs the document of an API around a request and forwards it. A token that the backend refuses is dropped, and the call made once more
 * where its body can be sent again. Never rejects.
 */
export async function proxy(room: CallRoom, call: ProxyCall, client: ClientRequest): Promise<ProxyAnswer> {
  const first = await attempt(room, call, client);
  const refused = refusedTokens(first.x, first.forwarded);
  if (refused.length === 0 || call.incoming.kind === 'stream' || client.signal.aborted) return answer(room, call, client, first);
  await dropTokens(room.parts, client, call.api.name, refused);
  first.open?.body.destroy();
  return answer(room, call, client, await attempt(room, call, client));
}

async function attempt(room: CallRoom, call: ProxyCall, client: ClientRequest): Promise<Attempt> {
  let forwarded: Forwarded | undefined;
  let open: OpenBody | undefined;
  const body = new UpstreamBody(call.incoming);
  const x = openExchange(room.parts, client, exchangeFacts(call, client), async (exchange, options) => {
    open?.body.destroy();
    open = undefined;
    forwarded = undefined;
    const sent = await forwardOne(room, call, exchange, options, client, body);
    forwarded = sent.forwarded;
    open = sent.open;
  });
  const outcome = await runHandler(call.handler, x);
  if (outcome.kind === 'failed') room.parts.meter.policyFailure('api', outcome.site.document, outcome.site.policy);
  return { x, outcome, forwarded, open };
}

const noParameters: ReadonlyMap<string, string> = new Map();

function exchangeFacts({ api, url, incoming }: ProxyCall, client: ClientRequest) {
  const operation: OperationFacts = { id: client.method.toLowerCase(), method: client.method, name: client.method, urlTemplate: '/*' };
  const { headers } = client;
  return {
    scope: 'api' as const,
    api: api.facts,
    operation,
    variables: new Variables(),
    request: {
      method: client.method,
      url: url.copy(),
      originalUrl: client.url,
      headers: RequestHeaders.over(headers, api.clientHeaders(headers, headers)),
      body: incoming.kind === 'held' && incoming.bytes !== null ? Body.bytes(incoming.bytes) : null,
      ipAddress: client.ipAddress,
      matchedParameters: noParameters,
      certificate: client.certificate,
    },
  };
}

/** What is sent as the body: the stream of the client, once, unless policies have put another in its place. */
class UpstreamBody {
  readonly #incoming: IncomingBody;
  #spent = false;

  constructor(incoming: IncomingBody) {
    this.#incoming = incoming;
  }

  take(x: Exchange): { readonly body: string | Uint8Array | Readable | null; readonly headers: HeaderList } {
    if (this.#incoming.kind === 'held' || x.context.request.body !== null) return { body: outgoingBody(x), headers: [] };
    if (this.#spent)
      throw new PolicyFailure(
        'forward-request',
        null,
        500,
        'the body of the request was passed on as it came, so it cannot be sent again; buffer-request-body="true" keeps it',
      );
    this.#spent = true;
    const { stream, length } = this.#incoming;
    return { body: stream, headers: length === undefined ? [] : [['content-length', length]] };
  }
}

async function forwardOne(
  { sender, egress }: CallRoom,
  { api, handler }: ProxyCall,
  x: Exchange,
  options: ForwardOptions,
  client: ClientRequest,
  upstream: UpstreamBody,
): Promise<{ readonly forwarded: Forwarded; readonly open: OpenBody | undefined }> {
  const { method, headers } = outgoingHead(x, []);
  const { body, headers: ofBody } = upstream.take(x);
  const url = x.context.request.url.toString();
  holdTokens(client.bound, { url, headers, body: body === null || typeof body === 'string' || body instanceof Uint8Array ? body : null });
  const timeoutMs = options.timeoutMs || api.timeoutMs;
  const common = { method, url, timeoutMs, egress, signal: x.signal, ...x.transport };
  const isStream = body !== null && typeof body !== 'string' && !(body instanceof Uint8Array);
  if (!isStream && (handler.meta.reads.responseBody || options.followRedirects)) {
    const { followRedirects } = options;
    const response = await sender.send({ ...common, headers, body, totalMs: timeoutMs, followRedirects });
    x.context.response = new Response(response.status, response.reason, HeaderMap.from(response.headers), Body.bytes(response.body));
    return { forwarded: { headers, status: response.status }, open: undefined };
  }
  const sent = await sender.open({ ...common, headers: [...headers, ...ofBody], body });
  const forwarded = { headers, status: sent.status };
  if (handler.meta.reads.responseBody) {
    const bytes = await sender.collect(sent);
    x.context.response = new Response(bytes.status, bytes.reason, HeaderMap.from(bytes.headers), Body.bytes(bytes.body));
    return { forwarded, open: undefined };
  }
  const response = new Response(sent.status, sent.reason, HeaderMap.from(sent.headers), null);
  x.context.response = response;
  const length = sent.headers.find(([name]) => name.toLowerCase() === 'content-length')?.[1];
  return { forwarded, open: { response, body: sent.body, length } };
}

function answer({ parts }: CallRoom, { api }: ProxyCall, client: ClientRequest, { x, outcome, open }: Attempt): ProxyAnswer {
  if (outcome.kind === 'failed')
    parts.log.warn({ requestId: client.id, api: api.name, handled: outcome.handled }, scrub(client.disclosed, failureText(outcome)));
  const { response } = x.context;
  // A policy such as return-response made another response, or gave this one a body.
  const isBackends = open !== undefined && response === open.response && response.body === null;
  if (!isBackends) open?.body.destroy();
  return { response, stream: isBackends ? { body: open.body, length: open.length } : undefined };
}
