import type { IncomingResponse } from '../../runtime/ports/send.ts';

/** Requests of resolvers that one request of a client has on the way to one subgraph at a time. */
const mostAtOnce = 8;

/**
 * What the resolvers of one subgraph send for one request of a client. A list of objects means as many calls of one resolver: equal reads are
 * sent once, and only some are on the way at a time.
 */
export class ResolverTraffic {
  readonly #reads = new Map<string, Promise<IncomingResponse>>();
  readonly #waiting: (() => void)[] = [];
  #onTheWay = 0;

  /** `key` tells reads apart; undefined for what must be sent each time. */
  send(key: string | undefined, send: () => Promise<IncomingResponse>): Promise<IncomingResponse> {
    if (key === undefined) return this.#inTurn(send);
    const known = this.#reads.get(key);
    if (known !== undefined) return known;
    const reading = this.#inTurn(send);
    this.#reads.set(key, reading);
    // A failure is for those that waited for it; who asks later may be luckier.
    reading.catch(() => this.#reads.delete(key));
    return reading;
  }

  /** Forgets an answer, so that the next read goes out again. */
  forget(key: string | undefined): void {
    if (key !== undefined) this.#reads.delete(key);
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#onTheWay < mostAtOnce) this.#onTheWay++;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await work();
    } finally {
      // The place is handed on rather than given back, so that nobody can come in between.
      const next = this.#waiting.shift();
      if (next === undefined) this.#onTheWay--;
      else next();
    }
  }
}
