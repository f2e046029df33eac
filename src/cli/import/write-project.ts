import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UsageError } from '../exit.ts';
import { shownPath } from '../lint/find-files.ts';

/** Files by their path below the folder of the project, with `/`. */
export type ProjectFiles = ReadonlyMap<string, string>;

export interface WriteRequest {
  /** Absolute. */
  readonly folder: string;
  /** Whether what is there is replaced. */
  readonly force: boolean;
  readonly cwd: string;
}

/**
 * Writes a project, all of it or nothing: the files are written aside first and moved into place then, and when a move fails, what was there is put back.
 * What is there is never replaced unless it is said so. Throws {@link UsageError}.
 */
export function writeProject(files: ProjectFiles, { folder, force, cwd }: WriteRequest): void {
  const there = [...files.keys()].filter((name) => existsSync(join(folder, name)));
  if (there.length > 0 && !force) {
    const [first = ''] = there;
    const more = there.length === 1 ? '' : `, and ${there.length - 1} more of what would be written`;
    throw new UsageError(
      `\`${shownPath(join(folder, first), cwd)}\` is there already${more}`,
      'name another folder with --out, or replace it with --force',
    );
  }
  const isNew = !existsSync(folder);
  const aside = join(folder, `.fedpass-import-${randomBytes(4).toString('hex')}`);
  const undo: (() => void)[] = [];
  try {
    for (const [name, text] of files) put(join(aside, 'new', name), text);
    for (const name of files.keys()) move(join(aside, 'new', name), join(folder, name), join(aside, 'old', name), undo);
  } catch (error) {
    for (const step of undo.reverse()) step();
    rmSync(isNew ? folder : aside, { recursive: true, force: true });
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
    throw new UsageError(
      `the project cannot be written to \`${shownPath(folder, cwd)}\` (${code}); nothing was changed`,
      'name another folder with --out',
    );
  }
  rmSync(aside, { recursive: true, force: true });
}

function put(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function move(from: string, to: string, old: string, undo: (() => void)[]): void {
  mkdirSync(dirname(to), { recursive: true });
  if (existsSync(to)) {
    mkdirSync(dirname(old), { recursive: true });
    renameSync(to, old);
    undo.push(() => renameSync(old, to));
  }
  renameSync(from, to);
  undo.push(() => rmSync(to, { force: true }));
}
