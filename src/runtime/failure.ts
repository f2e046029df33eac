/** What a client gets in place of the default error response's body. */
export interface FailureAnswer {
  /** In place of the failure's message, which still goes to `context.LastError`; shown whatever the status. */
  readonly message?: string;
  /** The whole body, a JSON value, in place of `{ statusCode, message }`. */
  readonly body?: unknown;
}

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
  readonly answer: FailureAnswer;

  constructor(
    source: string,
    reason: string | null,
    status: number,
    text: string,
    options?: { readonly cause?: unknown; readonly headers?: PolicyFailure['headers']; readonly answer?: FailureAnswer },
  ) {
    super(text, options);
    this.headers = options?.headers ?? [];
    this.answer = options?.answer ?? {};
    this.name = 'PolicyFailure';
    this.source = source;
    this.reason = reason;
    this.status = status;
  }
}
