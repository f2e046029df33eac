import { Agent } from 'undici';
import { type HeaderList, type IncomingResponse, type OutgoingRequest, type Send, SendFailure } from '../../runtime/ports/send.ts';
import { decoded } from './content-encoding.ts';
import type { EgressCheck } from './egress.ts';
import { guardedLookup } from './guarded-lookup.ts';
import { roundTrip } from './round-trip.ts';

/** A request to a backend: the port's, where it and its redirects may go, and how long the whole of it may take. */
export interface BackendRequest extends OutgoingRequest {
  readonly egress: EgressCheck;
  /** Milliseconds until the body must be complete; not less than `timeoutMs`. */
  readonly totalMs: number;
}

/** The connections of one gateway. */
export interface Sender {
  send(request: BackendRequest): Promise<IncomingResponse>;
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
  // Timeouts are ours: undici's timers are coarse, and one timer covers the redirects as well.
  const common = { headersTimeout: 0, bodyTimeout: 0, keepAliveTimeout: 4_000, keepAliveMaxTimeout: 60_000, connections: 256 };
  const named = new Agent({ ...common, connect: { timeout: 10_000 } });
  const guarded = new Agent({ ...common, connect: { timeout: 10_000, lookup: guardedLookup } });

  function one(request: BackendRequest, url: URL, deadline: Deadline): Promise<IncomingResponse> {
    const egress = request.egress(url);
    if (egress.kind === 'refused')
      throw new SendFailure(
        'refused',
        egress.reason === 'private'
          ? `\`${url.host}\` is a private address, which egress.allow must list itself`
          : `\`${url.host}\` is neither the host of a configured backend nor listed in egress.allow`,
      );
    return roundTrip({
      dispatcher: egress.kind === 'named' ? named : guarded,
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method: request.method,
      headers: request.headers,
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
    port: (egress) => (request) => send({ ...request, egress, totalMs: request.timeoutMs }),
    close: async () => {
      await Promise.all([named.destroy(), guarded.destroy()]);
    },
  };
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
  return toGet ? { ...request, method: 'GET', body: null, headers } : { ...request, headers };
}
