import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { UsageError } from '../exit.ts';
import { shownPath } from '../lint/find-files.ts';

/** A file to be written. */
export interface Output {
  readonly path: string;
  readonly text: string;
  /** Whether a file that is there already was made by an earlier run, and may be replaced. */
  readonly replaces: (existing: string) => boolean;
}

/** Writes files, all or none: somebody else's file is never replaced. Throws {@link UsageError}. */
export function writeOutputs(outputs: readonly Output[], cwd: string): void {
  for (const { path, replaces } of outputs) {
    const existing = read(path);
    if (existing !== undefined && !replaces(existing))
      throw new UsageError(`\`${shownPath(path, cwd)}\` is there already and was not made by compile`, 'name another folder with --out');
  }
  for (const { path, text } of outputs) write(path, text, cwd);
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // Nothing there, or what writing will say.
    return undefined;
  }
}

function write(path: string, text: string, cwd: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
    throw new UsageError(`\`${shownPath(path, cwd)}\` cannot be written (${code})`, 'name a folder that can be written to with --out');
  }
}
