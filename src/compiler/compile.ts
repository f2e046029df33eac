import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { Findings, type Report } from '../diagnostics/diagnostic.ts';
import { message } from '../diagnostics/message.ts';
import type { Source } from '../diagnostics/source.ts';
import { point, type Span } from '../diagnostics/span.ts';
import { parseXml } from './1-parse/xml/parse.ts';
import type { Dialect, Document, Value } from './1-parse/xml/tree.ts';
import type { DocumentModel } from './2-check/model.ts';
import type { DocumentScope, ProjectFacts } from './2-check/project.ts';
import { checkDocument } from './2-check/structure/check-document.ts';
import type { BoundExpression } from './2-check/types/bind.ts';
import { type EmittedModule, emitDocument } from './3-emit/document/emit-document.ts';
import type { Callee } from './3-emit/document/writer.ts';

export interface CompileOptions {
  readonly dialect?: 'auto' | Dialect;
  /** What something known but not runnable here means: a warning when linting, an error when it is to run. */
  readonly unsupported: 'warning' | 'error';
}

const tooMuch = message(
  'document/too-much',
  'error',
  'the document is too large, or nests too deep, to be compiled',
  'move parts of it into fragments',
);
const utf16 = message('document/utf-16', 'error', 'the document is UTF-16', 'save it as UTF-8');
const notUtf8 = message('document/not-utf-8', 'error', 'the document is no UTF-8 here', 'save it as UTF-8');
const unresolved = message(
  'document/unresolved',
  'warning',
  'the document is compiled by itself and lacks {what}: it fails when it comes here',
  'compile it with its project',
);
const unsupportedExpression = message('unsupported/expression', 'error', '{what} cannot run here yet', 'write the document without it');

/** The result of the first two phases: findings always, a model when there is a root to speak of. */
export interface Checked {
  readonly source: Source;
  readonly scope: DocumentScope | undefined;
  readonly model: DocumentModel | undefined;
  readonly findings: readonly Diagnostic[];
  /** The document as written; absent when it was too much to be read. */
  readonly tree: Document | undefined;
  /** What its expressions mean, those of policies that cannot run here included. */
  readonly bound: ReadonlyMap<Value, BoundExpression>;
}

/** Parses a document and checks it. Never throws; everything wrong with the text is a finding. */
export function check(source: Source, scope: DocumentScope | undefined, project: ProjectFacts, options: CompileOptions): Checked {
  const findings = new Findings();
  const report = findings.reporter(source);
  const bound = new Map<Value, BoundExpression>();
  if (source.encoding === 'utf-16') report(utf16, point(0), {});
  if (source.encoding === 'damaged') report(notUtf8, firstDamage(source.text), {});
  const tree =
    source.encoding === 'utf-16'
      ? undefined
      : bounded(source, report, () => parseXml(source, report, { dialect: options.dialect ?? 'auto' }));
  const model = tree === undefined ? undefined : bounded(source, report, () => checkDocument(source, tree, scope, project, report, bound));
  return { source, scope, model, findings: findings.all.map((finding) => weigh(finding, options)), tree, bound };
}

/** The first character that stands for bytes that are none. */
function firstDamage(text: string): Span {
  const start = Math.max(0, text.indexOf('\uFFFD'));
  return { start, end: start + 1 };
}

/** Every phase bounds what it can; what the engine's stack or its longest text ends all the same is a finding, too. */
function bounded<T>(source: Source, report: Report, work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    report(tooMuch, { start: 0, end: Math.min(1, source.text.length) }, {});
    return undefined;
  }
}

/** A finding's severity where it depends on what is asked: `unsupported/*` stops a compile, but not a lint. */
function weigh(finding: Diagnostic, { unsupported }: CompileOptions): Diagnostic {
  return finding.severity === 'warning' && finding.code.startsWith('unsupported/') ? { ...finding, severity: unsupported } : finding;
}

/** What a document may call. A fragment of the project that is not here is broken. */
export interface Callees {
  readonly base: Callee | 'broken' | undefined;
  readonly fragments: ReadonlyMap<string, Callee>;
}

export interface Compiled {
  /** Absent when an error was found in the document, or in what it calls. */
  readonly module: EmittedModule | undefined;
  readonly findings: readonly Diagnostic[];
  /** Ids of the fragments that it includes. */
  readonly includes: readonly string[];
}

/**
 * Parses, checks and, when no error was found, emits. What calls a broken document is not emitted either, since it would run without a
 * part of its policies; the finding is in what is broken. Where nothing outside the document is known, it fails when it reaches what it lacks.
 */
export function compile(
  source: Source,
  scope: DocumentScope | undefined,
  project: ProjectFacts,
  { base, fragments }: Callees,
  options: CompileOptions,
): Compiled {
  const { model, findings } = check(source, scope, project, options);
  const alone = project.fragments === 'unknown';
  const includes = model?.fragments ?? [];
  if (model === undefined || findings.some(isError)) return { module: undefined, findings, includes };
  if (base === 'broken' || (!alone && includes.some((id) => !fragments.has(id)))) return { module: undefined, findings, includes };
  const refused = new Findings();
  const report = refused.reporter(source);
  const lacks = alone ? (what: string, span: Span) => report(unresolved, span, { what }) : undefined;
  const module = bounded(source, report, () =>
    emitDocument(model, { base, fragments, lacks }, (what, span) => report(unsupportedExpression, span, { what })),
  );
  return { module: refused.failed ? undefined : module, findings: [...findings, ...refused.all], includes };
}

const isError = ({ severity }: Diagnostic): boolean => severity === 'error';
