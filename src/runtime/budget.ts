import type { Clock } from './ports/clock.ts';

/** Thrown when an expression works or allocates more than one exchange may. It is not a .NET exception: no C# `catch` sees it. */
export class BudgetExceeded extends Error {
  readonly what: 'steps' | 'size' | 'time';

  constructor(what: BudgetExceeded['what']) {
    super(texts[what]);
    this.name = 'BudgetExceeded';
    this.what = what;
  }
}

const texts = {
  steps: 'the expressions of this request took more steps than one request may take',
  size: 'the expressions of this request built more data than one request may build',
  time: 'the expressions of this request computed for longer than one request may',
} as const;

/** A limit on the time that expressions compute, by a clock that never goes backwards. */
export interface TimeLimit {
  readonly clock: Pick<Clock, 'elapsed'>;
  /** Milliseconds, over all expressions of the exchange. */
  readonly ms: number;
}

/** Spendings between two looks at the clock: a look costs as much as several steps. */
const looksEvery = 64;

/**
 * What the expressions of one exchange may spend, so that no input can stop the process. Steps and size end what repeats and what
 * grows, the same on every machine; the time ends what takes few steps of which each is long.
 */
export class Budget {
  #steps: number;
  #size: number;
  readonly #limit: TimeLimit | undefined;
  #untilLook = looksEvery;
  /** When the expression that computes now was last seen to; undefined until its first look. */
  #since: number | undefined;
  #computedMs = 0;

  /** `steps`: turns of loops, calls of lambdas, matcher moves. `size`: UTF-16 units and elements built. */
  constructor(steps = 5_000_000, size = 64 * 1024 * 1024, limit?: TimeLimit) {
    this.#steps = steps;
    this.#size = size;
    this.#limit = limit;
  }

  /** Another expression begins. The time since the last one, in which others had their turn, does not count. */
  begin(): void {
    this.#since = undefined;
  }

  /** Spends steps. Throws {@link BudgetExceeded} when none are left. */
  step(count = 1): void {
    this.#steps -= count;
    if (this.#steps < 0) throw new BudgetExceeded('steps');
    this.#spend(count);
  }

  /** Announces `count` units about to be built, before they are. */
  allocate(count: number): void {
    this.#size -= count;
    if (this.#size < 0) throw new BudgetExceeded('size');
    this.#spend(1);
  }

  /** A text that was put together, paid for. */
  built(text: string): string {
    this.allocate(text.length);
    return text;
  }

  #spend(count: number): void {
    this.#untilLook -= count;
    if (this.#untilLook <= 0) this.#look();
  }

  #look(): void {
    this.#untilLook = looksEvery;
    if (this.#limit === undefined) return;
    const now = this.#limit.clock.elapsed();
    this.#computedMs += now - (this.#since ?? now);
    this.#since = now;
    if (this.#computedMs > this.#limit.ms) throw new BudgetExceeded('time');
  }
}
