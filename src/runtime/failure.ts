/** A policy ended the exchange: what goes to `context.LastError` and what the client gets by default (`reference/errors.json`). */
export class PolicyFailure extends Error {
  /** The policy element or built-in step. */
  readonly source: string;
  /** Machine code such as `Timeout`; null where API Management documents none. */
  readonly reason: string | null;
  /** Default HTTP status. */
  readonly status: number;

  constructor(source: string, reason: string | null, status: number, text: string, options?: { cause?: unknown }) {
    super(text, options);
    this.name = 'PolicyFailure';
    this.source = source;
    this.reason = reason;
    this.status = status;
  }
}
