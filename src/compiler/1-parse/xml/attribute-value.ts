import { message } from '../../../diagnostics/message.ts';
import type { Span } from '../../../diagnostics/span.ts';
import { type Cursor, matchesAt, skipBlanks, trimmed } from './cursor.ts';
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
import type { RawExpression, RawValue } from './tokens.ts';
import { isBehindValue, nextTagLine, quoteThatEnds } from './value-end.ts';

const unclosedValue = message(
  'xml/unclosed-attribute-value',
  'error',
  'the value of `{attribute}` has no closing quote',
  'end the value with the quote it starts with',
);

const lessThanInValue = message(
  'xml/less-than-in-attribute',
  'error',
  '`<` in the value of an attribute',
  'write `&lt;` for the character itself; only expressions may hold it as it is',
);

const quoteInValue = message(
  'xml/quote-in-attribute',
  'error',
  'a quote inside the value of `{attribute}` ends it too early',
  'write `&quot;` for the character itself, or put the value in the other kind of quotes',
);

/** A value, and where reading goes on behind its closing quote. */
export interface ReadValue {
  readonly value: RawValue;
  readonly next: number;
  readonly damaged: boolean;
}

type Quote = '"' | "'";

/** Where a value ends and whether its closing quote is there. */
interface End {
  readonly at: number;
  readonly quoted: boolean;
}

/** Reads the value whose opening quote stands at `open`. */
export function readAttributeValue(cursor: Cursor, attribute: string, open: number): ReadValue {
  const quote: Quote = cursor.text[open] === "'" ? "'" : '"';
  if (cursor.manner === 'strict') return readStrictly(cursor, attribute, open, quote);
  const expression = expressionStart(cursor.text, open + 1);
  return expression === undefined
    ? readLiteral(cursor, attribute, open, quote)
    : readExpression(cursor, attribute, open, quote, expression);
}

/** XML 1.0, 2.3, production AttValue, and nothing else. */
function readStrictly(cursor: Cursor, attribute: string, open: number, quote: Quote): ReadValue {
  const found = cursor.text.indexOf(quote, open + 1);
  const end = found < 0 ? cursor.text.length : found;
  if (found < 0) cursor.report(unclosedValue, { start: open, end }, { attribute });
  checkLiteral(cursor, { start: open + 1, end });
  return done(open, quote, { at: end, quoted: found >= 0 }, undefined, false);
}

function done(open: number, quote: Quote, end: End, expression: RawExpression | undefined, damaged: boolean): ReadValue {
  const span = { start: open + 1, end: end.at };
  const value: RawValue = {
    span,
    where: 'attribute',
    quote,
    pieces: [{ cdata: false, span }],
    ...(expression === undefined ? {} : { expression }),
  };
  return { value, next: end.quoted ? end.at + 1 : end.at, damaged };
}

// ------------------------------------------------------------------------------------------------------------ expressions

function readExpression(cursor: Cursor, attribute: string, open: number, quote: Quote, at: number): ReadValue {
  const found = findExpression(cursor.text, at, { kind: 'attribute', quote });
  if (found.kind === 'open') {
    const end = lostEnd(cursor.text, at + 2, quote);
    return done(open, quote, end, mendExpression(cursor, at, found, end.at), true);
  }
  const { expression } = found;
  const end = endBehindExpression(cursor.text, expression.span.end, quote);
  if (!end.quoted) cursor.report(unclosedValue, { start: open, end: end.at }, { attribute });
  else checkBehind(cursor, { expression, end: end.at });
  return done(open, quote, end, expression, !end.quoted);
}

const otherAttribute = /[ \t\r\n]+[A-Za-z_][\w:.-]*[ \t\r\n]*=[ \t\r\n]*["']/y;
const tagEndOfLine = /[ \t]*(?:\/>|>[ \t]*(?:[\r\n<]|$))/y;
const joinedAttribute = /[A-Za-z_][\w:.-]*[ \t\r\n]*=[ \t\r\n]*["']/y;

/** The end of a value whose expression ends at `from`: the next quote, unless the text says that the quote is missing or comes later. */
function endBehindExpression(text: string, from: number, quote: Quote): End {
  const next = skipBlanks(text, from);
  if (text[next] === quote && (isBehindValue(text, next + 1) || matchesAt(text, next + 1, joinedAttribute)))
    return { at: next, quoted: true };
  if (matchesAt(text, from, otherAttribute) || matchesAt(text, from, tagEndOfLine)) return { at: from, quoted: false };
  // One bracket too many closed the expression too early, or it never was the whole value; the value goes on.
  const limit = nextTagLine(text, from);
  const end = quoteThatEnds(text, quote, from, limit) ?? text.indexOf(quote, from);
  return end >= 0 && end < limit ? { at: end, quoted: true } : { at: from, quoted: false };
}

/** The end of a value whose expression is never closed: where a value can end at all, before the next line that starts with a tag. */
function lostEnd(text: string, from: number, quote: Quote): End {
  const limit = nextTagLine(text, from);
  const end = quoteThatEnds(text, quote, from, limit);
  return end === undefined ? unquotedEnd(text, from) : { at: end, quoted: true };
}

/** The end of a value without closing quote: before the end of its tag, else at the end of its line. */
function unquotedEnd(text: string, from: number): End {
  const limit = nextTagLine(text, from);
  const bracket = text.indexOf('>', from);
  const line = text.slice(from, limit).search(/[\r\n]/);
  const end = bracket >= 0 && bracket < limit ? (text[bracket - 1] === '/' ? bracket - 1 : bracket) : line < 0 ? limit : from + line;
  return { at: Math.max(from, trimmed(text, { start: from, end }).end), quoted: false };
}

// --------------------------------------------------------------------------------------------------------------- literals

const startsTag = /<[A-Za-z_/!]/y;
const canFollowQuote = /[ \t\r\n/>?]|$/y;

function readLiteral(cursor: Cursor, attribute: string, open: number, quote: Quote): ReadValue {
  const { text } = cursor;
  const start = open + 1;
  const found = text.indexOf(quote, start);
  const seeming = text.slice(start, found < 0 ? text.length : found);

  const code = readMisplacedCode(cursor, open, quote, found);
  if (code !== undefined) return code;
  const less = seeming.indexOf('<');
  if (found < 0 || nextTagLine(seeming, 0) < seeming.length || (less >= 0 && closesBefore(seeming, less))) {
    return unclosed(cursor, attribute, open, quote, unquotedEnd(text, start).at);
  }
  let end = found;
  if (!isBehindValue(text, found + 1)) {
    const name = attributeAtEnd(seeming);
    if (name !== undefined) return unclosed(cursor, attribute, open, quote, start + name);

    const doubled = text[found + 1] === quote && isBehindValue(text, found + 2);
    if (!doubled && !matchesAt(text, found + 1, canFollowQuote) && !matchesAt(text, found + 1, joinedAttribute)) {
      const later = quoteThatEnds(text, quote, found + 1, endOfLine(text, found));
      if (later !== undefined) {
        cursor.report(quoteInValue, { start: found, end: found + 1 }, { attribute });
        end = later;
      }
    }
  }
  checkLiteral(cursor, { start, end });
  return done(open, quote, { at: end, quoted: true }, undefined, end !== found);
}

const notXml = /<|&(?![A-Za-z#])/;

/** A literal that holds C# which XML does not allow as text: an expression behind other text, or one without its bracket. */
function readMisplacedCode(cursor: Cursor, open: number, quote: Quote, found: number): ReadValue | undefined {
  const { text } = cursor;
  const start = open + 1;
  const endsThere = found >= 0 && isBehindValue(text, found + 1);
  if (endsThere && !notXml.test(text.slice(start, found))) return undefined;
  if (found >= 0 && !endsThere) {
    const embedded = embeddedExpression(text, start, found, quote);
    if (embedded !== undefined) {
      cursor.report(expressionInsideText, embedded.span, {});
      return mended(open, quote, endBehindExpression(text, embedded.span.end, quote));
    }
  }
  const at = unbracketedStart(text, start);
  if (at === undefined) return undefined;
  const end = quoteThatEnds(text, quote, start, nextTagLine(text, start));
  if (end === undefined) return undefined;
  cursor.report(missingBracket, { start: at, end: at + 1 }, {});
  return mended(open, quote, { at: end, quoted: true });
}

function mended(open: number, quote: Quote, end: End): ReadValue {
  const { value, next } = done(open, quote, end, undefined, true);
  return { value: { ...value, mended: 'literal' }, next, damaged: true };
}

function unclosed(cursor: Cursor, attribute: string, open: number, quote: Quote, at: number): ReadValue {
  cursor.report(unclosedValue, { start: open, end: at }, { attribute });
  checkLiteral(cursor, { start: open + 1, end: at });
  return done(open, quote, { at, quoted: false }, undefined, true);
}

/** True when the tag seems to end before the `<` at `less`, which then starts another tag. */
const closesBefore = (value: string, less: number): boolean => matchesAt(value, less, startsTag) && value.slice(0, less).includes('>');

const nameCharacter = /[\w:.-]/;

/**
 * Where the value ends if it runs up to the name of the next attribute, ` name=`: then the quote that seems to end it opens that one's value.
 */
function attributeAtEnd(value: string): number | undefined {
  const equals = trimmed(value, { start: 0, end: value.length }).end - 1;
  if (value[equals] !== '=') return undefined;
  const { end } = trimmed(value, { start: 0, end: equals });
  let start = end;
  while (start > 0 && nameCharacter.test(value[start - 1] ?? '')) start--;
  const before = trimmed(value, { start: 0, end: start }).end;
  return start < end && before < start ? before : undefined;
}

/** An expression inside a literal that the quote at `found` cuts in two. */
function embeddedExpression(text: string, start: number, found: number, quote: Quote): RawExpression | undefined {
  const opening = text.slice(start, found).search(/@[({]|</);
  if (opening < 0 || text[start + opening] === '<') return undefined;
  const expression = findExpression(text, start + opening, { kind: 'attribute', quote });
  return expression.kind === 'expression' && expression.expression.span.end > found ? expression.expression : undefined;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

/** What XML forbids in a literal value. */
function checkLiteral(cursor: Cursor, span: Span): void {
  const value = cursor.text.slice(span.start, span.end);
  for (let less = value.indexOf('<'); less >= 0; less = value.indexOf('<', less + 1)) {
    const at = { start: span.start + less, end: span.start + less + 1 };
    cursor.report(lessThanInValue, at, {}, { fix: { title: 'write `&lt;`', edits: [{ span: at, text: '&lt;' }] } });
  }
  checkReferences(cursor, span);
}
