import type { Diagnostic, Fix } from '../../../diagnostics/diagnostic.ts';

type Edit = Fix['edits'][number];

/**
 * A text after as many of the findings' fixes as get along. A fix is made whole or not at all, and of two that touch the same place the
 * first is: the other is found again in the new text, if it still applies. Line ends in what is put in are those of the text.
 */
export function applyFixes(text: string, findings: readonly Diagnostic[]): string {
  const taken: Edit[] = [];
  for (const { fix } of findings) {
    const edits = fix?.edits ?? [];
    const fits = edits.every(
      (edit, index) => isInside(edit, text) && [...taken, ...edits.slice(0, index)].every((other) => !overlap(edit, other)),
    );
    if (fits) taken.push(...edits);
  }
  const eol = lineEnd(text);
  return taken
    .toSorted((a, b) => b.span.start - a.span.start || b.span.end - a.span.end)
    .reduce((result, { span, text: by }) => result.slice(0, span.start) + by.replaceAll(/\r\n|\n/g, eol) + result.slice(span.end), text);
}

const isInside = ({ span }: Edit, text: string): boolean => span.start >= 0 && span.start <= span.end && span.end <= text.length;

/** Whether two edits touch the same text. Two that put something in at one place do, since nobody knows which comes first. */
const overlap = ({ span: a }: Edit, { span: b }: Edit): boolean => (a.start < b.end && b.start < a.end) || a.start === b.start;

/** The line end that most lines have. */
function lineEnd(text: string): '\r\n' | '\n' {
  const windows = text.split('\r\n').length - 1;
  return windows * 2 > text.split('\n').length - 1 ? '\r\n' : '\n';
}
