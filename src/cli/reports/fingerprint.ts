import { createHash } from 'node:crypto';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';

/**
 * What a finding is known by when the lines around it move: a digest of its code and of the line that it begins on, white space aside. The file is
 * for the caller to add. Findings that are alike have the same; they are told apart by how many there are.
 */
export function fingerprint({ code, source, span }: Diagnostic): string {
  return createHash('sha256')
    .update(`${code}\n${lineOf(source.shown, span.start)}`)
    .digest('hex')
    .slice(0, 16);
}

function lineOf(text: string, offset: number): string {
  const start = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
  const length = text.slice(offset).search(/[\r\n]/);
  return text
    .slice(start, length < 0 ? undefined : offset + length)
    .replace(/\s+/g, ' ')
    .trim();
}
