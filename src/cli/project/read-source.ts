import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { type Encoding, Source } from '../../diagnostics/source.ts';
import { UsageError } from '../exit.ts';

/** Reads a text that findings point into. `shown` is its name in them. Throws {@link UsageError}. */
export function readSource(path: string, shown: string): Source {
  const bytes = readBytes(path, shown);
  const { text, encoding } = decodeText(bytes);
  return new Source(shown, text, text, encoding);
}

/** Reads a file that the user named, or that stands where he pointed. Throws {@link UsageError}. */
export const readText = (path: string, shown: string): string => readBytes(path, shown).toString('utf8');

function readBytes(path: string, shown: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT') throw new UsageError(`there is no file \`${shown}\``);
    if (code === 'EISDIR') throw new UsageError(`\`${shown}\` is a folder`, 'name a file');
    throw new UsageError(`\`${shown}\` cannot be read (${String(code)})`, 'check who may read it');
  }
}

/** UTF-16 is told by its byte order mark, which no UTF-8 text begins with (Unicode 16.0, 23.8). */
function decodeText(bytes: Buffer): { readonly text: string; readonly encoding: Encoding } {
  if (isUtf8(bytes)) return { text: bytes.toString('utf8'), encoding: 'utf-8' };
  const [first, second] = bytes;
  const isUtf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  return isUtf16 ? { text: '', encoding: 'utf-16' } : { text: bytes.toString('utf8'), encoding: 'damaged' };
}
