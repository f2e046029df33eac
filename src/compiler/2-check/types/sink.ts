import type { Extra, Report } from '../../../diagnostics/diagnostic.ts';
import type { Message, Params } from '../../../diagnostics/message.ts';
import type { Span } from '../../../diagnostics/span.ts';

/** Where findings of the binder go: straight on, or into a drawer while a reading of the text is only tried. */
export class Sink {
  readonly #kept: (() => void)[] = [];
  readonly #outer: Report | undefined;
  #failed = false;
  #firstCode: string | undefined;

  private constructor(outer: Report | undefined) {
    this.#outer = outer;
  }

  static to(report: Report): Sink {
    return new Sink(report);
  }

  /** Keeps findings until {@link replay}. */
  static silent(): Sink {
    return new Sink(undefined);
  }

  /** True when something was reported that leaves nothing to emit. */
  get failed(): boolean {
    return this.#failed;
  }

  /** The C# code of the first error. */
  get firstCode(): string | undefined {
    return this.#firstCode;
  }

  /** Leaves nothing to emit, because of something that was reported before: the parser's refusals. */
  fail(): void {
    this.#failed = true;
  }

  report<Text extends string>(message: Message<Text>, span: Span, params: Params<Text>, extra?: Extra): void {
    // What is not supported yet only warns in a lint, but there is nothing to emit either.
    if (message.severity === 'error' || message.code.startsWith('unsupported/')) {
      this.#failed = true;
      this.#firstCode ??= extra?.cs;
    }
    if (this.#outer !== undefined) this.#outer(message, span, params, extra);
    else this.#kept.push(() => this.#replayed?.report(message, span, params, extra));
  }

  #replayed: Sink | undefined;

  /** Hands everything kept on to another sink. */
  replay(to: Sink): void {
    this.#replayed = to;
    for (const report of this.#kept) report();
    this.#replayed = undefined;
  }
}
