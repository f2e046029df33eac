import type { Source } from '../../../diagnostics/source.ts';
import type { Span } from '../../../diagnostics/span.ts';
import type { Site } from '../../../runtime/site.ts';
import type { PolicyNode } from '../../2-check/model.ts';

/** The table of places that a handler names by number. */
export class Sites {
  readonly all: Site[] = [];
  readonly #source: Source;

  constructor(source: Source) {
    this.#source = source;
  }

  /** The number of a new site: a policy, or an expression inside it. */
  add(policy: PolicyNode, span: Span, kind: Site['kind']): number {
    const start = this.#source.locate(span.start);
    const end = this.#source.locate(span.end);
    this.all.push({
      document: this.#source.file,
      line: start.line,
      column: start.column,
      endLine: end.line,
      endColumn: end.column,
      policy: policy.definition.name,
      id: policy.id,
      path: policy.path,
      kind,
    });
    return this.all.length - 1;
  }
}
