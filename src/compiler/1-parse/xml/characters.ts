import type { Report } from '../../../diagnostics/diagnostic.ts';
import { message } from '../../../diagnostics/message.ts';

const forbiddenCharacter = message(
  'xml/forbidden-character',
  'error',
  'the character {character} cannot stand in XML, not even as a reference',
  'remove it; inside a C# string write it as `\\u` and four digits',
);

/** Everything that XML 1.0, 2.2 does not list: control characters, halves of surrogate pairs, U+FFFE and U+FFFF. */
const forbidden = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/** The same, but for surrogates: quick to look for, and not in most documents. */
const suspicious = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD]/;

/** How many are named one by one; a binary file is nothing but them. */
const most = 20;

/** Reports characters that XML forbids, wherever they stand. */
export function checkCharacters(text: string, report: Report): void {
  if (!suspicious.test(text)) return;
  let count = 0;
  for (const match of text.matchAll(forbidden)) {
    if (count++ === most) return;
    const digits = match[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    report(forbiddenCharacter, { start: match.index, end: match.index + 1 }, { character: `U+${digits}` });
  }
}
