import type { Report } from '../../../diagnostics/diagnostic.ts';
import { message } from '../../../diagnostics/message.ts';
import { point } from '../../../diagnostics/span.ts';

const tooManyErrors = message(
  'xml/too-many-errors',
  'error',
  'more than {limit} errors: the rest of the document was not read',
  'correct the first ones; the others may be consequences of them',
);

/** As many errors of one document as anyone wants to see. Mending costs time, so this bounds the time as well. */
const limit = 100;

/**
 * Holds the findings of one reading of a document back until it is clear that this reading counts. When it is full, reading ends.
 */
export class Ledger {
  readonly report: Report;
  readonly #held: ((to: Report) => void)[] = [];
  #errors = 0;

  constructor() {
    this.report = (message, span, params, extra) => {
      if (this.full) return;
      if (message.severity === 'error') this.#errors++;
      this.#held.push((to) => to(message, span, params, extra));
    };
  }

  get failed(): boolean {
    return this.#errors > 0;
  }

  get errors(): number {
    return this.#errors;
  }

  get full(): boolean {
    return this.#errors >= limit;
  }

  /** Hands everything held to `to`; `end` is where reading ended. */
  release(to: Report, end: number): void {
    for (const hand of this.#held) hand(to);
    if (this.full) to(tooManyErrors, point(end), { limit });
  }
}
