import { message } from '../../../diagnostics/message.ts';
import { markupAt, readCharacterData } from './character-data.ts';
import { readComment } from './comment.ts';
import { type Cursor, skipBlanks } from './cursor.ts';
import { passDeclaration, passInstruction } from './declaration.ts';
import { lostNameLength, lostTagAt } from './lost-tag.ts';
import { readName, readStartTag, shortened } from './start-tag.ts';
import type { EndTag, Token } from './tokens.ts';

const unclosedEndTag = message('xml/unclosed-end-tag', 'error', 'the end tag `</{name}` has no closing `>`', 'write `</{name}>`');

const unexpectedInEndTag = message(
  'xml/unexpected-in-end-tag',
  'error',
  '`{text}` cannot stand inside the end tag `</{name}`',
  'write `</{name}>`; attributes belong in the start tag',
);

const spaceInTag = message('xml/space-in-tag', 'error', 'blanks before the name of a tag', 'the name follows `<` or `</` at once');

const missingLessThan = message('xml/missing-less-than', 'error', '`{text}` looks like a tag, but its `<` is missing', 'write `<{text}`');

const namelessEndTag = message(
  'xml/nameless-end-tag',
  'error',
  'an end tag without a name',
  'an end tag repeats the name of its start tag',
);

/** Cuts the document into tokens, reporting what is wrong with each by itself. */
export function lex(cursor: Cursor): Token[] {
  const { text } = cursor;
  const tokens: Token[] = [];
  cursor.at = text.startsWith('\uFEFF') ? 1 : 0;
  while (cursor.at < text.length && !cursor.halted()) {
    const lost = cursor.manner === 'guessing' ? lostTagAt(text, cursor.at) : undefined;
    if (lost !== undefined) {
      const span = { start: cursor.at, end: cursor.at + lostNameLength(text, cursor.at) };
      cursor.report(missingLessThan, span, { text: shortened(text.slice(span.start, span.end)) });
    }
    const markup = lost ?? (text[cursor.at] === '<' ? markupAt(text, cursor.at) : 'none');
    switch (markup) {
      case 'start-tag': {
        const tag = readStartTag(cursor, lost === undefined ? skipBlanks(text, cursor.at + 1) : cursor.at);
        if (tag.nameSpan.start > tag.span.start + 1) cursor.report(spaceInTag, { start: tag.span.start, end: tag.nameSpan.start }, {});
        cursor.enclosing = tag.selfClosing ? undefined : tag.name;
        tokens.push(tag);
        break;
      }
      case 'end-tag':
        tokens.push(readEndTag(cursor, cursor.at + (lost === undefined ? 2 : 1)));
        cursor.enclosing = undefined;
        break;
      case 'comment':
        tokens.push(readComment(cursor));
        break;
      case 'instruction':
        passInstruction(cursor);
        break;
      case 'declaration':
        passDeclaration(cursor);
        break;
      case 'cdata':
      case 'none':
        tokens.push(readCharacterData(cursor));
        break;
    }
  }
  return tokens;
}

/** Reads an end tag, whose name is expected at `nameStart`. */
function readEndTag(cursor: Cursor, nameStart: number): EndTag {
  const { text, at: start } = cursor;
  cursor.at = skipBlanks(text, nameStart);
  if (cursor.at > nameStart) cursor.report(spaceInTag, { start, end: cursor.at }, {});
  const { name, span: nameSpan } = readName(cursor);
  const at = skipBlanks(text, nameSpan.end);
  let end = at + 1;
  if (text[at] !== '>') {
    const line = text.slice(at).search(/[<>\r\n]/);
    const junk = line < 0 ? text.length : at + line;
    const closed = text[junk] === '>';
    if (closed)
      cursor.report(unexpectedInEndTag, { start: at, end: junk }, { text: shortened(text.slice(at, junk)), name: shortened(name) });
    else cursor.report(unclosedEndTag, { start, end: nameSpan.end }, { name: shortened(name) });
    end = closed ? junk + 1 : nameSpan.end;
  } else if (name === '') {
    cursor.report(namelessEndTag, { start, end }, {});
  }
  cursor.at = end;
  return { kind: 'end-tag', name, nameSpan, span: { start, end } };
}
