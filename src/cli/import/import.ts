import { basename, join, resolve } from 'node:path';
import { type Exit, exit } from '../exit.ts';
import type { Io } from '../io.ts';
import type { LintOutcome } from '../lint/lint.ts';
import { summarize } from '../reports/report.ts';
import { configurationText } from './configuration-text.ts';
import { Draft } from './project/draft.ts';
import { makeProject } from './project/make-project.ts';
import { type ReadRequest, readExport } from './read-export.ts';
import { type Imported, jsonReport, textReport } from './report.ts';
import { writeProject } from './write-project.ts';

export interface ImportRequest extends ReadRequest {
  /** The folder of the project, as the user named it. */
  readonly out: string;
  readonly force: boolean;
  readonly dryRun: boolean;
  readonly json: boolean;
}

/** Makes a project out of an export, writes it, checks what it wrote, and tells what is missing. Rejects with UsageError. */
export async function runImport(request: ImportRequest, io: Io): Promise<Exit> {
  const draft = new Draft();
  const from = readExport(request, io.cwd, draft.gaps);
  makeProject(from, draft);
  const folder = resolve(io.cwd, request.out);
  const files = new Map([
    ['fedpass.yaml', configurationText(draft, basename(resolve(io.cwd, request.path)))],
    ...[...draft.documents].map(([name, text]): [string, string] => [`policies/${name}.xml`, text]),
  ]);
  if (!request.dryRun) writeProject(files, { folder, force: request.force, cwd: io.cwd });
  const imported: Imported = {
    source: request.path,
    form: from.kind,
    folder: request.out,
    written: request.dryRun ? [] : [...files.keys()].sort(),
    would: request.dryRun ? [...files.keys()].sort() : [],
    sections: draft.sections,
    settings: draft.settings.all,
    gaps: draft.gaps.all,
    lint: request.dryRun ? undefined : await check(folder, draft.documents.size > 0, io),
  };
  io.out(request.json ? jsonReport(imported) : textReport(imported, io.color.out));
  const isWhole = draft.gaps.all.every(({ severity }) => severity !== 'error');
  return isWhole && (imported.lint === undefined || summarize(imported.lint.findings).errors === 0) ? exit.clean : exit.findings;
}

/** Checks the project as `fedpass lint` does, its configuration along with it. */
async function check(folder: string, hasDocuments: boolean, io: Io): Promise<Pick<LintOutcome, 'files' | 'findings' | 'suppressed'>> {
  const config = join(folder, 'fedpass.yaml');
  if (!hasDocuments) {
    const { loadConfig } = await import('../../config/load.ts');
    return { files: 1, findings: loadConfig(config, io.env, 'skip', io.cwd).findings, suppressed: [] };
  }
  const { lint } = await import('../lint/lint.ts');
  const how = { paths: [], config, isolated: false, dialect: 'auto', cache: { kind: 'off' }, baseline: undefined, fix: 'no' } as const;
  return lint(how, io);
}
