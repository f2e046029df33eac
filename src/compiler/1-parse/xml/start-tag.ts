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

/** A start tag on its way: what was read of it, and the end of that. */
interface Draft {
  readonly name: string;
  readonly nameSpan: Span;
  readonly start: number;
  readonly attributes: RawAttribute[];
  readonly seen: Map<string, Span>;
  end: number;
  selfClosing: boolean;
  damaged: boolean;
}

/** Reads a start tag; the cursor stands at its `<`, with the name at `nameStart`. */
export function readStartTag(cursor: Cursor, nameStart: number): StartTag {
  const { text, at: start } = cursor;
  cursor.at = nameStart;
  const proper = nameStart + (lengthBeforeContent(text, nameStart) ?? lengthAt(text, nameStart, nameAt));
  const cut = proper > nameStart && contentFollows(text, proper, text.slice(nameStart, proper));
  const { name, span: nameSpan } = cut
    ? { name: text.slice(nameStart, proper), span: { start: nameStart, end: proper } }
    : readName(cursor);
  const draft: Draft = { name, nameSpan, start, attributes: [], seen: new Map(), end: nameSpan.end, selfClosing: false, damaged: false };
  if (cut) abandon(cursor, draft);
  else while (readPart(cursor, draft) && !cursor.halted()) {}
  cursor.at = draft.end;
  const { attributes, selfClosing, damaged } = draft;
  return { kind: 'start-tag', name, nameSpan, span: { start, end: draft.end }, attributes, selfClosing, damaged };
}

/** Reads the next thing in the tag. Returns false when it was the tag's end. */
function readPart(cursor: Cursor, draft: Draft): boolean {
  const { text } = cursor;
  const at = skipBlanks(text, draft.end);
  switch (text[at]) {
    case '>':
      draft.end = at + 1;
      return false;
    case '/':
      return readSlash(cursor, draft, at);
    case '<': {
      const comment = text.startsWith('<!--', at) ? text.indexOf('-->', at + 4) : -1;
      if (comment < 0 || text[skipBlanks(text, comment + 3)] === '<') return abandon(cursor, draft);
      draft.end = comment + 3;
      cursor.report(commentInTag, { start: at, end: draft.end }, { name: shortened(draft.name) });
      return true;
    }
    case undefined:
      return abandon(cursor, draft);
    default:
      if (contentFollows(text, at, draft.name)) return abandon(cursor, draft);
      if (matchesAt(text, at, notAName)) passJunk(cursor, draft, at);
      else addAttribute(cursor, draft, at);
      return true;
  }
}

const properAttribute = /[^\s=<>/"'@]+[ \t\r\n]*=|[ \t\r\n/>]/y;
const opensExpression = /@[({]/y;

/** The length of a tag's name that runs into the element's content, the `>` between them being lost: `<valuetext</value>`. */
function lengthBeforeContent(text: string, at: number): number | undefined {
  const less = text.indexOf('<', at);
  if (less < 0 || text[less + 1] !== '/' || text.slice(at, less).includes('>')) return undefined;
  const length = lengthAt(text, less + 2, nameAt);
  return length > 0 && text.startsWith(text.slice(less + 2, less + 2 + length), at) ? length : undefined;
}

/** True when what stands at `at` inside a tag is the element's content, the `>` of the tag being lost. */
function contentFollows(text: string, at: number, name: string): boolean {
  if (matchesAt(text, at, opensExpression)) return true;
  if (at >= text.length || matchesAt(text, at, properAttribute)) return false;
  const less = text.indexOf('<', at);
  return less >= 0 && text.startsWith(`</${name}`, less) && !text.slice(at, less).includes('>');
}

function readSlash(cursor: Cursor, draft: Draft, at: number): boolean {
  const { text } = cursor;
  draft.selfClosing = true;
  draft.end = at + 1;
  if (text[at + 1] === '>') {
    draft.end = at + 2;
    return false;
  }
  const next = text[skipBlanks(text, at + 1)];
  if (next === '<' || next === undefined) return abandon(cursor, draft);
  cursor.report(loneSlash, { start: at, end: at + 1 }, { name: shortened(draft.name) });
  draft.damaged = true;
  return true;
}

/** Ends a tag whose `>` is missing where its last part ends. */
function abandon(cursor: Cursor, draft: Draft): false {
  cursor.report(unclosedTag, { start: draft.start, end: draft.nameSpan.end }, { name: shortened(draft.name) });
  draft.damaged = true;
  return false;
}

function addAttribute(cursor: Cursor, draft: Draft, at: number): void {
  cursor.at = at;
  const attribute = readAttribute(cursor);
  const { name, nameSpan } = attribute;
  const first = draft.seen.get(name);
  if (first === undefined) draft.seen.set(name, nameSpan);
  else cursor.report(duplicateAttribute, nameSpan, { attribute: shortened(name) }, { related: [also(cursor, first, 'first given here')] });
  if (at === draft.end) cursor.report(missingSpace, nameSpan, { attribute: shortened(name) });
  draft.attributes.push(attribute);
  draft.damaged ||= attribute.damaged;
  draft.end = cursor.at;
}

/** What no attribute's name starts with; letters that XML forbids are left for the name to be reported. */
const notAName = /[^\p{L}\p{N}_:{}.\-@$#]/uy;

/** Passes over what is no attribute, up to the next blank or the end of the tag. */
function passJunk(cursor: Cursor, draft: Draft, at: number): void {
  draft.end = endOfJunk(cursor.text, at);
  draft.damaged = true;
  const span = { start: at, end: draft.end };
  cursor.report(unexpectedInTag, span, { text: shortened(cursor.text.slice(at, draft.end)), name: shortened(draft.name) });
}

function endOfJunk(text: string, from: number): number {
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
  if (expressionStart(text, start) === start && cursor.manner !== 'strict') {
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
  if (end === start) end = next = endOfJunk(text, start);
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
