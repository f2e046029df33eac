import { statSync } from 'node:fs';
import type { Source } from '../../diagnostics/source.ts';
import { UsageError } from '../exit.ts';
import { readSource } from '../project/read-source.ts';
import type { InputFile } from './find-files.ts';

/** Reads files, and reads them again only once they have changed on disk. The same text is the same object. */
export class SourceFiles {
  readonly #read = new Map<string, { readonly stamp: string; readonly source: Source }>();

  /** The text of a file that need not be there. */
  readIfThere(file: InputFile): Source | undefined {
    if (statSync(file.path, { throwIfNoEntry: false })?.isDirectory() ?? true) return undefined;
    try {
      return this.read(file);
    } catch (error) {
      // It may go at any moment.
      if (error instanceof UsageError && statSync(file.path, { throwIfNoEntry: false }) === undefined) return undefined;
      throw error;
    }
  }

  /** Throws a UsageError when the file cannot be read. */
  read({ path, shown }: InputFile): Source {
    const known = this.#read.get(path);
    // Taken before the text is, so that a write in between is seen the next time.
    const stamp = stampOf(path);
    if (known !== undefined && stamp !== undefined && known.stamp === stamp) return known.source;
    const source = readSource(path, shown);
    const same = known?.source.text === source.text ? known.source : source;
    this.#read.set(path, { stamp: stamp ?? '', source: same });
    return same;
  }
}

function stampOf(path: string): string | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat === undefined ? undefined : `${stat.ino}:${stat.size}:${stat.mtimeMs}`;
}
