import type { Message } from '../diagnostics/message.ts';
import type { Span } from '../diagnostics/span.ts';

/** A finding before it has a source: the text that findings show is masked only once all secrets in it are known. */
export interface Fault {
  readonly message: Message;
  readonly span: Span;
  readonly values: Readonly<Record<string, string | number>>;
  /** Replaces the help of the message. */
  readonly help?: string | undefined;
  /** A second place that explains it. */
  readonly related?: { readonly span: Span; readonly message: string } | undefined;
  readonly fix?: { readonly title: string; readonly span: Span; readonly text: string } | undefined;
}
