import type { MisbehaviourName } from './misbehaviours.ts';

/** How token requests are to be answered from now on; undefined: as they should be. */
export interface Order {
  readonly how: MisbehaviourName | undefined;
  /** The next token request alone, or every one. */
  readonly times: 'once' | 'always';
}

/** A token request that came in. Nothing secret of it is kept. */
export interface SeenTokenRequest {
  /** Wall milliseconds. */
  readonly at: number;
  readonly grant: string;
  readonly how: MisbehaviourName | undefined;
}

/** What the provider was told to do, and what it did. */
export interface Plan {
  readonly order: Order;
  /** Token requests so far. */
  readonly count: number;
  /** The latest ones, in their order. */
  readonly seen: readonly SeenTokenRequest[];
  set(order: Order): void;
  /** How the token request that just came in is answered. */
  take(form: URLSearchParams): MisbehaviourName | undefined;
}

const MOST_SEEN = 100;
const behaving: Order = { how: undefined, times: 'once' };

export function makePlan(): Plan {
  let order = behaving;
  let count = 0;
  const seen: SeenTokenRequest[] = [];
  return {
    get order() {
      return order;
    },
    get count() {
      return count;
    },
    seen,
    set(wanted) {
      order = wanted;
    },
    take(form) {
      const { how, times } = order;
      if (times === 'once') order = behaving;
      count++;
      seen.push({ at: Date.now(), grant: form.get('grant_type') ?? '', how });
      if (seen.length > MOST_SEEN) seen.shift();
      return how;
    },
  };
}
