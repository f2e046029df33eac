import type { Diagnostic } from '../../diagnostics/diagnostic.ts';

/** What a report is made of. */
export interface Results {
  /** How many files were read. */
  readonly files: number;
  readonly findings: readonly Diagnostic[];
  /** Findings that somebody has answered already; absent where nobody can. */
  readonly suppressed?: readonly Suppressed[];
  /** The names of all files that were read, for reports that list those without findings too. */
  readonly names?: readonly string[];
}

/** A finding that counts no more, and why: a comment in the document gives a reason, or a baseline lists it. */
export interface Suppressed {
  readonly finding: Diagnostic;
  readonly by: { readonly kind: 'comment'; readonly reason: string } | { readonly kind: 'baseline' };
}

/** What a report may know beside its results. */
export interface ReportOptions {
  readonly color: boolean;
  /** The working folder, absolute: findings name files from there. */
  readonly cwd: string;
  /** The folder of the repository, absolute: services that show reports name files from there. */
  readonly root: string;
}

/** Writes results down as one text. One file per format. */
export type ReportFormat = (results: Results, options: ReportOptions) => string;

export interface Summary {
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
}

export function summarize(findings: readonly Diagnostic[]): Summary {
  const count = (severity: Diagnostic['severity']): number => findings.filter((finding) => finding.severity === severity).length;
  return { errors: count('error'), warnings: count('warning'), infos: count('info') };
}
