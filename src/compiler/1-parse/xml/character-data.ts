import { message } from '../../../diagnostics/message.ts';
import type { Span } from '../../../diagnostics/span.ts';
import { type Cursor, matchesAt, nameAt } from './cursor.ts';
import {
  checkBehind,
  expressionInsideText,
  expressionStart,
  findExpression,
  mendExpression,
  missingBracket,
  unbracketedStart,
} from './raw-expression.ts';
import { checkReferences } from './references.ts';
import type { CharacterData, Piece, RawExpression } from './tokens.ts';

const strayLessThan = message(
  'xml/stray-less-than',
  'error',
  '`<` in text',
  'write `&lt;` for the character itself, or put the text in a CDATA section',
);

const strayCdataEnd = message('xml/stray-cdata-end', 'error', '`]]>` outside a CDATA section', 'write `]]&gt;`');

const unclosedCdata = message('xml/unclosed-cdata', 'error', 'CDATA section without end: no `]]>` closes it', 'end the section with `]]>`');

const spacedTag = /<[ \t]+[A-Za-z_][\w.:-]*(?:[ \t\r\n]+[A-Za-z_][\w.:-]*[ \t\r\n]*=[ \t\r\n]*["']|[ \t\r\n]*\/>)/y;

/** What the `<` at `at` starts. */
export type Markup = 'start-tag' | 'end-tag' | 'comment' | 'cdata' | 'instruction' | 'declaration' | 'none';

export function markupAt(text: string, at: number): Markup {
  switch (text[at + 1]) {
    case '/':
      return 'end-tag';
    case '?':
      return 'instruction';
    case '!':
      if (text.startsWith('--', at + 2)) return 'comment';
      return text.startsWith('[CDATA[', at + 2) ? 'cdata' : /[A-Za-z]/.test(text[at + 2] ?? '') ? 'declaration' : 'none';
    default:
      return matchesAt(text, at + 1, nameAt) || matchesAt(text, at, spacedTag) ? 'start-tag' : 'none';
  }
}

/** Reads text and CDATA sections up to the next tag or comment. */
export function readCharacterData(cursor: Cursor): CharacterData {
  const { text } = cursor;
  const start = cursor.at;
  const pieces: Piece[] = [];
  let expression: RawExpression | undefined;
  const at = cursor.manner === 'tolerant' ? expressionStart(text, start) : undefined;
  if (at !== undefined) {
    expression = readExpression(cursor, at);
    cursor.at = expression.span.end;
  }
  let from = start;
  let mended = false;
  let unchecked = expression?.span.end ?? start;
  for (;;) {
    const less = text.indexOf('<', cursor.at);
    const end = less < 0 ? text.length : less;
    const markup = less < 0 ? undefined : markupAt(text, less);
    if (expression === undefined && cursor.manner === 'tolerant') {
      const inside = embeddedExpression(text, unchecked, end);
      if (inside !== undefined) {
        cursor.report(expressionInsideText, inside.span, {});
        cursor.at = unchecked = inside.span.end;
        mended = true;
        continue;
      }
      const close = markup === 'start-tag' || markup === 'none' ? unbracketedEnd(cursor, start, end) : undefined;
      if (close !== undefined) {
        cursor.at = unchecked = close;
        mended = true;
        continue;
      }
    }
    if (markup === 'none') {
      const span = { start: end, end: end + 1 };
      cursor.report(strayLessThan, span, {}, { fix: { title: 'write `&lt;`', edits: [{ span, text: '&lt;' }] } });
      cursor.at = end + 1;
      continue;
    }
    if (end > from) pieces.push({ cdata: false, span: { start: from, end } });
    checkText(cursor, { start: unchecked, end });
    cursor.at = end;
    if (markup !== 'cdata') break;
    pieces.push({ cdata: true, span: readCdata(cursor) });
    from = unchecked = cursor.at;
  }
  const span = { start, end: cursor.at };
  if (expression !== undefined) checkBehind(cursor, { start: expression.span.end, end: span.end });
  const value = {
    span,
    where: 'text' as const,
    pieces,
    ...(expression === undefined ? {} : { expression }),
    ...(mended ? { mended: 'literal' as const } : {}),
  };
  return { kind: 'character-data', span, value };
}

/** The expression at `at`. Without its end, it goes to the end tag of the element around it. */
function readExpression(cursor: Cursor, at: number): RawExpression {
  const { text, enclosing } = cursor;
  const found = findExpression(text, at, { kind: 'text' });
  if (found.kind === 'expression') return found.expression;
  const close = enclosing === undefined ? -1 : text.indexOf(`</${enclosing}`, at);
  const markup = text.indexOf('<', found.stop);
  const end = close >= 0 ? close : markup >= 0 ? markup : text.length;
  return mendExpression(cursor, at, found, end);
}

/** How far an expression inside a literal is followed: it is a mistake already, and looking for its end must stay cheap. */
const reach = 1000;

/** An expression inside a literal that holds the `<` at `end`, as of a type argument or a comparison. */
function embeddedExpression(text: string, start: number, end: number): RawExpression | undefined {
  const opening = text.slice(start, end).search(/@[({]/);
  if (opening < 0) return undefined;
  const found = findExpression(text.slice(0, end + reach), start + opening, { kind: 'text' });
  return found.kind === 'expression' && found.expression.span.end > end ? found.expression : undefined;
}

/** Where C# ends that stands in an element without the bracket of an expression, if the `<` at `less` belongs to it. Reports it. */
function unbracketedEnd(cursor: Cursor, start: number, less: number): number | undefined {
  const { text, enclosing } = cursor;
  const at = unbracketedStart(text, start);
  if (at === undefined || enclosing === undefined || !/[\w ]/.test(text[less - 1] ?? '')) return undefined;
  const close = text.slice(less, less + reach).indexOf(`</${enclosing}`);
  if (close < 0) return undefined;
  cursor.report(missingBracket, { start: at, end: at + 1 }, {});
  return less + close;
}

/** Reads the CDATA section at the cursor; the span is what stands in it. */
function readCdata(cursor: Cursor): Span {
  const { text } = cursor;
  const start = cursor.at + 9;
  const close = text.indexOf(']]>', start);
  if (close >= 0) {
    cursor.at = close + 3;
    return { start, end: close };
  }
  cursor.report(unclosedCdata, { start: cursor.at, end: start }, {});
  const tag = text.indexOf('</', start);
  cursor.at = tag < 0 ? text.length : tag;
  return { start, end: cursor.at };
}

function checkText(cursor: Cursor, span: Span): void {
  checkReferences(cursor, span);
  const within = cursor.text.slice(span.start, span.end);
  for (let at = within.indexOf(']]>'); at >= 0; at = within.indexOf(']]>', at + 3)) {
    cursor.report(strayCdataEnd, { start: span.start + at, end: span.start + at + 3 }, {});
  }
}
