import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, posix, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ProjectFacts } from '../../compiler/2-check/project.ts';
import { print } from '../../compiler/3-emit/print.ts';
import type { CompileOptions } from '../../compiler/compile.ts';
import { type CompiledDocument, compileProject, moduleName, type ProjectDocument, scopeOf } from '../../compiler/compile-project.ts';
import { loadConfig } from '../../config/load.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { Source } from '../../diagnostics/source.ts';
import { UsageError } from '../exit.ts';
import type { Io } from '../io.ts';
import { createLibrary } from '../library.ts';
import { findFiles, shownPath } from '../lint/find-files.ts';
import { projectFacts } from '../project/facts.ts';
import { readDocuments, xmlFiles } from '../project/read-documents.ts';
import type { Results } from '../reports/report.ts';

export interface CompileRequest {
  readonly paths: readonly string[];
  readonly out: string;
  readonly config: string;
  readonly isolated: boolean;
  readonly dialect: string;
}

/** Compiles documents and writes those without errors. `written` are paths relative to the working folder. */
export async function compileTo(
  request: CompileRequest,
  io: Io,
): Promise<{ readonly results: Results; readonly written: readonly string[] }> {
  const { dialect } = request;
  if (dialect !== 'auto' && dialect !== 'xml' && dialect !== 'rawxml')
    throw new UsageError(`there is no dialect \`${dialect}\``, 'choose auto, xml or rawxml');
  const options: CompileOptions = { dialect, unsupported: 'error' };
  const { documents, facts, findings } = request.isolated ? isolatedInput(request, io) : projectInput(request, io);
  if (facts === undefined) return { results: { files: 0, findings }, written: [] };
  const compiled = compileProject(documents, facts, options);
  const out = resolve(io.cwd, request.out);
  const written = compiled.flatMap((document) => writeHandler(document, out, io.cwd));
  if (written.length > 0) written.push(writeTsconfig(out, io.cwd));
  return { results: { files: documents.length, findings: [...findings, ...compiled.flatMap((document) => document.findings)] }, written };
}

interface Input {
  readonly documents: readonly ProjectDocument[];
  /** Undefined when the configuration could not be read. */
  readonly facts: Omit<ProjectFacts, 'fragments'> | undefined;
  readonly findings: readonly Diagnostic[];
}

/** The documents of the project; with paths only those, and the fragments and the base that they need. */
function projectInput(request: CompileRequest, io: Io): Input {
  const { config, findings } = loadConfig(resolve(io.cwd, request.config), io.env, 'skip');
  if (config === undefined) return { documents: [], facts: undefined, findings };
  const { documents } = readDocuments(config.policies, io.cwd);
  if (documents.length === 0) throw new UsageError(`there is no policy document in ${shownPath(config.policies, io.cwd)}`);
  const chosen = new Set(request.paths.length === 0 ? undefined : findFiles(request.paths, io.cwd).map(({ shown }) => shown));
  const wanted = documents.filter(
    ({ source, scope }) => chosen.size === 0 || chosen.has(source.file) || scope === 'fragment' || scope === 'base',
  );
  return { documents: wanted, facts: projectFacts(config, createLibrary()), findings };
}

/** Each file by itself, named by its path below the folder that was given. */
function isolatedInput(request: CompileRequest, io: Io): Input {
  const paths = request.paths.length === 0 ? ['policies'] : request.paths;
  const documents = paths.flatMap((path) => {
    const whole = resolve(io.cwd, path);
    const below = xmlFiles(whole);
    const root = below.length > 0 ? whole : dirname(whole);
    return findFiles([path], io.cwd).map((file) => {
      const name = relative(root, file.path)
        .split(sep)
        .join('/')
        .replace(/\.xml$/i, '');
      const source = new Source(file.shown, readFileSync(file.path, 'utf8'));
      return {
        name,
        scope: scopeOf(name) ?? (/<fragment[\s>]/.test(source.text) ? 'fragment' : 'subgraph'),
        source,
      } satisfies ProjectDocument;
    });
  });
  return { documents, facts: { library: createLibrary(), namedValues: 'unknown', connections: 'unknown' }, findings: [] };
}

function writeHandler({ document, module }: CompiledDocument, out: string, cwd: string): string[] {
  if (module === undefined) return [];
  const specifier = (wanted: string): string =>
    wanted.startsWith(moduleName('')) ? relativeModule(document.name, wanted.slice(moduleName('').length)) : `fedpass/${wanted}`;
  const base = join(out, ...document.name.split('/'));
  mkdirSync(dirname(base), { recursive: true });
  const name = document.name.split('/').at(-1) ?? document.name;
  return (['ts', 'js'] as const).flatMap((language) => {
    const { text, map } = print(module, document.source, language, specifier, `${name}.${language}`);
    writeFileSync(`${base}.${language}`, text);
    writeFileSync(`${base}.${language}.map`, map);
    return [shownPath(`${base}.${language}`, cwd)];
  });
}

/** `./fragments/team.js`: an extension that both Node and TypeScript resolve. */
function relativeModule(from: string, to: string): string {
  const path = posix.relative(posix.dirname(from), `${to}.js`);
  return path.startsWith('.') ? path : `./${path}`;
}

/** A tsconfig under which `tsc -p` checks the handlers against this installation. */
function writeTsconfig(out: string, cwd: string): string {
  const dist = fileURLToPath(new URL('../../', import.meta.url));
  const path = join(out, 'tsconfig.json');
  const library = relative(out, dist).split(sep).join('/');
  const options = {
    target: 'ES2023',
    lib: ['ES2023'],
    module: 'ESNext',
    moduleResolution: 'Bundler',
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    paths: { 'fedpass/*': [`${library.startsWith('.') ? library : `./${library}`}/*`] },
  };
  writeFileSync(path, `${JSON.stringify({ compilerOptions: options, include: ['**/*.ts'] }, undefined, 2)}\n`);
  return shownPath(path, cwd);
}
