import { argumentNull } from '../failures.ts';
import { Cursor } from './parse/cursor.ts';
import { readCharacterEscape } from './parse/escape.ts';

const letters: Readonly<Record<string, string>> = { '\n': 'n', '\r': 'r', '\t': 't', '\f': 'f' };

/** `Regex.Escape`: the text as a pattern that matches it. */
export function escapePattern(text: string | null): string {
  if (text === null) argumentNull('str');
  return text.replace(/[\\*+?|{[()^$.# \t\n\f\r]/g, (c) => `\\${letters[c] ?? c}`);
}

/** `Regex.Unescape`: escapes become the characters they stand for. A backslash at the end is dropped. */
export function unescapePattern(text: string | null): string {
  if (text === null) argumentNull('str');
  const cursor = new Cursor(text);
  let out = '';
  while (!cursor.done) {
    const backslash = text.indexOf('\\', cursor.at);
    out += text.slice(cursor.at, backslash < 0 ? text.length : backslash);
    if (backslash < 0) break;
    cursor.at = backslash + 1;
    if (!cursor.done) out += String.fromCharCode(readCharacterEscape(cursor, false));
  }
  return out;
}
