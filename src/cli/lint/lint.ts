import { existsSync, readFileSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import type { DocumentScope, ProjectFacts } from '../../compiler/2-check/project.ts';
import type { Library } from '../../compiler/2-check/types/library.ts';
import { type CompileOptions, check } from '../../compiler/compile.ts';
import { scopeOf } from '../../compiler/compile-project.ts';
import { loadConfig } from '../../config/load.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { Source } from '../../diagnostics/source.ts';
import { UsageError } from '../exit.ts';
import type { Io } from '../io.ts';
import { createLibrary } from '../library.ts';
import { projectFacts } from '../project/facts.ts';
import { xmlFiles } from '../project/read-documents.ts';
import type { Results } from '../reports/report.ts';
import { findFiles } from './find-files.ts';
import { progress } from './progress.ts';

export interface LintRequest {
  readonly paths: readonly string[];
  readonly config: string;
  readonly isolated: boolean;
  readonly dialect: string;
}

/** What is known around the documents. */
interface Surroundings {
  readonly facts: ProjectFacts;
  /** The policies folder, absolute; undefined when each file stands alone. */
  readonly folder: string | undefined;
  readonly findings: readonly Diagnostic[];
}

/** Checks documents. Throws {@link UsageError} when the call itself is wrong; all else is a finding. */
export async function lint(request: LintRequest, io: Io): Promise<Results> {
  const { dialect } = request;
  if (dialect !== 'auto' && dialect !== 'xml' && dialect !== 'rawxml')
    throw new UsageError(`there is no dialect \`${dialect}\``, 'choose auto, xml or rawxml');
  const options: CompileOptions = { dialect, unsupported: 'warning' };
  const library = createLibrary();
  const around = request.isolated ? alone(library) : surroundings(request, io, library);
  const paths = request.paths.length > 0 ? request.paths : [around.folder ?? 'policies'];
  const files = findFiles(paths, io.cwd);
  if (files.length === 0) throw new UsageError(`there is no .xml file in ${paths.map((path) => `\`${path}\``).join(', ')}`);
  const findings: Diagnostic[] = [...around.findings];
  const bar = progress(files.length, io);
  for (const file of files) {
    const source = new Source(file.shown, readFileSync(file.path, 'utf8'));
    findings.push(...check(source, scopeFor(file.path, around.folder), around.facts, options).findings);
    bar.step();
  }
  bar.done();
  return { files: files.length, findings };
}

function alone(library: Library): Surroundings {
  return { facts: { library, fragments: 'unknown', namedValues: 'unknown', connections: 'unknown' }, folder: undefined, findings: [] };
}

function surroundings(request: LintRequest, io: Io, library: Library): Surroundings {
  const path = resolve(io.cwd, request.config);
  if (!existsSync(path)) {
    io.err(`fedpass: there is no ${request.config} here, so each file is checked by itself\n`);
    return alone(library);
  }
  const { config, findings } = loadConfig(path, io.env, 'skip');
  if (config === undefined) return { ...alone(library), findings };
  const names = xmlFiles(config.policies).map((file) => nameBelow(file, config.policies));
  const fragments = new Set(names.filter((name) => name.startsWith('fragments/')).map((name) => name.slice('fragments/'.length)));
  return { facts: { ...projectFacts(config, library), fragments }, folder: config.policies, findings };
}

const nameBelow = (file: string, folder: string): string =>
  relative(folder, file)
    .split(sep)
    .join('/')
    .replace(/\.xml$/i, '');

/** What a file must be, from where it stands in the policies folder; elsewhere its root element tells. */
function scopeFor(path: string, folder: string | undefined): DocumentScope | undefined {
  if (folder === undefined) return undefined;
  const name = nameBelow(path, folder);
  return name.startsWith('..') ? undefined : scopeOf(name);
}
