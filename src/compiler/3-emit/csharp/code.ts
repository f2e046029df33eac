import type { Span } from '../../../diagnostics/span.ts';
import type { Piece } from '../pieces.ts';

/** Code under construction: pieces, and marks that become line breaks and indentation once it is known how deep it stands. */
export type Token = Piece | 'newline' | 'indent' | 'dedent';
export type Code = readonly Token[];

/** Code with how tightly its outermost operator binds, so that parentheses stand only where they must. */
export interface Js {
  readonly code: Code;
  readonly level: number;
}

/** How tightly operators bind in JavaScript, loosest first. */
export const level = {
  comma: 0,
  assign: 1,
  conditional: 2,
  coalesce: 3,
  or: 4,
  and: 5,
  bitOr: 6,
  bitXor: 7,
  bitAnd: 8,
  equality: 9,
  relational: 10,
  shift: 11,
  additive: 12,
  multiplicative: 13,
  unary: 15,
  call: 18,
  primary: 19,
} as const;

export const text = (value: string): Code => (value === '' ? [] : [{ text: value }]);

/** A type annotation or assertion, which JavaScript goes without. */
export const typeOnly = (value: string): Code => (value === '' ? [] : [{ text: value, typeOnly: true }]);

/** Code from a template; holes take code, names, or expressions (put in parentheses where they bind too loosely for an argument). */
export function code(strings: TemplateStringsArray, ...holes: readonly (Code | Js | string)[]): Code {
  const tokens: Token[] = [];
  for (const [i, string] of strings.entries()) {
    if (string !== '') tokens.push({ text: string });
    const hole = holes[i];
    if (hole !== undefined) tokens.push(...holeCode(hole));
  }
  return tokens;
}

const holeCode = (hole: Code | Js | string): Code =>
  typeof hole === 'string' ? text(hole) : 'code' in hole ? at(hole, level.assign) : hole;

/** The code of an expression where one that binds at least as tightly as `least` is wanted. */
export const at = (js: Js, least: number): Code => (js.level >= least ? js.code : [{ text: '(' }, ...js.code, { text: ')' }]);

/** A call, member access or other expression that never needs parentheses. */
export const primary = (value: Code): Js => ({ code: value, level: level.call });

export const call = (name: string, ...args: readonly (Js | Code)[]): Js => primary(code`${name}(${list(args)})`);

/** Arguments with commas between them. */
export function list(items: readonly (Js | Code)[]): Code {
  const tokens: Token[] = [];
  for (const [i, item] of items.entries()) {
    if (i > 0) tokens.push({ text: ', ' });
    tokens.push(...holeCode(item));
  }
  return tokens;
}

/** A binary operator between two expressions, left-associative. */
export const operator = (left: Js, symbol: string, right: Js, binds: number): Js => ({
  code: [...at(left, binds), { text: ` ${symbol} ` }, ...at(right, binds + 1)],
  level: binds,
});

/** Marks code as made from a range of the document, where nothing inside it says so more exactly. */
export function mapped(value: Code, span: Span): Code {
  const [first, ...rest] = value;
  if (first === undefined || typeof first === 'string' || first.span !== undefined) return value;
  return [{ ...first, span }, ...rest];
}

/** Statements one below the other. */
export function lines(items: readonly Code[]): Code {
  const tokens: Token[] = [];
  for (const [i, item] of items.entries()) {
    if (i > 0) tokens.push('newline');
    tokens.push(...item);
  }
  return tokens;
}

/** `{`, the lines one step deeper, `}`. */
export const braces = (items: readonly Code[]): Code =>
  items.length === 0 ? text('{}') : [{ text: '{' }, 'indent', 'newline', ...lines(items), 'dedent', 'newline', { text: '}' }];

/** Turns marks into white space. Pieces of the same kind that touch become one. */
export function layOut(value: Code, depth = 0): Piece[] {
  const pieces: Piece[] = [];
  let indent = depth;
  for (const token of value) {
    if (token === 'indent') indent++;
    else if (token === 'dedent') indent--;
    else push(pieces, token === 'newline' ? { text: `\n${'  '.repeat(indent)}` } : token);
  }
  return pieces;
}

function push(pieces: Piece[], piece: Piece): void {
  const last = pieces.at(-1);
  if (last !== undefined && piece.span === undefined && last.typeOnly === piece.typeOnly)
    pieces[pieces.length - 1] = { ...last, text: last.text + piece.text };
  else pieces.push(piece);
}
