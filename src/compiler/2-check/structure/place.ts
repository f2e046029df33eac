import type { Report } from '../../../diagnostics/diagnostic.ts';
import type { Source } from '../../../diagnostics/source.ts';
import type { Value } from '../../1-parse/xml/tree.ts';
import type { DocumentScope, ProjectFacts } from '../project.ts';
import type { BoundExpression } from '../types/bind.ts';

/** Where a check stands: the same for a whole document. */
export interface Place {
  readonly source: Source;
  readonly scope: DocumentScope;
  readonly project: ProjectFacts;
  readonly report: Report;
  /** Fragments met so far. */
  readonly fragments: Set<string>;
  /** What the expressions of the document were found to mean, by where they stand in the tree. */
  readonly bound: Map<Value, BoundExpression>;
  /** Nothing outside the file is known. */
  readonly isolated: boolean;
}
