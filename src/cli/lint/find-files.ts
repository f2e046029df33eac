import { statSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { UsageError } from '../exit.ts';
import { xmlFiles } from '../project/read-documents.ts';

/** A file to check: where it is, and how it is named in findings. */
export interface InputFile {
  readonly path: string;
  /** Relative to the working folder, with forward slashes. */
  readonly shown: string;
}

/** The files that paths mean: a file itself, a folder every `.xml` below it. Throws {@link UsageError} for what is not there. */
export function findFiles(paths: readonly string[], cwd: string): readonly InputFile[] {
  const found = new Map<string, InputFile>();
  for (const path of paths) {
    const whole = resolve(cwd, path);
    const kind = kindOf(whole);
    if (kind === undefined) throw new UsageError(`there is no file or folder \`${path}\``);
    for (const file of kind === 'folder' ? xmlFiles(whole) : [whole]) found.set(file, { path: file, shown: shownPath(file, cwd) });
  }
  return [...found.values()];
}

/** Whether a path is a folder, or something in it. Both are absolute. */
export const isBelow = (path: string, folder: string): boolean => path === folder || path.startsWith(folder + sep);

export const shownPath = (file: string, cwd: string): string => relative(cwd, file).split(sep).join('/');

function kindOf(path: string): 'file' | 'folder' | undefined {
  try {
    return statSync(path).isDirectory() ? 'folder' : 'file';
  } catch {
    return undefined;
  }
}
