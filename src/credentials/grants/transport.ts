import type { Route } from './route.ts';

/** A request to a token endpoint, or for the keys or metadata of an issuer. */
export interface TokenHttpRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Milliseconds for the whole call, from its start to the last byte. */
  readonly timeoutMs: number;
  readonly route?: Route;
}

export interface TokenHttpResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Makes one call: follows no redirect (an answer 3xx is returned as it is), never repeats a request, reads at most
 * {@link MAX_ANSWER_BYTES}. Rejects with {@link TransportError}, which tells whether the request may have reached the server.
 */
export type TokenTransport = (request: TokenHttpRequest) => Promise<TokenHttpResponse>;

export const MAX_ANSWER_BYTES = 1_000_000;

/** `not-sent`: not a byte of the request went out. `no-answer`: it may have been received. `too-large`: an answer came and was cut off. */
export type TransportPhase = 'not-sent' | 'no-answer' | 'too-large';

export class TransportError extends Error {
  readonly phase: TransportPhase;
  /** A short cause without user input: `ECONNREFUSED`, `ENOTFOUND`, `timeout` … */
  readonly reason: string;

  constructor(phase: TransportPhase, reason: string) {
    super(`${phase}: ${reason}`);
    this.name = 'TransportError';
    this.phase = phase;
    this.reason = reason;
  }
}
