import { existsSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import type { ProjectFacts } from '../../compiler/2-check/project.ts';
import type { Library } from '../../compiler/2-check/types/library.ts';
import { type CompileOptions, check } from '../../compiler/compile.ts';
import { scopeOf } from '../../compiler/scope-of.ts';
import type { Config } from '../../config/config.ts';
import { loadConfig } from '../../config/load.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { UsageError } from '../exit.ts';
import type { Io } from '../io.ts';
import { createLibrary } from '../library.ts';
import { configPath, defaultConfig } from '../project/config-path.ts';
import { projectFacts } from '../project/facts.ts';
import { misplaced } from '../project/misplaced.ts';
import { xmlFiles } from '../project/read-documents.ts';
import { readSource } from '../project/read-source.ts';
import type { Results } from '../reports/report.ts';
import { findFiles, type InputFile } from './find-files.ts';
import { progress } from './progress.ts';

export interface LintRequest {
  readonly paths: readonly string[];
  /** As the user named it. */
  readonly config: string | undefined;
  readonly isolated: boolean;
  readonly dialect: 'auto' | 'xml' | 'rawxml';
}

export interface Linted extends Results {
  /** Whether the configuration itself is broken. Documents were then checked each by itself. */
  readonly brokenConfig: boolean;
}

/** What is known around the documents. */
type Surroundings =
  /** Each file stands alone, because the user asked for it (`isolated`) or because there is no configuration that tells more. */
  | { readonly kind: 'isolated' | 'no-config' | 'broken-config'; readonly facts: ProjectFacts; readonly findings: readonly Diagnostic[] }
  | { readonly kind: 'project'; readonly facts: ProjectFacts; readonly findings: readonly Diagnostic[]; readonly config: Config };

/** Checks documents. Throws {@link UsageError} when the call itself is wrong; all else is a finding. */
export async function lint(request: LintRequest, io: Io): Promise<Linted> {
  const options: CompileOptions = { dialect: request.dialect, unsupported: 'warning' };
  const around = surroundings(request, io);
  const files = filesOf(request, around, io);
  if (around.kind === 'no-config') io.err(`fedpass: there is no ${defaultConfig} here, so each file is checked by itself\n`);
  const findings: Diagnostic[] = [...around.findings];
  const bar = progress(files.length, io);
  for (const file of files) {
    const source = readSource(file.path, file.shown);
    // In the policies folder its place says what it must be, elsewhere its root element.
    const name = around.kind === 'project' ? nameBelow(file.path, around.config.policies) : undefined;
    findings.push(...check(source, name === undefined ? undefined : scopeOf(name), around.facts, options).findings);
    if (name !== undefined && around.kind === 'project') findings.push(...misplaced([{ name, source }], around.config));
    bar.step();
  }
  bar.done();
  return { files: files.length, findings, brokenConfig: around.kind === 'broken-config' };
}

const factsAlone = (library: Library): ProjectFacts => ({
  library,
  fragments: 'unknown',
  namedValues: 'unknown',
  connections: 'unknown',
});

function surroundings(request: LintRequest, io: Io): Surroundings {
  const library = createLibrary();
  if (request.isolated) return { kind: 'isolated', facts: factsAlone(library), findings: [] };
  if (request.config === undefined && !existsSync(resolve(io.cwd, defaultConfig)))
    return { kind: 'no-config', facts: factsAlone(library), findings: [] };
  const { config, findings } = loadConfig(configPath(request.config, io.cwd), io.env, 'skip', io.cwd);
  if (config === undefined) return { kind: 'broken-config', facts: factsAlone(library), findings };
  const names = xmlFiles(config.policies).map((file) => nameBelow(file, config.policies) ?? '');
  const fragments = new Set(names.filter((name) => name.startsWith('fragments/')).map((name) => name.slice('fragments/'.length)));
  return { kind: 'project', facts: { ...projectFacts(config, library), fragments }, findings, config };
}

/** The files to check. Without paths those of the policies folder. */
function filesOf({ paths }: LintRequest, around: Surroundings, io: Io): readonly InputFile[] {
  const folder = around.kind === 'project' ? around.config.policies : 'policies';
  if (paths.length === 0 && !existsSync(resolve(io.cwd, folder))) {
    // Its findings are what there is to say.
    if (around.kind === 'broken-config') return [];
    throw new UsageError('there is no policies folder here', 'name documents or folders, such as fedpass lint my/policies');
  }
  const files = findFiles(paths.length > 0 ? paths : [folder], io.cwd);
  if (files.length > 0) return files;
  throw new UsageError(`there is no .xml file in ${(paths.length > 0 ? paths : ['the policies folder']).join(', ')}`);
}

/** The path below a folder, without `.xml` and with `/`; undefined for a file elsewhere. */
function nameBelow(file: string, folder: string): string | undefined {
  const path = relative(folder, file);
  if (path.startsWith('..')) return undefined;
  return path
    .split(sep)
    .join('/')
    .replace(/\.xml$/i, '');
}
