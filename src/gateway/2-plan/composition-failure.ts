/** A place in a schema file. Line and column count from 1. */
export interface SchemaPlace {
  readonly subgraph: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** In UTF-16 units, for code frames; half open. */
  readonly start: number;
  readonly end: number;
}

/** One reason why schemas do not make a supergraph. */
export interface CompositionFinding {
  /** Apollo's code, such as FIELD_TYPE_MISMATCH. */
  readonly code: string;
  /** May have several lines: what cannot be satisfied is shown as a query. */
  readonly message: string;
  /** What would be right, where that is known. */
  readonly help?: string;
  /** Everything that the finding is about, the first being the place to point at. Empty when it is about the whole. */
  readonly places: readonly SchemaPlace[];
}

/** The schemas do not compose, or the given supergraph cannot be read. Has at least one finding. */
export class CompositionFailure extends Error {
  readonly findings: readonly CompositionFinding[];

  constructor(findings: readonly CompositionFinding[]) {
    super(findings.map(summary).join('\n'));
    this.name = 'CompositionFailure';
    this.findings = findings;
  }
}

function summary({ code, message, places }: CompositionFinding): string {
  const [first] = places;
  return `${first === undefined ? '' : `${first.file}:${first.line}:${first.column}: `}${message} [${code}]`;
}
