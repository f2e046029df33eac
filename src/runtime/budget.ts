/** Thrown when an expression works or allocates more than one exchange may. It is not a .NET exception: no C# `catch` sees it. */
export class BudgetExceeded extends Error {
  readonly what: 'steps' | 'size';

  constructor(what: 'steps' | 'size') {
    super(
      what === 'steps'
        ? 'the expressions of this request took more steps than one request may take'
        : 'the expressions of this request built more data than one request may build',
    );
    this.name = 'BudgetExceeded';
    this.what = what;
  }
}

/** What the expressions of one exchange may spend, so that no input can stop the process. */
export class Budget {
  #steps: number;
  #size: number;

  /** `steps`: turns of loops, calls of lambdas, matcher moves. `size`: UTF-16 units and elements built. */
  constructor(steps = 5_000_000, size = 64 * 1024 * 1024) {
    this.#steps = steps;
    this.#size = size;
  }

  /** Spends steps. Throws {@link BudgetExceeded} when none are left. */
  step(count = 1): void {
    this.#steps -= count;
    if (this.#steps < 0) throw new BudgetExceeded('steps');
  }

  /** Announces `count` units about to be built, before they are. */
  allocate(count: number): void {
    this.#size -= count;
    if (this.#size < 0) throw new BudgetExceeded('size');
  }
}
