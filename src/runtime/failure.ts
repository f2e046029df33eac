/** A policy ended the exchange: what goes to `context.LastError` and what the client gets by default (`reference/errors.json`). */
export class PolicyFailure extends Error {
  /** The policy element or built-in step. */
  readonly source: string;
  /** Machine code such as `Timeout`; null where API Management documents none. */
  readonly reason: string | null;
  /** Default HTTP status. */
  readonly status: number;
  /** Headers of the default error response. */
  readonly headers: readonly (readonly [name: string, value: string])[];

  constructor(
    source: string,
    reason: string | null,
    status: number,
    text: string,
    options?: { readonly cause?: unknown; readonly headers?: PolicyFailure['headers'] },
  ) {
    super(text, options);
    this.headers = options?.headers ?? [];
    this.name = 'PolicyFailure';
    this.source = source;
    this.reason = reason;
    this.status = status;
  }
}
