import { message } from '../../../diagnostics/message.ts';
import type { Span } from '../../../diagnostics/span.ts';
import { readAttributeValue } from './attribute-value.ts';
import { also, type Cursor, isBlank, lengthAt, matchesAt, nameAt, skipBlanks } from './cursor.ts';
import { expressionStart, findExpression } from './raw-expression.ts';
import type { RawAttribute, RawExpression, StartTag } from './tokens.ts';
import { isBehindValue } from './value-end.ts';

const unclosedTag = message(
  'xml/unclosed-tag',
  'error',
  'the tag `<{name}` has no closing `>`',
  'end a start tag with `>`, or with `/>` when the element is empty',
);

const loneSlash = message(
  'xml/lone-slash',
  'error',
  '`/` inside the tag `<{name}` is not followed by `>`',
  'end the tag of an empty element with `/>`',
);

const unexpectedInTag = message(
  'xml/unexpected-in-tag',
  'error',
  '`{text}` cannot stand inside the tag `<{name}`',
  'a tag holds attributes only, each written `name="value"`',
);

const missingSpace = message('xml/missing-space', 'error', 'no space before the attribute `{attribute}`', 'separate attributes by a space');

const withoutValue = message(
  'xml/attribute-without-value',
  'error',
  'the attribute `{attribute}` has no value',
  'write `{attribute}="value"`',
);

const missingEquals = message(
  'xml/missing-equals',
  'error',
  'no `=` between the attribute `{attribute}` and its value',
  'write `{attribute}="value"`',
);

const unquotedValue = message(
  'xml/unquoted-attribute-value',
  'error',
  'the value of `{attribute}` has no opening quote',
  'put the value in quotes: `{attribute}="value"`',
);

const duplicateAttribute = message(
  'xml/duplicate-attribute',
  'error',
  'the attribute `{attribute}` is given twice',
  'an element has each attribute once; remove one of the two',
);

const badName = message(
  'xml/bad-name',
  'error',
  '`{name}` is not a name that XML allows',
  'a name starts with a letter, `_` or `:`, and goes on with letters, digits, `.`, `-`, `_` or `:`',
);

const commentInTag = message(
  'xml/comment-in-tag',
  'error',
  'a comment inside the tag `<{name}`',
  'move the comment in front of the element',
);

/** What is taken for a name, right or wrong: everything up to what must end one. */
const nameRun = /[^\s=<>/"']+/y;

/** Reads a name as written; it is reported when XML does not allow it. */
export function readName(cursor: Cursor): { readonly name: string; readonly span: Span } {
  const start = cursor.at;
  const length = lengthAt(cursor.text, start, nameRun);
  const span = { start, end: start + length };
  const name = cursor.text.slice(span.start, span.end);
  if (length > 0 && lengthAt(cursor.text, start, nameAt) !== length) cursor.report(badName, span, { name: shortened(name) });
  cursor.at = span.end;
  return { name, span };
}

/** User text for a message: one line, not too long. */
export const shortened = (text: string): string => {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
};

/** Reads a start tag; the cursor stands at its `<`, with a name behind it or behind some blanks. */
export function readStartTag(cursor: Cursor): StartTag {
  const { text } = cursor;
  const start = cursor.at;
  cursor.at = skipBlanks(text, start + 1);
  const { name, span: nameSpan } = readName(cursor);
  const attributes: RawAttribute[] = [];
  const seen = new Map<string, Span>();
  let selfClosing = false;
  let damaged = false;
  let last = cursor.at;

  for (;;) {
    cursor.at = skipBlanks(text, last);
    const at = cursor.at;
    const spaced = at > last;
    const character = text[at];
    if (character === '>') {
      cursor.at = at + 1;
      break;
    }
    if (character === '/') {
      selfClosing = true;
      if (text[at + 1] === '>') {
        cursor.at = at + 2;
        break;
      }
      cursor.report(loneSlash, { start: at, end: at + 1 }, { name: shortened(name) });
      damaged = true;
      last = at + 1;
      continue;
    }
    if (character === '<' && text.startsWith('<!--', at)) {
      const end = text.indexOf('-->', at + 4);
      if (end >= 0) {
        cursor.report(commentInTag, { start: at, end: end + 3 }, { name: shortened(name) });
        last = end + 3;
        continue;
      }
    }
    if (character === undefined || character === '<') {
      cursor.report(unclosedTag, { start, end: nameSpan.end }, { name: shortened(name) });
      damaged = true;
      cursor.at = last;
      break;
    }
    if (character === '=' || character === '"' || character === "'") {
      last = skipJunk(text, at);
      cursor.report(unexpectedInTag, { start: at, end: last }, { text: shortened(text.slice(at, last)), name: shortened(name) });
      damaged = true;
      continue;
    }
    if (matchesAt(text, at, notAName)) {
      last = skipJunk(text, at);
      cursor.report(unexpectedInTag, { start: at, end: last }, { text: shortened(text.slice(at, last)), name: shortened(name) });
      damaged = true;
      continue;
    }
    const attribute = readAttribute(cursor);
    last = cursor.at;
    damaged ||= attribute.damaged;
    const first = seen.get(attribute.name);
    if (first !== undefined) {
      cursor.report(
        duplicateAttribute,
        attribute.nameSpan,
        { attribute: attribute.name },
        { related: [also(cursor, first, 'first given here')] },
      );
    } else {
      seen.set(attribute.name, attribute.nameSpan);
    }
    if (!spaced) cursor.report(missingSpace, attribute.nameSpan, { attribute: shortened(attribute.name) });
    attributes.push(attribute);
  }
  return { kind: 'start-tag', name, nameSpan, span: { start, end: cursor.at }, attributes, selfClosing, damaged };
}

/** No letter, digit or other sign that a name could be meant by. */
const notAName = /[^\p{L}\p{N}_:{}.\-@$#]/uy;

/** The end of a run of characters that make no attribute, up to the next blank or the end of the tag. */
function skipJunk(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length && !isBlank(text.charCodeAt(at)) && text[at] !== '>' && text[at] !== '<' && !text.startsWith('/>', at)) at++;
  return at;
}

function readAttribute(cursor: Cursor): RawAttribute {
  const { text } = cursor;
  const { name, span: nameSpan } = readName(cursor);
  const behind = skipBlanks(text, nameSpan.end);
  const hasEquals = text[behind] === '=';
  const at = hasEquals ? skipBlanks(text, behind + 1) : behind;
  const quoted = text[at] === '"' || text[at] === "'";
  const attribute = shortened(name);

  if (quoted && (hasEquals || matchesAt(text, at, wholeValue))) {
    if (!hasEquals) cursor.report(missingEquals, nameSpan, { attribute });
    const { value, next, damaged } = readAttributeValue(cursor, attribute, at);
    cursor.at = next;
    return { name, nameSpan, span: { start: nameSpan.start, end: next }, value, damaged: damaged || !hasEquals };
  }
  if (hasEquals && !endsTag(text, at)) return readUnquoted(cursor, name, nameSpan, at);

  cursor.report(withoutValue, nameSpan, { attribute });
  const end = hasEquals ? behind + 1 : nameSpan.end;
  cursor.at = end;
  const span = { start: end, end };
  return { name, nameSpan, span: { start: nameSpan.start, end }, value: { span, where: 'attribute', pieces: [] }, damaged: true };
}

const wholeValue = /"[^"<>=]*"|'[^'<>=]*'/y;

const endsTag = (text: string, at: number): boolean =>
  at >= text.length || text[at] === '>' || text[at] === '<' || text.startsWith('/>', at);

/** A value that ends with a quote on the same line, though it did not start with one. */
const upToQuote = /[^"'<>=\r\n]*(["'])/y;
const upToBlank = /(?:[^\s"'<>/]|\/(?!>))*/y;

/** A value whose opening quote is missing, or both. */
function readUnquoted(cursor: Cursor, name: string, nameSpan: Span, start: number): RawAttribute {
  const { text } = cursor;
  let end = start + lengthAt(text, start, upToBlank);
  let next = end;
  let expression: RawExpression | undefined;
  if (expressionStart(text, start) === start && cursor.manner === 'tolerant') {
    const found = findExpression(text, start, { kind: 'attribute', quote: '"' });
    if (found.kind === 'expression') {
      expression = found.expression;
      end = expression.span.end;
      next = text[end] === '"' || text[end] === "'" ? end + 1 : end;
    }
  } else {
    const quoted = lengthAt(text, start, upToQuote);
    if (quoted > 0 && isBehindValue(text, start + quoted)) {
      end = start + quoted - 1;
      next = start + quoted;
    }
  }
  if (end === start) end = next = skipJunk(text, start);
  const span = { start, end };
  cursor.report(unquotedValue, span, { attribute: shortened(name) });
  cursor.at = next;
  const value = {
    span,
    where: 'attribute' as const,
    pieces: [{ cdata: false, span }],
    ...(expression === undefined ? {} : { expression }),
  };
  return { name, nameSpan, span: { start: nameSpan.start, end: next }, value, damaged: true };
}
