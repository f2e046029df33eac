import { readFileSync, realpathSync } from 'node:fs';
import { writeWhole } from '../../write-whole.ts';

/** What became of a text that was to replace another: written, or why not. */
export type Replaced = 'written' | 'changed' | 'not-utf-8' | { readonly failed: string };

/**
 * Replaces the text of a file, if the file still holds the text that is to be replaced. Bytes that are no UTF-8 would not come back as they
 * were, so such a file is left alone. A link stays a link.
 */
export function replaceText(path: string, old: string, text: string): Replaced {
  try {
    const target = realpathSync(path);
    const bytes = readFileSync(target);
    if (bytes.toString('utf8') !== old) return 'changed';
    if (!Buffer.from(old, 'utf8').equals(bytes)) return 'not-utf-8';
    writeWhole(target, text);
    return 'written';
  } catch (error) {
    return { failed: error instanceof Error && 'code' in error ? String(error.code) : String(error) };
  }
}
