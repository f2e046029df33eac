import type { Readable } from 'node:stream';
import { type HeaderList, type IncomingResponse, type OutgoingRequest, type Send, SendFailure } from '../../runtime/ports/send.ts';
import { decoded } from './content-encoding.ts';
import { Dispatchers, type WayOut } from './dispatchers.ts';
import type { Egress, EgressCheck } from './egress.ts';
import { connectionHeaders } from './forward-headers.ts';
import { type OpenResponse, openStream, type StreamedRequest } from './open-stream.ts';
import { roundTrip, sendFailure } from './round-trip.ts';

/** A request to a backend: the port's, where it and its redirects may go, and how long the whole of it may take. */
export interface BackendRequest extends OutgoingRequest {
  readonly egress: EgressCheck;
  /** Milliseconds until the body must be complete; not less than `timeoutMs`. */
  readonly totalMs: number;
  /** In place of a header of this name. */
  readonly traceparent?: string;
}

/** The connections of one gateway. */
export interface Sender {
  send(request: BackendRequest): Promise<IncomingResponse>;
  /** Sends without holding bodies in memory. The answer is as it came: redirects are not followed, nothing is decoded. */
  open(request: Omit<BackendRequest, 'body' | 'totalMs' | 'followRedirects'> & Pick<StreamedRequest, 'body'>): Promise<OpenResponse>;
  /** Reads the body of an open response, decoded. Rejects with SendFailure. */
  collect(response: OpenResponse): Promise<IncomingResponse>;
  /** The plain port, bound to where it may go; the whole response must be there in `timeoutMs`. */
  port(egress: EgressCheck): Send;
  /** Ends all connections; what is under way fails. */
  close(): Promise<void>;
}

const maxRedirects = 5;

/** Headers that may follow a redirect to another origin. Any other may be, or be derived from, a credential. */
const harmless: ReadonlySet<string> = new Set(['accept', 'accept-language', 'content-type', 'user-agent']);

/** Opens the HTTP client that everything to a backend goes through. `maxBytes`: of a response body, before and after decompression. */
export function openSender(maxBytes: number): Sender {
  const dispatchers = new Dispatchers();

  function one(request: BackendRequest, url: URL, deadline: Deadline): Promise<IncomingResponse> {
    return roundTrip({
      dispatcher: dispatchers.pick(wayOut(request, url)),
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method: request.method,
      headers: traced(request),
      body: request.body,
      headersMs: deadline.left(request.timeoutMs),
      totalMs: deadline.left(request.totalMs),
      maxBytes,
      signal: request.signal,
    });
  }

  async function send(first: BackendRequest): Promise<IncomingResponse> {
    const deadline = startDeadline();
    let request = first;
    let url = parse(request.url);
    for (let hops = 0; ; hops++) {
      const answer = await one(request, url, deadline);
      const location = request.followRedirects ? redirectTarget(answer, url) : undefined;
      if (location === undefined) return decoded(answer, maxBytes);
      if (hops === maxRedirects) throw new SendFailure('refused', `the backend redirected more than ${maxRedirects} times`);
      request = redirected(request, answer.status, location.origin === url.origin);
      url = location;
    }
  }

  return {
    send,
    open: async (request) => {
      const url = parse(request.url);
      return openStream({
        dispatcher: dispatchers.pick(wayOut(request, url)),
        origin: url.origin,
        path: `${url.pathname}${url.search}`,
        method: request.method,
        headers: traced(request),
        body: request.body,
        headersMs: request.timeoutMs,
        signal: request.signal,
      });
    },
    collect: async (response) => decoded({ ...response, body: await bytesOf(response.body, maxBytes) }, maxBytes),
    port: (egress) => (request) =>
      send({
        ...request,
        headers: request.headers.filter(([name]) => !connectionHeaders.has(name.toLowerCase())),
        egress,
        totalMs: request.timeoutMs,
      }),
    close: () => dispatchers.close(),
  };
}

/** The headers, with what the backend is told of the trace. */
const traced = ({ headers, traceparent }: Pick<BackendRequest, 'headers' | 'traceparent'>): HeaderList =>
  traceparent === undefined ? headers : [...headers.filter(([name]) => name.toLowerCase() !== 'traceparent'), ['traceparent', traceparent]];

async function bytesOf(body: Readable, maxBytes: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > maxBytes) throw new SendFailure('too-large', `the response has more than ${maxBytes} bytes`);
      chunks.push(chunk);
    }
  } catch (error) {
    throw sendFailure(error);
  }
  return Buffer.concat(chunks, size);
}

/** Where a request may go, and by which connections. Throws SendFailure where it may not. */
function wayOut({ egress, certificate, proxy }: Pick<BackendRequest, 'egress' | 'certificate' | 'proxy'>, url: URL): WayOut {
  const target = admitted(egress(url), `\`${url.host}\``);
  // Without TLS nobody asks for a certificate.
  const shown = url.protocol === 'https:' ? certificate : undefined;
  if (proxy === undefined) return { guarded: target === 'guarded', certificate: shown, proxy: undefined };
  if (target === 'guarded')
    throw new SendFailure('refused', `\`${url.host}\` must be listed whole in egress.allow: behind a proxy its address cannot be checked`);
  const server = parse(proxy.url);
  const guarded = admitted(egress(server), `the proxy \`${server.host}\``) === 'guarded';
  return { guarded: false, certificate: shown, proxy: { ...proxy, url: server.origin, guarded } };
}

function admitted(egress: Egress, what: string): 'named' | 'guarded' {
  if (egress.kind !== 'refused') return egress.kind;
  throw new SendFailure(
    'refused',
    egress.reason === 'private'
      ? `${what} is a private address, which egress.allow must list itself`
      : `${what} is neither the host of a configured backend nor listed in egress.allow`,
  );
}

interface Deadline {
  /** What is left of a time that began with the first hop; at least one millisecond. */
  left(milliseconds: number): number;
}

function startDeadline(): Deadline {
  const begin = performance.now();
  return { left: (milliseconds) => Math.max(1, milliseconds - (performance.now() - begin)) };
}

function parse(text: string): URL {
  if (!URL.canParse(text)) throw new SendFailure('refused', 'the address is no URL');
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new SendFailure('refused', 'the address is neither http nor https');
  return url;
}

const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

function redirectTarget({ status, headers }: IncomingResponse, from: URL): URL | undefined {
  if (!redirects.has(status)) return undefined;
  const location = headers.find(([name]) => name.toLowerCase() === 'location')?.[1];
  if (location === undefined || !URL.canParse(location, from.href)) return undefined;
  const url = new URL(location, from.href);
  return url.protocol === 'http:' || url.protocol === 'https:' ? url : undefined;
}

/** RFC 9110 §15.4: 303, and by custom 301 and 302 of a POST, become a GET. To another origin nothing goes that could be a credential. */
function redirected(request: BackendRequest, status: number, sameOrigin: boolean): BackendRequest {
  const toGet = (status === 303 && request.method !== 'HEAD') || (request.method === 'POST' && (status === 301 || status === 302));
  const kept = sameOrigin ? request.headers : request.headers.filter(([name]) => harmless.has(name.toLowerCase()));
  const headers: HeaderList = toGet ? kept.filter(([name]) => !name.toLowerCase().startsWith('content-')) : kept;
  const { certificate, traceparent, ...rest } = request;
  const next = sameOrigin
    ? { ...rest, ...(certificate === undefined ? {} : { certificate }), ...(traceparent === undefined ? {} : { traceparent }) }
    : rest;
  return toGet ? { ...next, method: 'GET', body: null, headers } : { ...next, headers };
}
