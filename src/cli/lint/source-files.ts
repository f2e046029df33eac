import { type Stats, statSync } from 'node:fs';
import type { Source } from '../../diagnostics/source.ts';
import { UsageError } from '../exit.ts';
import { readSource } from '../project/read-source.ts';
import type { InputFile } from './find-files.ts';

/** Reads files, and reads them again only once they have changed on disk. The same text is the same object. */
export class SourceFiles {
  readonly #known = new Map<string, { readonly stamp: string; readonly source: Source }>();

  /** The text of a file that need not be there. */
  readIfThere(file: InputFile): Source | undefined {
    // Taken before the text is, so that a write in between is seen the next time.
    const stat = statSync(file.path, { throwIfNoEntry: false });
    if (stat === undefined || stat.isDirectory()) return undefined;
    try {
      return this.#read(file, stampOf(stat));
    } catch (error) {
      // It may go at any moment.
      if (error instanceof UsageError && statSync(file.path, { throwIfNoEntry: false }) === undefined) return undefined;
      throw error;
    }
  }

  /** Throws a UsageError when the file cannot be read. */
  #read({ path, shown }: InputFile, stamp: string): Source {
    const known = this.#known.get(path);
    if (known?.stamp === stamp) return known.source;
    const source = readSource(path, shown);
    const same = known?.source.text === source.text ? known.source : source;
    this.#known.set(path, { stamp, source: same });
    return same;
  }
}

const stampOf = ({ ino, size, mtimeMs }: Stats): string => `${ino}:${size}:${mtimeMs}`;
