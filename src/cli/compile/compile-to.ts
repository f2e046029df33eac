import { dirname, join, posix, relative, resolve, sep } from 'node:path';
import { isCompiled, print } from '../../compiler/3-emit/print.ts';
import type { CompileOptions } from '../../compiler/compile.ts';
import {
  type CompiledDocument,
  compileProject,
  moduleName,
  type ProjectDocument,
  type ProjectInput,
} from '../../compiler/compile-project.ts';
import { scopeOf } from '../../compiler/scope-of.ts';
import { loadConfig } from '../../config/load.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { UsageError } from '../exit.ts';
import type { Io } from '../io.ts';
import { createLibrary } from '../library.ts';
import { findFiles, shownPath } from '../lint/find-files.ts';
import { configPath } from '../project/config-path.ts';
import { projectFacts } from '../project/facts.ts';
import { misplaced } from '../project/misplaced.ts';
import { readDocuments } from '../project/read-documents.ts';
import { readSource } from '../project/read-source.ts';
import type { Results } from '../reports/report.ts';
import { settingsFiles } from './settings-files.ts';
import { type Output, writeOutputs } from './write-outputs.ts';

export interface CompileRequest {
  readonly paths: readonly string[];
  readonly out: string;
  /** As the user named it. */
  readonly config: string | undefined;
  readonly isolated: boolean;
  readonly dialect: 'auto' | 'xml' | 'rawxml';
}

export interface CompileResults extends Results {
  /** Whether the configuration itself is broken; nothing was compiled then. */
  readonly brokenConfig: boolean;
  /** Paths relative to the working folder. */
  readonly written: readonly string[];
}

/** Compiles documents and writes those without errors. Throws {@link UsageError} when the call itself is wrong. */
export async function compileTo(request: CompileRequest, io: Io): Promise<CompileResults> {
  const options: CompileOptions = { dialect: request.dialect, unsupported: 'error' };
  const { documents, facts, findings } = request.isolated ? isolatedInput(request, io) : projectInput(request, io);
  if (facts === undefined) return { files: 1, findings, brokenConfig: true, written: [] };
  const compiled = compileProject(documents, facts, options);
  const out = resolve(io.cwd, request.out);
  const handlers = compiled.flatMap((document) => handlerFiles(document, out, io.cwd));
  const outputs = handlers.length === 0 ? [] : [...handlers, ...settingsFiles(out)];
  writeOutputs(outputs, io.cwd);
  return {
    files: documents.length,
    findings: [...findings, ...compiled.flatMap((document) => document.findings)],
    brokenConfig: false,
    written: outputs.map(({ path }) => shownPath(path, io.cwd)).filter((path) => !path.endsWith('.map')),
  };
}

interface Input {
  readonly documents: readonly ProjectDocument[];
  /** Undefined when the configuration could not be read. */
  readonly facts: ProjectInput | undefined;
  readonly findings: readonly Diagnostic[];
}

/** The documents of the project; with paths only those, and the fragments and the base that they need. */
function projectInput(request: CompileRequest, io: Io): Input {
  const { config, findings } = loadConfig(configPath(request.config, io.cwd), io.env, 'skip', io.cwd);
  if (config === undefined) return { documents: [], facts: undefined, findings };
  const { documents, strays } = readDocuments(config.policies, io.cwd);
  if (documents.length === 0) throw new UsageError(`there is no policy document in ${shownPath(config.policies, io.cwd)}`);
  const chosen = new Set(request.paths.length === 0 ? undefined : findFiles(request.paths, io.cwd).map(({ shown }) => shown));
  const known = new Set(documents.map(({ source }) => source.file));
  for (const file of chosen)
    if (!known.has(file)) throw new UsageError(`\`${file}\` is no document of this project`, 'compile a file by itself with --isolated');
  const wanted = documents.filter(
    ({ source, scope }) => chosen.size === 0 || chosen.has(source.file) || scope === 'fragment' || scope === 'base',
  );
  return {
    documents: wanted,
    facts: projectFacts(config, createLibrary()),
    findings: [...findings, ...misplaced([...wanted, ...strays], config)],
  };
}

/** Each file by itself, named by its path below the folder that was given. Throws {@link UsageError}. */
function isolatedInput(request: CompileRequest, io: Io): Input {
  const paths = request.paths.length === 0 ? ['policies'] : request.paths;
  const documents = new Map<string, ProjectDocument>();
  for (const path of paths) {
    const whole = resolve(io.cwd, path);
    for (const file of findFiles([path], io.cwd)) {
      const name = nameBelow(file.path === whole ? dirname(whole) : whole, file.path);
      const source = readSource(file.path, file.shown);
      const other = documents.get(name);
      if (other !== undefined && other.source.file !== file.shown)
        throw new UsageError(`\`${other.source.file}\` and \`${file.shown}\` would be written to the same handler`, 'compile them apart');
      documents.set(name, { name, scope: scopeOf(name) ?? (/<fragment[\s>]/.test(source.text) ? 'fragment' : undefined), source });
    }
  }
  const facts = { library: createLibrary(), fragments: 'unknown', namedValues: 'unknown', connections: 'unknown' } as const;
  return { documents: [...documents.values()], facts, findings: [] };
}

const nameBelow = (folder: string, file: string): string =>
  relative(folder, file)
    .split(sep)
    .join('/')
    .replace(/\.xml$/i, '');

function handlerFiles({ document, module }: CompiledDocument, out: string, cwd: string): readonly Output[] {
  if (module === undefined) return [];
  const specifier = (wanted: string): string =>
    wanted.startsWith(moduleName('')) ? relativeModule(document.name, wanted.slice(moduleName('').length)) : `fedpass/${wanted}`;
  const base = join(out, ...document.name.split('/'));
  const name = document.name.split('/').at(-1) ?? document.name;
  return (['ts', 'js'] as const).flatMap((language) => {
    const { text, map } = print(module, document.source, language, specifier, `${name}.${language}`);
    const path = `${base}.${language}`;
    return [
      { path, text, replaces: isCompiled },
      { path: `${path}.map`, text: fromHere(map, dirname(base), cwd), replaces: () => true },
    ];
  });
}

/** `./fragments/team.js`: an extension that both Node and TypeScript resolve. */
function relativeModule(from: string, to: string): string {
  const path = posix.relative(posix.dirname(from), `${to}.js`);
  return path.startsWith('.') ? path : `./${path}`;
}

/** A map whose sources, named from the working folder, are found from the folder it stands in. */
function fromHere(map: string, folder: string, cwd: string): string {
  const root = relative(folder, cwd).split(sep).join('/');
  return JSON.stringify({ ...(JSON.parse(map) as object), sourceRoot: root === '' ? '.' : root });
}
