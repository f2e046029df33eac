import { SendFailure } from '../../runtime/ports/send.ts';
import type { OpenRequest } from './open-request.ts';

/** The requests that are under way, so that a stop can cut them off when its patience ends. */
export class InFlight {
  readonly #open = new Set<OpenRequest>();

  add(request: OpenRequest): void {
    this.#open.add(request);
  }

  delete(request: OpenRequest): void {
    this.#open.delete(request);
  }

  /** Cancels all that is left. */
  abort(): void {
    for (const request of this.#open) request.abort(new SendFailure('aborted', 'the gateway is stopping'));
  }
}
