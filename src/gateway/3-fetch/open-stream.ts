import type { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import { type HeaderList, SendFailure } from '../../runtime/ports/send.ts';
import type { Signal } from '../../runtime/ports/signal.ts';
import { sendFailure } from './round-trip.ts';

/** A request whose body, or whose answer's, is not held in memory. */
export interface StreamedRequest {
  readonly dispatcher: Dispatcher;
  readonly origin: string;
  /** Path and query. */
  readonly path: string;
  readonly method: string;
  readonly headers: HeaderList;
  readonly body: string | Uint8Array | Readable | null;
  /** Milliseconds until the response headers must be there. */
  readonly headersMs: number;
  readonly signal: Signal | undefined;
}

/** A response whose body is still to come. */
export interface OpenResponse {
  readonly status: number;
  readonly reason: string;
  readonly headers: HeaderList;
  /** To be read to its end, or destroyed. */
  readonly body: Readable;
}

/** Milliseconds in which nothing at all may come of a body. */
const silence = 60_000;

/** Sends a request and resolves with the head of its response. Follows nothing, retries nothing. Rejects with SendFailure only. */
export async function openStream({
  dispatcher,
  origin,
  path,
  method,
  headers,
  body,
  headersMs,
  signal,
}: StreamedRequest): Promise<OpenResponse> {
  const controller = new AbortController();
  const onAbort = (): void => controller.abort(signal?.reason);
  const timer = setTimeout(() => controller.abort(new SendFailure('timeout', `no response within ${Math.round(headersMs)} ms`)), headersMs);
  if (signal?.aborted === true) onAbort();
  else signal?.addEventListener('abort', onAbort, { once: true });
  try {
    const response = await dispatcher.request({
      origin,
      path,
      method: method as Dispatcher.HttpMethod,
      headers: headers.flat(),
      body,
      bodyTimeout: silence,
      responseHeaders: 'raw',
      signal: controller.signal,
    });
    // Whoever reads it learns of errors; when nobody does, it was destroyed on purpose.
    response.body.on('error', () => undefined);
    // A client that goes away ends the rest as well.
    response.body.once('close', () => signal?.removeEventListener('abort', onAbort));
    return { status: response.statusCode, reason: response.statusText ?? '', headers: lines(response.headers), body: response.body };
  } catch (error) {
    signal?.removeEventListener('abort', onAbort);
    const { reason } = controller.signal;
    throw reason instanceof SendFailure
      ? reason
      : controller.signal.aborted
        ? new SendFailure('aborted', 'the request was cancelled')
        : sendFailure(error);
  } finally {
    clearTimeout(timer);
  }
}

/** Raw headers: names and values in turn, contrary to their type. */
function lines(headers: unknown): HeaderList {
  if (!Array.isArray(headers)) return [];
  const list: [string, string][] = [];
  for (let i = 0; i + 1 < headers.length; i += 2) list.push([String(headers[i]), String(headers[i + 1])]);
  return list;
}
