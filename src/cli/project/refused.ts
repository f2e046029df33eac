import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Exit } from '../exit.ts';

/** A project that cannot be opened because of what is written in it. The findings say all of it. */
export class ProjectRefused extends Error {
  override readonly name = 'ProjectRefused';
  readonly findings: readonly Diagnostic[];
  readonly files: number;
  readonly exit: Exit;

  constructor(findings: readonly Diagnostic[], files: number, exit: Exit) {
    super(findings.map(({ message }) => message).join('; '));
    this.findings = findings;
    this.files = files;
    this.exit = exit;
  }
}
