import type { Budget } from '../../../budget.ts';

/** Numbers of 32 bits, growing at one end. Growth is announced to the budget. */
export class Stack {
  readonly #budget: Budget;
  items = new Int32Array(256);
  size = 0;

  constructor(budget: Budget) {
    this.#budget = budget;
  }

  /** Makes room for `count` more. */
  reserve(count: number): void {
    if (this.size + count <= this.items.length) return;
    this.#budget.allocate(this.items.length);
    const larger = new Int32Array(this.items.length * 2);
    larger.set(this.items);
    this.items = larger;
  }
}
