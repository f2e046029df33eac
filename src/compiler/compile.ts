import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { Findings } from '../diagnostics/diagnostic.ts';
import type { Source } from '../diagnostics/source.ts';
import { parseXml } from './1-parse/xml/parse.ts';
import type { Dialect } from './1-parse/xml/tree.ts';
import type { DocumentModel } from './2-check/model.ts';
import type { DocumentScope, ProjectFacts } from './2-check/project.ts';
import { checkDocument } from './2-check/structure/check-document.ts';
import { type EmittedModule, emitDocument } from './3-emit/document/emit-document.ts';
import type { Callee } from './3-emit/document/writer.ts';

export interface CompileOptions {
  readonly dialect?: 'auto' | Dialect;
  /** What something known but not runnable here means: a warning when linting, an error when it is to run. */
  readonly unsupported: 'warning' | 'error';
}

/** The result of the first two phases: findings always, a model when there is a root to speak of. */
export interface Checked {
  readonly model: DocumentModel | undefined;
  readonly findings: readonly Diagnostic[];
}

/** Parses a document and checks it. Never throws; everything wrong with the text is a finding. */
export function check(source: Source, scope: DocumentScope | undefined, project: ProjectFacts, options: CompileOptions): Checked {
  const findings = new Findings();
  const report = findings.reporter(source);
  const document = parseXml(source, report, { dialect: options.dialect ?? 'auto' });
  const model = checkDocument(source, document, scope, project, report);
  return { model, findings: findings.all.map((finding) => weigh(finding, options)) };
}

/** A finding's severity where it depends on what is asked: `unsupported/*` stops a compile, but not a lint. */
function weigh(finding: Diagnostic, { unsupported }: CompileOptions): Diagnostic {
  return finding.severity === 'warning' && finding.code.startsWith('unsupported/') ? { ...finding, severity: unsupported } : finding;
}

/** Parses, checks and, when no error was found, emits. */
export function compile(
  source: Source,
  scope: DocumentScope | undefined,
  project: ProjectFacts,
  callees: { readonly base: Callee | undefined; readonly fragments: ReadonlyMap<string, Callee> },
  options: CompileOptions,
): { readonly module: EmittedModule | undefined; readonly findings: readonly Diagnostic[] } {
  const { model, findings } = check(source, scope, project, options);
  const failed = model === undefined || findings.some((finding) => finding.severity === 'error');
  return { module: failed ? undefined : emitDocument(model, callees.base, callees.fragments), findings };
}
