import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { UsageError } from '../exit.ts';
import type { Io } from '../io.ts';
import { writeWhole } from '../write-whole.ts';
import { type Entry, type Place, present, withEntries } from './place.ts';

/** What a command wants to add to a project. */
export interface Draft {
  readonly entries: readonly Entry[];
  /** Texts of new files, by path from the folder of the configuration. */
  readonly files: ReadonlyMap<string, string>;
}

/** Refuses a draft whose files are there: what an author wrote is never written over. Throws {@link UsageError}. */
export function refusePresent({ folder }: Pick<Place, 'folder'>, files: Iterable<string>): void {
  const [first, ...more] = present(folder, files);
  if (first === undefined) return;
  throw new UsageError(
    `\`${first}\` is there already${more.length === 0 ? '' : `, and ${more.length} more of the files that would be written`}`,
    'nothing is ever written over: move it away, or choose another name',
  );
}

/** Writes a draft: new files first, the configuration that names them last. Returns their paths as people read them. Throws {@link UsageError}. */
export function writeDraft(place: Place, { entries, files }: Draft, io: Pick<Io, 'cwd'>): readonly string[] {
  refusePresent(place, files.keys());
  const text = entries.length === 0 ? undefined : withEntries(place, entries);
  const written = [...files].map(([file, content]) => {
    const path = join(place.folder, file);
    attempt(file, () => {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content, { flag: 'wx' });
    });
    return relative(io.cwd, path).split(sep).join('/');
  });
  if (text !== undefined) attempt(place.shown, () => writeWhole(place.path, text));
  return [...written, ...(text === undefined ? [] : [place.shown])];
}

function attempt(shown: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
    throw new UsageError(`\`${shown}\` cannot be written (${code})`);
  }
}
