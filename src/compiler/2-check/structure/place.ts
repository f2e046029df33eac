import type { Report } from '../../../diagnostics/diagnostic.ts';
import type { Source } from '../../../diagnostics/source.ts';
import type { DocumentScope, ProjectFacts } from '../project.ts';

/** Where a check stands: the same for a whole document. */
export interface Place {
  readonly source: Source;
  readonly scope: DocumentScope;
  readonly project: ProjectFacts;
  readonly report: Report;
  /** Fragments met so far. */
  readonly fragments: Set<string>;
  /** Nothing outside the file is known. */
  readonly isolated: boolean;
}
