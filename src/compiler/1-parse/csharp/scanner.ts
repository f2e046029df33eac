import type { Extra, Report } from '../../../diagnostics/diagnostic.ts';
import type { Message, Params } from '../../../diagnostics/message.ts';
import type { Span } from '../../../diagnostics/span.ts';

/** The C# between the delimiters of `@( )` or `@{ }`, as it reads once the XML around it is undone. */
export interface CodeInput {
  readonly code: string;
  /** The place in the document of an offset into `code`; defined up to and including `code.length`, and never falling. */
  toSource(offset: number): number;
  /** `unknown`: a `{{name}}` in code position stands for a value that nobody has looked up. By default it is two braces, as in C#. */
  readonly namedValues?: 'unknown' | 'resolved';
}

/** Walks over the code unit by unit; the parts of the lexer share one. */
export class Scanner {
  readonly code: string;
  readonly #input: CodeInput;
  readonly #report: Report;
  /** What stands behind the code in the document. */
  readonly delimiter: ')' | '}';
  /** The offset of the next unit. */
  at = 0;
  /** How many findings there were so far; a token during which it grew is flawed. */
  complaints = 0;
  /** How many interpolated strings are open around this place. */
  interpolations = 0;
  /** Looking for raw strings must not read the same quotes again and again: a run of them is counted once, up to here … */
  quotesSeen = 0;
  /** … and so many or more of them are not closed anywhere from here on. */
  unclosedQuotes = Number.POSITIVE_INFINITY;

  constructor(input: CodeInput, delimiter: ')' | '}', report: Report) {
    this.code = input.code;
    this.delimiter = delimiter;
    this.#input = input;
    this.#report = report;
  }

  get namedValuesUnknown(): boolean {
    return this.#input.namedValues === 'unknown';
  }

  get atEnd(): boolean {
    return this.at >= this.code.length;
  }

  /** The unit `ahead` of here, NaN beyond the end. */
  peek(ahead = 0): number {
    return this.code.charCodeAt(this.at + ahead);
  }

  /** True when the code goes on with `text`. */
  sees(text: string): boolean {
    return this.code.startsWith(text, this.at);
  }

  span(start: number, end: number): Span {
    return { start: this.#input.toSource(start), end: this.#input.toSource(end) };
  }

  complain<Text extends string>(message: Message<Text>, start: number, end: number, params: Params<Text>, extra?: Extra): void {
    this.complaints++;
    this.#report(message, this.span(start, end), params, extra);
  }
}
