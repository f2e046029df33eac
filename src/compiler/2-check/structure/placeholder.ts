import type { Span } from '../../../diagnostics/span.ts';
import { messages } from './messages.ts';
import type { Place } from './place.ts';

/**
 * Whether a text is what another tool will replace before the document is used: `{name}`, `${name}`, `#{name}#`, `$(name)`,
 * `__name__`, `%name%`, `<name>` or a word in capitals. Published documents are often such templates.
 */
export const isPlaceholder = (text: string): boolean =>
  /^\s*(?:(?:[$#]?\{{1,2}|\$\(|<%?=?)\s*[\w.-]+\s*(?:\}{1,2}#?|\)|%?>)|__\w+__|%\w+%|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\s*$/.test(text);

/** Whether a value may become another before it is used: a placeholder, or the braces of a named value that are not whole. */
export const mayBecomeAnother = (text: string): boolean => isPlaceholder(text) || text.includes('{{') || text.includes('}}');

/** Reports a text where none may stand as a placeholder, when it is one and the file stands alone. False when it was not reported. */
export function reportPlaceholder({ text, span }: { readonly text: string; readonly span: Span }, { isolated, report }: Place): boolean {
  if (!isolated || !isPlaceholder(text)) return false;
  report(messages.placeholder, span, { value: text });
  return true;
}
