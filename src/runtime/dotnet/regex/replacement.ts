import { ecmaScript } from './options.ts';
import { Cursor, isWordCharacter } from './parse/cursor.ts';
import type { Match, Regex } from './values.ts';

/** A piece of a replacement: text as it stands, a group by number, or a part of the input. */
type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'group'; readonly number: number }
  | { readonly kind: 'before' | 'after' | 'last-group' | 'input' };

const signs: ReadonlyMap<string, Piece> = new Map<string, Piece>([
  ['$', { kind: 'text', text: '$' }],
  ['&', { kind: 'group', number: 0 }],
  ['`', { kind: 'before' }],
  ["'", { kind: 'after' }],
  ['+', { kind: 'last-group' }],
  ['_', { kind: 'input' }],
]);

const isDigit = (c: string): boolean => c >= '0' && c <= '9';

/** A replacement pattern that was read for the groups of one expression. */
export class Replacement {
  readonly #pieces: readonly Piece[];

  private constructor(pieces: readonly Piece[]) {
    this.#pieces = pieces;
  }

  /** Reads `$1`, `${name}`, `$$`, `$&` and the like. What names no group stays as it is. */
  static read(regex: Regex, text: string): Replacement {
    const cursor = new Cursor(text);
    const pieces: Piece[] = [];
    while (!cursor.done) {
      const dollar = text.indexOf('$', cursor.at);
      const end = dollar < 0 ? text.length : dollar;
      if (end > cursor.at) pieces.push({ kind: 'text', text: text.slice(cursor.at, end) });
      cursor.at = end;
      if (dollar < 0) break;
      cursor.at++;
      const start = cursor.at;
      const piece = readDollar(regex, cursor);
      if (piece === undefined) cursor.at = start;
      pieces.push(piece ?? { kind: 'text', text: '$' });
    }
    return new Replacement(pieces);
  }

  /** The text that takes the place of a match. */
  apply(match: Match): string {
    return this.#pieces.map((piece) => textOf(piece, match)).join('');
  }
}

function textOf(piece: Piece, match: Match): string {
  switch (piece.kind) {
    case 'text':
      return piece.text;
    case 'group':
      return match.groups.at(piece.number).value;
    case 'before':
      return match.text.slice(0, match.start);
    case 'after':
      return match.text.slice(match.end);
    case 'last-group':
      return [...match.groups].at(-1)?.value ?? '';
    case 'input':
      return match.text;
  }
}

const numbered = (regex: Regex, number: number): Piece | undefined =>
  regex.groups.some((group) => group.number === number) ? { kind: 'group', number } : undefined;

/** What a dollar sign means; undefined when nothing. */
function readDollar(regex: Regex, cursor: Cursor): Piece | undefined {
  if (cursor.char === '{' && cursor.peek(1) !== '') {
    cursor.at++;
    if (isDigit(cursor.char)) {
      const number = cursor.decimal();
      return cursor.take('}') ? numbered(regex, number) : undefined;
    }
    if (!isWordCharacter(cursor.char)) return undefined;
    const name = cursor.name();
    const group = regex.groups.find((each) => each.name === name);
    return cursor.take('}') && group !== undefined ? { kind: 'group', number: group.number } : undefined;
  }
  if (isDigit(cursor.char)) return (regex.options & ecmaScript) === 0 ? numbered(regex, cursor.decimal()) : longestNumber(regex, cursor);
  const sign = signs.get(cursor.char);
  if (sign !== undefined) cursor.at++;
  return sign;
}

/** Under ECMAScript: as many digits as make the number of a group. */
function longestNumber(regex: Regex, cursor: Cursor): Piece | undefined {
  let found: { readonly piece: Piece; readonly end: number } | undefined;
  for (let digits = ''; isDigit(cursor.char); ) {
    digits += cursor.next();
    const piece = numbered(regex, Number(digits));
    if (piece !== undefined) found = { piece, end: cursor.at };
  }
  if (found !== undefined) cursor.at = found.end;
  return found?.piece;
}
