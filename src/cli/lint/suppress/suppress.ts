import { type Diagnostic, Findings } from '../../../diagnostics/diagnostic.ts';
import type { Source } from '../../../diagnostics/source.ts';
import type { Span } from '../../../diagnostics/span.ts';
import type { Suppressed } from '../../reports/report.ts';
import type { Directive } from './directive.ts';
import { messages } from './messages.ts';

/** What comments made of the findings of one file. */
export interface SuppressedByComments {
  /** Those that stay, and what is wrong with the comments. */
  readonly findings: readonly Diagnostic[];
  readonly suppressed: readonly Suppressed[];
}

/**
 * Sets aside the findings that comments suppress. Errors are not: a document that cannot be compiled does not work because somebody says
 * so. While there are errors nobody knows what else would be found, so no comment is called unused then.
 */
export function suppress(source: Source, findings: readonly Diagnostic[], directives: readonly Directive[]): SuppressedByComments {
  if (directives.length === 0) return { findings, suppressed: [] };
  const used = new Set<string>();
  const suppressed: Suppressed[] = [];
  const kept = findings.filter((finding) => {
    const hits = directives.flatMap((directive, index) =>
      directive.codes.flatMap(({ code }, at) =>
        code === finding.code && holds(directive.covers, finding.span.start) ? [{ directive, key: `${index}.${at}` }] : [],
      ),
    );
    for (const { key } of hits) used.add(key);
    const [first] = hits;
    if (first === undefined || finding.severity === 'error') return true;
    suppressed.push({ finding, by: { kind: 'comment', reason: first.directive.reason } });
    return false;
  });
  return { findings: [...kept, ...faults(source, findings, directives, used)], suppressed };
}

const holds = ({ start, end }: Span, offset: number): boolean => offset >= start && offset < end;

/** Codes that suppressed nothing, because there was nothing or because there was an error. */
function faults(
  source: Source,
  found: readonly Diagnostic[],
  directives: readonly Directive[],
  used: ReadonlySet<string>,
): readonly Diagnostic[] {
  const findings = new Findings();
  const report = findings.reporter(source);
  const errors = new Set(found.filter(({ severity }) => severity === 'error').map(({ code }) => code));
  for (const [index, directive] of directives.entries())
    for (const [at, { code, span }] of directive.codes.entries()) {
      if (used.has(`${index}.${at}`)) {
        if (errors.has(code)) report(messages.error, span, { code });
      } else if (errors.size === 0) report(messages.unused, span, { code }, { fix: removal(source, directive, at) });
    }
  return findings.all;
}

/** Takes a code out of its comment, or the comment away when it is the only one. */
function removal({ text }: Source, { span, codes }: Directive, at: number): NonNullable<Diagnostic['fix']> {
  const [here, next, before] = [codes[at], codes[at + 1], codes[at - 1]];
  if (here !== undefined && codes.length > 1) {
    const cut =
      next === undefined
        ? { start: before?.span.end ?? here.span.start, end: here.span.end }
        : { start: here.span.start, end: next.span.start };
    return { title: `remove \`${here.code}\``, edits: [{ span: cut, text: '' }] };
  }
  return { title: 'remove the comment', edits: [{ span: withItsLine(text, span), text: '' }] };
}

/** A span and, when nothing else stands on its lines, those lines. */
function withItsLine(text: string, { start, end }: Span): Span {
  const before = /(?:^|[\r\n])([ \t]*)$/.exec(text.slice(0, start));
  const after = /^[ \t]*(?:\r\n|\r|\n)/.exec(text.slice(end));
  return before === null || after === null ? { start, end } : { start: start - (before[1]?.length ?? 0), end: end + after[0].length };
}
