import { message } from '../../../diagnostics/message.ts';
import { nearest } from '../../../diagnostics/nearest.ts';
import type { Span } from '../../../diagnostics/span.ts';
import type { Cursor } from './cursor.ts';

const strayAmpersand = message(
  'xml/stray-ampersand',
  'error',
  '`&` starts a reference, but none follows',
  'write `&amp;` for the character itself',
);

const unknownEntity = message(
  'xml/unknown-entity',
  'error',
  'unknown entity `&{name};`',
  'XML knows `&amp;`, `&lt;`, `&gt;`, `&quot;`, `&apos;` and references by number such as `&#160;`; a document cannot define its own',
);

const badCharacterReference = message(
  'xml/bad-character-reference',
  'error',
  '`{reference}` is not a character that XML allows',
  'XML allows tab, line feed, carriage return, and everything from U+0020 except surrogates, U+FFFE and U+FFFF',
);

/** The five entities of XML 1.0, 4.6. No document can add to them. */
const entities = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** An escape in the text: what it stands for, and how long it is as written. */
export interface Reference {
  readonly value: string;
  readonly length: number;
}

/** Named escapes only, or references by number as well. */
export type Escapes = 'named' | 'all';

const named = /&(amp|lt|gt|quot|apos);/y;
const numbered = /&#(?:x([0-9a-fA-F]+)|([0-9]+));/y;

/** The escape that starts at `at`, if one does. */
export function referenceAt(text: string, at: number, escapes: Escapes): Reference | undefined {
  named.lastIndex = at;
  const word = named.exec(text);
  if (word !== null) return { value: entities.get(word[1] ?? '') ?? '', length: word[0].length };
  if (escapes === 'named') return undefined;
  numbered.lastIndex = at;
  const number = numbered.exec(text);
  if (number === null) return undefined;
  const code = number[1] === undefined ? Number.parseInt(number[2] ?? '', 10) : Number.parseInt(number[1], 16);
  return isXmlCharacter(code) ? { value: String.fromCodePoint(code), length: number[0].length } : undefined;
}

/** XML 1.0, 2.2, production Char. */
function isXmlCharacter(code: number): boolean {
  if (code < 0x20) return code === 9 || code === 10 || code === 13;
  return code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff);
}

const looksLikeReference = /&(#?[A-Za-z0-9_.:-]{1,40});/y;

/** Reports every `&` in the range that does not start a reference XML knows. */
export function checkReferences(cursor: Cursor, range: Span): void {
  const { text } = cursor;
  const within = text.slice(range.start, range.end);
  for (let found = within.indexOf('&'); found >= 0 && !cursor.halted(); found = within.indexOf('&', found + 1)) {
    const at = range.start + found;
    if (referenceAt(text, at, 'all') !== undefined) continue;
    looksLikeReference.lastIndex = at;
    const match = looksLikeReference.exec(text);
    const name = match?.[1];
    if (match === null || name === undefined || at + match[0].length > range.end) {
      cursor.report(
        strayAmpersand,
        { start: at, end: at + 1 },
        {},
        { fix: { title: 'write `&amp;`', edits: [{ span: { start: at, end: at + 1 }, text: '&amp;' }] } },
      );
      continue;
    }
    const span = { start: at, end: at + match[0].length };
    if (name.startsWith('#')) cursor.report(badCharacterReference, span, { reference: match[0] });
    else {
      const close = nearest(name, entities.keys());
      cursor.report(
        unknownEntity,
        span,
        { name },
        close === undefined ? {} : { fix: { title: `write \`&${close};\``, edits: [{ span, text: `&${close};` }] } },
      );
    }
  }
}
