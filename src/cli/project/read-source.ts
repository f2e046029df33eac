import { readFileSync } from 'node:fs';
import { Source } from '../../diagnostics/source.ts';
import { UsageError } from '../exit.ts';

/** Reads a text that findings point into. `shown` is its name in them. Throws {@link UsageError}. */
export const readSource = (path: string, shown: string): Source => new Source(shown, readText(path, shown));

/** Reads a file that the user named, or that stands where he pointed. Throws {@link UsageError}. */
export function readText(path: string, shown: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT') throw new UsageError(`there is no file \`${shown}\``);
    if (code === 'EISDIR') throw new UsageError(`\`${shown}\` is a folder`, 'name a file');
    throw new UsageError(`\`${shown}\` cannot be read (${String(code)})`, 'check who may read it');
  }
}
