import { message } from '../../../diagnostics/message.ts';
import type { Span } from '../../../diagnostics/span.ts';
import { type Cursor, matchesAt, nameAt, skipBlanks } from './cursor.ts';
import { findLostTag } from './lost-tag.ts';
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

/** Character data on its way: what was read of it. */
interface Draft {
  readonly start: number;
  readonly pieces: Piece[];
  readonly expression: RawExpression | undefined;
  /** Where the piece begins that is being read, and the part of it that XML's rules were not applied to yet. */
  piece: number;
  unchecked: number;
  mended: boolean;
}

/** Reads text and CDATA sections up to the next tag or comment. */
export function readCharacterData(cursor: Cursor): CharacterData {
  const start = cursor.at;
  const at = cursor.manner === 'strict' ? undefined : expressionStart(cursor.text, start);
  const expression = at === undefined ? undefined : readExpression(cursor, at);
  cursor.at = expression?.span.end ?? start;
  const draft: Draft = { start, pieces: [], expression, piece: start, unchecked: cursor.at, mended: false };
  while (readStretch(cursor, draft) && !cursor.halted()) {}
  const span = { start, end: cursor.at };
  if (expression !== undefined) checkBehind(cursor, { expression, end: span.end });
  const value = {
    span,
    where: 'text' as const,
    pieces: draft.pieces,
    ...(expression === undefined ? {} : { expression }),
    ...(draft.mended ? { mended: 'literal' as const } : {}),
  };
  return { kind: 'character-data', span, value };
}

/** Reads on to the next `<`, and over it if it belongs to the text. Returns false when the text ends there. */
function readStretch(cursor: Cursor, draft: Draft): boolean {
  const { text } = cursor;
  const less = text.indexOf('<', cursor.at);
  let end = less < 0 ? text.length : less;
  let markup = less < 0 ? undefined : markupAt(text, less);
  const lost = cursor.manner === 'guessing' ? findLostTag(text, cursor.at, end, cursor.enclosing) : undefined;
  if (lost !== undefined) {
    end = lost;
    markup = undefined;
  }
  const code = cursor.manner === 'strict' || markup === undefined ? undefined : passCode(cursor, draft, end, markup);
  if (code !== undefined) {
    cursor.at = draft.unchecked = code;
    draft.mended = true;
    return true;
  }
  if (markup === 'none') {
    const span = { start: end, end: end + 1 };
    cursor.report(strayLessThan, span, {}, { fix: { title: 'write `&lt;`', edits: [{ span, text: '&lt;' }] } });
    cursor.at = end + 1;
    return true;
  }
  if (end > draft.piece) draft.pieces.push({ cdata: false, span: { start: draft.piece, end } });
  checkText(cursor, { start: draft.unchecked, end });
  cursor.at = end;
  if (markup !== 'cdata') return false;
  draft.pieces.push({ cdata: true, span: readCdata(cursor) });
  draft.piece = draft.unchecked = cursor.at;
  return true;
}

/** How far misplaced code is followed: it is a mistake already, and looking for its end must stay cheap. */
const reach = 10_000;

/** The end of C# that stands where XML allows none, and holds the `<` at `less`. */
function passCode(cursor: Cursor, { start, unchecked, expression }: Draft, less: number, markup: Markup): number | undefined {
  const { text, enclosing } = cursor;
  if (expression !== undefined) {
    // Behind an expression that a bracket closed too early its remainder is not XML either.
    const isText = unchecked === expression.span.end && skipBlanks(text, unchecked) < less;
    return isText && markup !== 'end-tag' && markup !== 'cdata' ? endOfElement(text, less, enclosing) : undefined;
  }
  if (cursor.patience <= 0) return undefined;
  const inside = embeddedExpression(cursor, unchecked, less);
  if (inside !== undefined) {
    cursor.report(expressionInsideText, inside.span, {});
    return inside.span.end;
  }
  const at = unbracketedStart(text, start);
  const mayBeCode = (markup === 'start-tag' || markup === 'none') && /[\w ]/.test(text[less - 1] ?? '');
  if (at === undefined || !mayBeCode) return undefined;
  cursor.patience--;
  const close = endOfElement(text, less, enclosing);
  if (close === undefined) return undefined;
  cursor.report(missingBracket, { start: at, end: at + 1 }, {});
  return close;
}

/** Where the end tag of the element around stands, if it does within reach. */
function endOfElement(text: string, from: number, enclosing: string | undefined): number | undefined {
  const close = enclosing === undefined ? -1 : text.slice(from, from + reach).indexOf(`</${enclosing}`);
  return close < 0 ? undefined : from + close;
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

/** An expression inside a literal that holds the `<` at `end`, as of a type argument or a comparison. */
function embeddedExpression(cursor: Cursor, start: number, end: number): RawExpression | undefined {
  const { text } = cursor;
  const opening = text.slice(start, end).search(/@[({]/);
  if (opening < 0) return undefined;
  cursor.patience--;
  const found = findExpression(text.slice(0, end + reach / 10), start + opening, { kind: 'text' });
  return found.kind === 'expression' && found.expression.span.end > end ? found.expression : undefined;
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
