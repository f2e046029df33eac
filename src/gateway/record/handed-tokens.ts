import type { Clock } from '../../runtime/ports/clock.ts';
import type { Token } from '../../runtime/ports/credential-source.ts';

/** How a token that was waited for came to be there. */
export type Provenance =
  /** It was got for this call, from the store or from the provider. */
  | 'obtained'
  /** Another call that was under way got it. */
  | 'shared'
  /** It was there already. */
  | 'cached';

/** Remembers when each token was first handed out by a call that waited for it. */
export class HandedTokens {
  readonly #clock: Clock;
  readonly #first = new WeakMap<Token, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Where a token came from that a call has got which began at `begun`, of the monotonic clock. */
  provenance(token: Token, begun: number): Provenance {
    const first = this.#first.get(token);
    if (first !== undefined) return first >= begun ? 'shared' : 'cached';
    this.#first.set(token, this.#clock.elapsed());
    return 'obtained';
  }
}
