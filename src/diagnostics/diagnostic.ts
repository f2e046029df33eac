import { fill, type Message, type Params, type Severity } from './message.ts';
import type { Source } from './source.ts';
import type { Span } from './span.ts';

/** A second place that explains a finding, such as the first of two definitions. */
export interface Related {
  readonly source: Source;
  readonly span: Span;
  readonly message: string;
}

/** A safe edit that mends a finding: each span is replaced by its text. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly { readonly span: Span; readonly text: string }[];
}

/** One finding. `cs` is the code that the C# compiler would give (`CS1061`), where there is one. */
export interface Diagnostic {
  readonly code: string;
  readonly cs?: string;
  readonly severity: Severity;
  readonly message: string;
  readonly help?: string;
  readonly source: Source;
  readonly span: Span;
  readonly related?: readonly Related[];
  readonly fix?: Fix;
}

/** What a report may add to its message. `help` replaces the message's own. */
export interface Extra {
  readonly cs?: string;
  readonly help?: string;
  readonly related?: readonly Related[];
  readonly fix?: Fix;
}

/** Reports a finding at a span of the source that this reporter was made for. The parameters are those of the message's text. */
export type Report = <Text extends string>(message: Message<Text>, span: Span, params: Params<Text>, extra?: Extra) => void;

/** Collects findings over many sources; nothing is thrown and nothing is printed. */
export class Findings {
  readonly #found: Diagnostic[] = [];

  /** Everything reported so far, ordered by file and place. */
  get all(): readonly Diagnostic[] {
    return [...this.#found].sort(
      (a, b) =>
        (a.source.file < b.source.file ? -1 : a.source.file > b.source.file ? 1 : 0) ||
        a.span.start - b.span.start ||
        a.span.end - b.span.end,
    );
  }

  /** True when at least one error was reported. */
  get failed(): boolean {
    return this.#found.some((finding) => finding.severity === 'error');
  }

  add(finding: Diagnostic): void {
    this.#found.push(finding);
  }

  /** A {@link Report} bound to one source. */
  reporter(source: Source): Report {
    return (message, span, params, extra = {}) => {
      const values = params as Readonly<Record<string, string | number>>;
      const help = extra.help ?? message.help;
      this.#found.push({
        code: message.code,
        severity: message.severity,
        message: fill(message.text, values),
        source,
        span,
        ...(help === undefined ? {} : { help: fill(help, values) }),
        ...(extra.cs === undefined ? {} : { cs: extra.cs }),
        ...(extra.related === undefined ? {} : { related: extra.related }),
        ...(extra.fix === undefined ? {} : { fix: extra.fix }),
      });
    };
  }
}
