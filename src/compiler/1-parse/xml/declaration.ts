import { message } from '../../../diagnostics/message.ts';
import { type Cursor, isBlank } from './cursor.ts';

const doctype = message(
  'xml/doctype',
  'error',
  'a document type declaration is not allowed',
  'remove it: entities and types cannot be defined in a policy document',
);

const unexpectedDeclaration = message(
  'xml/unexpected-declaration',
  'error',
  '`<!` starts neither a comment nor a CDATA section',
  'write `&lt;` for the character `<` itself',
);

const declarationNotFirst = message(
  'xml/declaration-not-first',
  'error',
  'the XML declaration is not at the start of the document',
  'nothing may stand before it, not even a blank; it can also be left out',
);

const unclosedInstruction = message(
  'xml/unclosed-instruction',
  'error',
  'processing instruction without end: no `?>` closes it',
  'end it with `?>`',
);

/** Passes over `<? … ?>`. The XML declaration may stand at the very start only; other instructions mean nothing here. */
export function passInstruction(cursor: Cursor): void {
  const { text } = cursor;
  const start = cursor.at;
  const close = text.indexOf('?>', start + 2);
  if (close < 0) {
    cursor.report(unclosedInstruction, { start, end: start + 2 }, {});
    const bracket = text.indexOf('>', start);
    cursor.at = bracket < 0 ? text.length : bracket + 1;
    return;
  }
  const isDeclaration = text.startsWith('xml', start + 2) && (isBlank(text.charCodeAt(start + 5)) || close === start + 5);
  if (isDeclaration && start > (text.startsWith('\uFEFF') ? 1 : 0)) cursor.report(declarationNotFirst, { start, end: close + 2 }, {});
  cursor.at = close + 2;
}

/** Passes over `<!DOCTYPE … >` with its internal subset, or any other `<!`, and reports it. Nothing in it is interpreted. */
export function passDeclaration(cursor: Cursor): void {
  const { text } = cursor;
  const start = cursor.at;
  const isDoctype = /^<!DOCTYPE/i.test(text.slice(start, start + 9));
  const end = isDoctype ? endOfDoctype(text, start + 9) : text.indexOf('>', start) + 1 || start + 2;
  if (isDoctype) cursor.report(doctype, { start, end }, {});
  else cursor.report(unexpectedDeclaration, { start, end: start + 2 }, {});
  cursor.at = end;
}

function endOfDoctype(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const character = text[at];
    if (character === '"' || character === "'") {
      const close = text.indexOf(character, at + 1);
      if (close < 0) break;
      at = close;
    } else if (character === '[') depth++;
    else if (character === ']') depth--;
    else if (character === '>' && depth <= 0) return at + 1;
  }
  const bracket = text.indexOf('>', from);
  return bracket < 0 ? text.length : bracket + 1;
}
