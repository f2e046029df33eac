import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Source } from '../../diagnostics/source.ts';
import { UsageError } from '../exit.ts';
import type { Io } from '../io.ts';
import { defaultConfig } from '../project/config-path.ts';
import type { Results, Suppressed } from '../reports/report.ts';
import type { LintCache } from './cache/cache.ts';
import { TextDigests } from './cache/document-key.ts';
import type { DocumentChecker } from './check-document.ts';
import { findFiles, type InputFile, isBelow, shownPath } from './find-files.ts';
import { progress } from './progress.ts';
import { unusedSettings } from './project/unused.ts';
import { UseReader } from './project/uses.ts';
import { type LintedDocument, LintRun, type Remembered } from './run.ts';
import { inShortRun } from './short-run.ts';
import { SourceFiles } from './source-files.ts';
import { type Surroundings, surroundings } from './surroundings.ts';

/** What is to be checked, and how. */
export interface Subject {
  /** Files and folders; without any the policies folder. */
  readonly paths: readonly string[];
  /** As the user named it. */
  readonly config: string | undefined;
  readonly isolated: boolean;
  readonly dialect: 'auto' | 'xml' | 'rawxml';
}

/** What a pass over the documents found. */
export interface Linted extends Results {
  readonly suppressed: readonly Suppressed[];
  /** Whether the configuration itself is broken. Documents were then checked each by itself. */
  readonly brokenConfig: boolean;
  readonly documents: readonly LintedDocument[];
  /** Those of the findings that are in the configuration. */
  readonly configFindings: readonly Diagnostic[];
  readonly names: readonly string[];
  /** How many documents had to be checked anew. */
  readonly checked: number;
  /** The folders and files that it all came from, absolute. */
  readonly places: readonly string[];
  /** What would be found if this text stood in the file of that document. */
  again(document: LintedDocument, source: Source): Promise<LintedDocument>;
}

/**
 * Checks documents as often as asked, and each of them only when it, or something that it depends on, has changed since the last time: in this
 * process, or in an earlier one that left a cache.
 */
export class LintSession {
  readonly #subject: Subject;
  readonly #io: Io;
  readonly #cache: LintCache;
  readonly #sources = new SourceFiles();
  readonly #digests = new TextDigests();
  readonly #uses = new UseReader();
  readonly #remembered: Remembered = new Map();
  #told = false;
  #made: Promise<DocumentChecker> | undefined;

  constructor(subject: Subject, io: Io, cache: LintCache) {
    this.#subject = subject;
    this.#io = io;
    this.#cache = cache;
  }

  /** Throws a {@link UsageError} when the call itself is wrong; all else is a finding. */
  async run(): Promise<Linted> {
    const { dialect } = this.#subject;
    const { cwd } = this.#io;
    const around = await surroundings(this.#subject, this.#io);
    const { files, places } = this.#files(around);
    const run = new LintRun({
      around,
      dialect,
      cwd,
      checker: this.#checker,
      sources: this.#sources,
      digests: this.#digests,
      uses: this.#uses,
      remembered: this.#remembered,
      cache: this.#cache,
    });
    // Later passes have little to do, and gain by what this one made fast.
    const isFirst = this.#remembered.size === 0;
    const documents = await (isFirst ? inShortRun(files.length, () => this.#lintAll(run, files)) : this.#lintAll(run, files));
    this.#cache.save();
    const configFindings = [...around.findings, ...this.#unused(around, run)];
    return {
      files: documents.length,
      findings: [...configFindings, ...documents.flatMap(({ findings }) => findings)],
      suppressed: documents.flatMap(({ suppressed }) => suppressed),
      configFindings,
      names: [...(around.file === undefined ? [] : [shownPath(around.file, cwd)]), ...documents.map(({ file }) => file.shown)],
      brokenConfig: around.kind === 'broken-config',
      documents,
      checked: run.checked,
      places: [
        ...places,
        ...(around.kind === 'project' ? [around.config.policies] : []),
        ...(around.file === undefined ? [] : [around.file]),
      ],
      again: (document, source) => run.lint(document.file, source),
    };
  }

  /** Kept for later passes: what it has read of the C# library it need not read again. */
  readonly #checker = (): Promise<DocumentChecker> => {
    this.#made ??= import('./check-document.ts').then(({ DocumentChecker }) => new DocumentChecker(this.#subject.dialect));
    return this.#made;
  };

  async #lintAll(run: LintRun, files: readonly InputFile[]): Promise<readonly LintedDocument[]> {
    const documents: LintedDocument[] = [];
    const bar = progress(files.length, this.#io);
    try {
      for (const file of files) {
        // A file that went since the folder was read is as one that never was.
        const source = this.#sources.readIfThere(file);
        if (source !== undefined) documents.push(await run.lint(file, source));
        bar.step(file.shown);
      }
    } finally {
      bar.done();
    }
    return documents;
  }

  /** What is unused is of interest to who checks the project, not to who checks a document of it. */
  #unused(around: Surroundings, { uses }: LintRun): readonly Diagnostic[] {
    if (around.kind !== 'project' || uses === undefined) return [];
    const { config, names, settings, file } = around;
    const { paths } = this.#subject;
    const isWhole = paths.length === 0 || paths.some((path) => isBelow(config.policies, resolve(this.#io.cwd, path)));
    const found = isWhole ? unusedSettings(config, names, uses) : [];
    return found.flatMap((finding) => settings.for(file ?? '').weigh(finding) ?? []);
  }

  /** The files to check. Without paths those of the policies folder. */
  #files(around: Surroundings): { readonly files: readonly InputFile[]; readonly places: readonly string[] } {
    const { paths } = this.#subject;
    const { cwd } = this.#io;
    const folder = around.kind === 'project' ? around.config.policies : 'policies';
    if (paths.length === 0 && !existsSync(resolve(cwd, folder))) {
      // Its findings are what there is to say.
      if (around.kind === 'broken-config') return { files: [], places: [] };
      throw new UsageError('there is no policies folder here', 'name documents or folders, such as fedpass lint my/policies');
    }
    const named = paths.length > 0 ? paths : [folder];
    const files = findFiles(named, cwd);
    if (files.length === 0)
      throw new UsageError(`there is no .xml file in ${(paths.length > 0 ? paths : ['the policies folder']).join(', ')}`);
    this.#tell(around);
    return { files, places: named.map((path) => resolve(cwd, path)) };
  }

  /** Said once, however often documents are checked. */
  #tell(around: Surroundings): void {
    if (around.kind === 'no-config' && !this.#told)
      this.#io.err(`fedpass: there is no ${defaultConfig} here, so each file is checked by itself\n`);
    this.#told = true;
  }
}
