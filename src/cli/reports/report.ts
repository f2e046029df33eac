import type { Diagnostic } from '../../diagnostics/diagnostic.ts';

/** What a report is made of. */
export interface Results {
  /** How many files were read. */
  readonly files: number;
  readonly findings: readonly Diagnostic[];
}

/** Writes results down as one text. One file per format. */
export type ReportFormat = (results: Results, options: { readonly color: boolean }) => string;

export interface Summary {
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
}

export function summarize(findings: readonly Diagnostic[]): Summary {
  const count = (severity: Diagnostic['severity']): number => findings.filter((finding) => finding.severity === severity).length;
  return { errors: count('error'), warnings: count('warning'), infos: count('info') };
}
