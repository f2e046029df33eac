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

/** From this length on, a text that was put together is paid in full. */
const longText = 65_536;

/** What to say of the engine's own word for too deep a recursion, or for a text or array of a length that it cannot make. */
export const engineBounds = 'the expressions of this request nest deeper, or build more, than one request may';

/** Steps, and units of size, between two looks at the clock: a look costs as much as several steps. */
const mostSteps = 64;
const mostUnits = 65_536;

/**
 * What the expressions of one exchange may spend, so that no input can stop the process. Steps and size end what repeats and what
 * grows, the same on every machine; the time ends what takes few steps of which each is long.
 */
export class Budget {
  #steps: number;
  #size: number;
  readonly #limit: TimeLimit | undefined;
  /** Steps to the next look, while looks show that steps are short. */
  #stride = 1;
  /** A look is due when steps or size fall below these. */
  #lookAtSteps: number;
  #lookAtSize: number;
  /** When the expression that computes now was last seen to; undefined until its first look. */
  #since: number | undefined;
  #computedMs = 0;

  /** `steps`: turns of loops, calls of lambdas, matcher moves. `size`: UTF-16 units and elements built. */
  constructor(steps = 5_000_000, size = 64 * 1024 * 1024, limit?: TimeLimit) {
    this.#steps = steps;
    this.#size = size;
    this.#limit = limit;
    this.#lookAtSteps = limit === undefined ? 0 : steps;
    this.#lookAtSize = limit === undefined ? 0 : size - mostUnits;
  }

  /** Another expression begins. The time since the last one, in which others had their turn, does not count. */
  begin(): void {
    this.#since = undefined;
  }

  /** Spends steps. Throws {@link BudgetExceeded} when none are left. */
  step(count = 1): void {
    this.#steps -= count;
    if (this.#steps < this.#lookAtSteps) this.#look();
  }

  /** Announces `count` units about to be built, before they are. */
  allocate(count: number): void {
    this.#size -= count;
    if (this.#size < this.#lookAtSize) this.#look();
  }

  /** A text that was put together, paid for. */
  built(text: string): string {
    this.allocate(text.length);
    return text;
  }

  /**
   * A text that code put together with `+`, again and again. JavaScript only notes such a text down until somebody reads it, so a short one
   * costs a fraction of its length.
   */
  joined(text: string): string {
    this.allocate(text.length < longText ? text.length >> 3 : text.length);
    return text;
  }

  #look(): void {
    if (this.#steps < 0) throw new BudgetExceeded('steps');
    if (this.#size < 0) throw new BudgetExceeded('size');
    if (this.#limit === undefined) return;
    const now = this.#limit.clock.elapsed();
    const passed = now - (this.#since ?? now);
    this.#since = now;
    this.#computedMs += passed;
    if (this.#computedMs > this.#limit.ms) throw new BudgetExceeded('time');
    this.#stride = passed > 1 ? 1 : Math.min(this.#stride * 2, mostSteps);
    this.#lookAtSteps = Math.max(0, this.#steps - this.#stride);
    this.#lookAtSize = Math.max(0, this.#size - mostUnits);
  }
}
