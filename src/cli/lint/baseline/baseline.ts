import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { Diagnostic } from '../../../diagnostics/diagnostic.ts';
import { Source } from '../../../diagnostics/source.ts';
import { UsageError } from '../../exit.ts';
import { fingerprint } from '../../reports/fingerprint.ts';
import { writeWhole } from '../../write-whole.ts';

/** Findings that were there when the baseline was made: so many of one code on lines that read the same. */
export interface BaselineEntry {
  /** From the folder of the baseline, with `/`, so that it does not matter where the linter is called. */
  readonly file: string;
  readonly code: string;
  /** See {@link fingerprint}. */
  readonly line: string;
  readonly count: number;
}

/** A list of findings that are known and do not fail a build. */
export interface Baseline {
  readonly source: Source;
  readonly folder: string;
  readonly entries: readonly BaselineEntry[];
}

/** Reads a baseline; undefined when there is none yet. Throws {@link UsageError} for a file that is none. */
export function readBaseline(file: string, cwd: string): Baseline | undefined {
  const path = resolve(cwd, file);
  if (!existsSync(path)) return undefined;
  const wrong = (what: string): UsageError =>
    new UsageError(`\`${file}\` ${what}`, 'write a new one: remove it, then fedpass lint --baseline … --update-baseline');
  let content: unknown;
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
    content = JSON.parse(text);
  } catch (error) {
    throw wrong(error instanceof SyntaxError ? 'is no JSON' : 'cannot be read');
  }
  if (typeof content !== 'object' || content === null || !('version' in content) || !('findings' in content)) throw wrong('is no baseline');
  if (content.version !== 1) throw wrong('is a baseline of another version');
  if (!Array.isArray(content.findings) || !content.findings.every(isEntry)) throw wrong('is no baseline');
  return { source: new Source(relative(cwd, path).split(sep).join('/'), text), folder: dirname(path), entries: content.findings };
}

function isEntry(value: unknown): value is BaselineEntry {
  if (typeof value !== 'object' || value === null) return false;
  const { file, code, line, count } = value as Partial<Record<string, unknown>>;
  return (
    [file, code, line].every((text) => typeof text === 'string') && typeof count === 'number' && Number.isSafeInteger(count) && count > 0
  );
}

/** Writes a baseline: sorted, one entry a line, so that changes to it can be read. */
export function writeBaseline(file: string, cwd: string, entries: readonly BaselineEntry[]): void {
  const sorted = [...entries].sort((a, b) => compare(a.file, b.file) || compare(a.code, b.code) || compare(a.line, b.line));
  const lines = sorted.map(({ file: name, code, line, count }) => `    ${JSON.stringify({ file: name, code, line, count })}`);
  const list = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n  ]`;
  try {
    writeWhole(resolve(cwd, file), `{\n  "version": 1,\n  "findings": ${list}\n}\n`);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
    throw new UsageError(`\`${file}\` cannot be written (${code})`, 'name a file in a folder that can be written to with --baseline');
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Counts findings as a baseline lists them. `folder` is that of the baseline. Infos fail no build, so they are left out. */
export function entriesOf(findings: readonly Diagnostic[], folder: string, cwd: string): readonly BaselineEntry[] {
  const entries = new Map<string, BaselineEntry>();
  for (const finding of findings) {
    if (finding.severity === 'info') continue;
    const entry = entryOf(finding, folder, cwd);
    const key = keyOf(entry);
    entries.set(key, { ...entry, count: (entries.get(key)?.count ?? 0) + 1 });
  }
  return [...entries.values()];
}

export const entryOf = (finding: Diagnostic, folder: string, cwd: string): BaselineEntry => ({
  file: relative(folder, join(cwd, finding.source.file)).split(sep).join('/'),
  code: finding.code,
  line: fingerprint(finding),
  count: 1,
});

export const keyOf = ({ file, code, line }: BaselineEntry): string => JSON.stringify([file, code, line]);
