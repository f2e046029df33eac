/** A piece of an example: a tag, or the text between two. */
type Piece = { readonly kind: 'open' | 'close' | 'empty'; readonly text: string } | { readonly kind: 'text'; readonly text: string };

/**
 * The XML of an example on lines of its own, indented by what it is in. Elements with nothing but text stay on one line. An example that
 * has line breaks already stays as it is.
 */
export function prettyXml(xml: string): string {
  if (xml.includes('\n')) return xml;
  const pieces = split(xml);
  const lines: string[] = [];
  let depth = 0;
  for (let i = 0; i < pieces.length; i++) {
    const piece = pieces[i];
    if (piece === undefined) break;
    if (piece.kind === 'close') depth--;
    const indent = '  '.repeat(Math.max(0, depth));
    const [text, end] = [pieces[i + 1], pieces[i + 2]];
    if (piece.kind === 'open' && text?.kind === 'text' && end?.kind === 'close') {
      lines.push(`${indent}${piece.text}${text.text}${end.text}`);
      i += 2;
      continue;
    }
    lines.push(`${indent}${piece.text}`);
    if (piece.kind === 'open') depth++;
  }
  return lines.join('\n');
}

function split(xml: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  while (at < xml.length) {
    const end = isTag(xml, at) ? endOfTag(xml, at) : endOfText(xml, at);
    const text = xml.slice(at, end);
    if (!isTag(xml, at)) pieces.push({ kind: 'text', text });
    else if (text.startsWith('</')) pieces.push({ kind: 'close', text });
    else pieces.push({ kind: text.endsWith('/>') || text.startsWith('<!') ? 'empty' : 'open', text });
    at = end;
  }
  return pieces;
}

const isTag = (xml: string, at: number): boolean => /^<[/!A-Za-z]/.test(xml.slice(at, at + 2));

/** Behind the `>` that is in no quotes. */
function endOfTag(xml: string, at: number): number {
  let quote = '';
  for (let i = at; i < xml.length; i++) {
    const character = xml[i] ?? '';
    if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === '>') return i + 1;
  }
  return xml.length;
}

/** An expression may have what looks like tags in it; it ends where its element does. */
function endOfText(xml: string, at: number): number {
  const next = /^@[({]/.test(xml.slice(at, at + 2)) ? xml.indexOf('</', at) : xml.indexOf('<', at + 1);
  return next < 0 ? xml.length : next;
}
