import { type Dispatcher, errors } from 'undici';
import { type HeaderList, type IncomingResponse, SendFailure } from '../../runtime/ports/send.ts';
import type { Signal } from '../../runtime/ports/signal.ts';
import { PrivateAddressError } from './guarded-lookup.ts';

/** One request on the wire. Times are in milliseconds from now. */
export interface WireRequest {
  readonly dispatcher: Dispatcher;
  readonly origin: string;
  /** Path and query. */
  readonly path: string;
  readonly method: string;
  readonly headers: HeaderList;
  readonly body: string | Uint8Array | null;
  /** Until the response headers must be there. */
  readonly headersMs: number;
  /** Until the response body must be complete. */
  readonly totalMs: number;
  readonly maxBytes: number;
  readonly signal: Signal | undefined;
}

/** Sends one request and collects its response. Follows nothing, retries nothing. Rejects with SendFailure only. */
export function roundTrip(request: WireRequest): Promise<IncomingResponse> {
  return new Promise((resolve, reject) => {
    const trip = new Trip(request, resolve, reject);
    const { dispatcher, origin, path, method, headers, body } = request;
    try {
      dispatcher.dispatch({ origin, path, method, headers: headers.flat(), body }, trip);
    } catch (error) {
      trip.fail(sendFailure(error));
    }
  });
}

/** The state of one round trip, as undici's dispatcher drives it. Uses dispatch itself: it is the cheapest of undici's ways. */
class Trip implements Dispatcher.DispatchHandler {
  readonly #request: WireRequest;
  readonly #resolve: (response: IncomingResponse) => void;
  readonly #reject: (error: SendFailure) => void;
  readonly #onAbort = (): void => this.fail(abortFailure(this.#request.signal?.reason));
  readonly #total: NodeJS.Timeout;
  readonly #headers: NodeJS.Timeout | undefined;
  #controller: Dispatcher.DispatchController | undefined;
  #ended: SendFailure | 'answered' | undefined;
  #head: { status: number; reason: string; headers: HeaderList } | undefined;
  readonly #chunks: Buffer[] = [];
  #bytes = 0;

  constructor(request: WireRequest, resolve: (response: IncomingResponse) => void, reject: (error: SendFailure) => void) {
    this.#request = request;
    this.#resolve = resolve;
    this.#reject = reject;
    const { headersMs, totalMs, signal } = request;
    this.#total = setTimeout(() => this.fail(timeout(totalMs)), totalMs);
    this.#headers = headersMs < totalMs ? setTimeout(() => this.fail(timeout(headersMs)), headersMs) : undefined;
    if (signal?.aborted === true) this.#onAbort();
    else signal?.addEventListener('abort', this.#onAbort, { once: true });
  }

  /** Ends the trip at once, also while the request still waits for a connection. */
  fail(error: SendFailure): void {
    if (this.#ended !== undefined) return;
    this.#end(error);
    this.#controller?.abort(error);
    this.#reject(error);
  }

  #end(how: SendFailure | 'answered'): void {
    this.#ended = how;
    clearTimeout(this.#total);
    clearTimeout(this.#headers);
    this.#request.signal?.removeEventListener('abort', this.#onAbort);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#ended instanceof SendFailure) controller.abort(this.#ended);
    else this.#controller = controller;
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number, _headers: unknown, reason?: string): void {
    if (status < 200) return;
    clearTimeout(this.#headers);
    const headers = headerList(controller.rawHeaders);
    this.#head = { status, reason: reason ?? '', headers };
    const length = headers.find(([name]) => name.toLowerCase() === 'content-length')?.[1];
    if (Number(length) > this.#request.maxBytes) this.fail(this.#tooLarge());
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes > this.#request.maxBytes) this.fail(this.#tooLarge());
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    if (this.#ended !== undefined || this.#head === undefined) return;
    this.#end('answered');
    const [first] = this.#chunks;
    const body = first !== undefined && this.#chunks.length === 1 ? first : Buffer.concat(this.#chunks, this.#bytes);
    this.#resolve({ ...this.#head, body });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    const failure = sendFailure(error);
    // Without a controller it never had a connection.
    const isLost = failure.kind === 'unreachable' && this.#controller === undefined;
    this.fail(isLost ? new SendFailure('unreachable', failure.message, { notSent: true }) : failure);
  }

  #tooLarge(): SendFailure {
    return new SendFailure('too-large', `the response has more than ${this.#request.maxBytes} bytes`);
  }
}

/** Raw headers as undici gives them: names and values in turn. */
function headerList(raw: Dispatcher.DispatchController['rawHeaders']): HeaderList {
  const list: [string, string][] = [];
  if (!Array.isArray(raw)) return list;
  for (let i = 0; i + 1 < raw.length; i += 2) list.push([latin1(raw[i]), latin1(raw[i + 1])]);
  return list;
}

/** Header bytes are Latin-1 (RFC 9110 §5.5). */
const latin1 = (value: Buffer | string | undefined): string => (typeof value === 'string' ? value : (value?.toString('latin1') ?? ''));

const timeout = (milliseconds: number): SendFailure => new SendFailure('timeout', `no response within ${Math.round(milliseconds)} ms`);

/** A deadline over the whole request tells itself apart from a client that went away by the reason of the signal. */
const abortFailure = (reason: unknown): SendFailure =>
  reason instanceof SendFailure ? reason : new SendFailure('aborted', 'the request was cancelled');

/** Texts of our own: those of the platform may quote what was sent. */
export function sendFailure(error: unknown): SendFailure {
  if (error instanceof SendFailure) return error;
  if (error instanceof PrivateAddressError) return new SendFailure('refused', error.message);
  const proxy = proxyFailure(error);
  if (proxy !== undefined) return new SendFailure('unreachable', proxy);
  if (error instanceof errors.InvalidArgumentError) return new SendFailure('refused', 'the request is no valid HTTP');
  if (error instanceof errors.HTTPParserError) return new SendFailure('unreachable', 'the answer was no valid HTTP');
  if (error instanceof errors.HeadersOverflowError) return new SendFailure('too-large', 'the response headers are too large');
  const code = codeOf(error);
  return new SendFailure('unreachable', unreachable[code ?? ''] ?? `the connection failed${code === undefined ? '' : ` (${code})`}`);
}

/** What undici says of a proxy only in its texts: which status it answered with in place of a way through. */
function proxyFailure(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const status =
    /^Proxy response \((\d{3})\)/.exec(error.message)?.[1] ?? /^Proxy Authentication Required \((407)\)/.exec(error.message)?.[1];
  return status === undefined ? undefined : `the proxy answered with status ${status}`;
}

const unreachable: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ENOTFOUND: 'the host name does not exist',
  EAI_AGAIN: 'the host name could not be resolved',
  ECONNRESET: 'the connection was closed before the response was complete',
  UND_ERR_SOCKET: 'the connection was closed before the response was complete',
  UND_ERR_CONNECT_TIMEOUT: 'no connection could be made in time',
  UND_ERR_DESTROYED: 'the gateway is stopping',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'the response body has not the announced length',
  CERT_HAS_EXPIRED: 'the certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate is not trusted (self-signed)',
  SELF_SIGNED_CERT_IN_CHAIN: 'the certificate is not trusted (self-signed)',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the certificate is not trusted',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate is for another host',
};

function codeOf(error: unknown): string | undefined {
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
