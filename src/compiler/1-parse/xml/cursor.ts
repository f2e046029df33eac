import type { Related, Report } from '../../../diagnostics/diagnostic.ts';
import type { Source } from '../../../diagnostics/source.ts';
import type { Span } from '../../../diagnostics/span.ts';

/**
 * How the text is read. `strict`: as XML 1.0 alone, expressions being text like any other; the first fault ends the reading, since all
 * that is wanted is whether there is one. `tolerant`: the end of an expression is found by the rules of C#, and faults are mended.
 * `guessing`: the same, and text that looks like a tag without its `<` is one; for a document whose tags do not match.
 */
export type Manner = 'strict' | 'tolerant' | 'guessing';

/** A place in a document on its way from start to end: the only thing that moves while a document is read. */
export interface Cursor {
  readonly source: Source;
  readonly text: string;
  readonly manner: Manner;
  readonly report: Report;
  /** True when no more is to be read: enough faults were found. */
  readonly halted: () => boolean;
  at: number;
  /** How many more times code may be looked for where none belongs. Each look costs time, and what makes many necessary is no document. */
  patience: number;
  /** The name of the element whose start tag came last and is still open: its end tag bounds an expression without end. */
  enclosing: string | undefined;
}

/** A name as XML defines it, in the characters of the basic plane. */
const nameStart =
  ':A-Za-z_\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C\\u200D\\u2070-\\u218F\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD';
export const nameAt = new RegExp(`[${nameStart}][${nameStart}\\-.0-9\\u00B7\\u0300-\\u036F\\u203F\\u2040]*`, 'y');

/** The length of what `pattern`, which must be sticky, matches at `at`. */
export function lengthAt(text: string, at: number, pattern: RegExp): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}

/** True when `pattern`, which must be sticky, matches at `at`. */
export function matchesAt(text: string, at: number, pattern: RegExp): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}

/** The first offset at or after `at` that is not one of XML's four blanks. */
export function skipBlanks(text: string, at: number): number {
  let end = at;
  while (end < text.length && isBlank(text.charCodeAt(end))) end++;
  return end;
}

/** The range without the blanks at its ends. */
export function trimmed(text: string, span: Span): Span {
  let { start, end } = span;
  while (start < end && isBlank(text.charCodeAt(start))) start++;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
  return { start, end };
}

/** Space, tab, line feed, carriage return: XML 1.0, 2.3. */
export const isBlank = (code: number): boolean => code === 32 || code === 9 || code === 10 || code === 13;

/** A second place of the same document. */
export const also = (cursor: Cursor, span: Span, text: string): Related => ({ source: cursor.source, span, message: text });
