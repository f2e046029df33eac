import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Source } from '../../diagnostics/source.ts';
import type { Directive } from './suppress/directive.ts';

/** A document to be checked. */
export interface InputDocument {
  readonly source: Source;
  /** Its path below the policies folder of a project, without `.xml`; undefined outside of one. */
  readonly name: string | undefined;
}

/** What was found in a document, before settings, comments and baseline are looked at: it follows from the text and what is around it. */
export interface CheckedDocument {
  readonly source: Source;
  readonly findings: readonly Diagnostic[];
  readonly directives: readonly Directive[];
}
