import type { Span } from '../../../diagnostics/span.ts';
import type { Piece } from '../pieces.ts';

/**
 * Code under construction: pieces, marks that become line breaks and indentation once it is known how deep it stands, and code inside
 * code, so that what is put into something larger is never copied.
 */
export type Code = readonly (Piece | Mark | Code)[];

type Mark = 'newline' | 'indent' | 'dedent';

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
  const parts: (Piece | Code)[] = [];
  for (const [i, string] of strings.entries()) {
    if (string !== '') parts.push({ text: string });
    const hole = holes[i];
    if (hole !== undefined) parts.push(holeCode(hole));
  }
  return parts;
}

const holeCode = (hole: Code | Js | string): Code =>
  typeof hole === 'string' ? text(hole) : 'code' in hole ? at(hole, level.assign) : hole;

/** The code of an expression where one that binds at least as tightly as `least` is wanted. */
export const at = (js: Js, least: number): Code => (js.level >= least ? js.code : [{ text: '(' }, js.code, { text: ')' }]);

/** A call, member access or other expression that never needs parentheses. */
export const primary = (value: Code): Js => ({ code: value, level: level.call });

export const call = (name: string, ...args: readonly (Js | Code)[]): Js => primary(code`${name}(${list(args)})`);

/** Arguments with commas between them. */
export function list(items: readonly (Js | Code)[]): Code {
  const parts: (Piece | Code)[] = [];
  for (const [i, item] of items.entries()) {
    if (i > 0) parts.push({ text: ', ' });
    parts.push(holeCode(item));
  }
  return parts;
}

/** A binary operator between two expressions, left-associative. */
export const operator = (left: Js, symbol: string, right: Js, binds: number): Js => ({
  code: [at(left, binds), { text: ` ${symbol} ` }, at(right, binds + 1)],
  level: binds,
});

/** Marks code as made from a range of the document, where nothing inside it says so more exactly. */
export function mapped(value: Code, span: Span): Code {
  const first = firstOf(value);
  return first === undefined || typeof first === 'string' || first.span !== undefined ? value : [{ text: '', span }, value];
}

function firstOf(value: Code): Piece | Mark | undefined {
  for (const part of value) {
    const first = isCode(part) ? firstOf(part) : part;
    if (first !== undefined) return first;
  }
  return undefined;
}

const isCode = (part: Code[number]): part is Code => Array.isArray(part);

/** Statements one below the other. */
export function lines(items: readonly Code[]): Code {
  const parts: (Mark | Code)[] = [];
  for (const [i, item] of items.entries()) {
    if (i > 0) parts.push('newline');
    parts.push(item);
  }
  return parts;
}

/** `{`, the lines one step deeper, `}`. */
export const braces = (items: readonly Code[]): Code =>
  items.length === 0 ? text('{}') : [{ text: '{' }, 'indent', 'newline', lines(items), 'dedent', 'newline', { text: '}' }];

/** Turns marks into white space. Pieces of the same kind that touch become one. */
export function layOut(value: Code, depth = 0): Piece[] {
  const pieces: Piece[] = [];
  let indent = depth;
  let last: { text: string; readonly span?: Span; readonly typeOnly?: boolean } | undefined;
  const add = (piece: Piece): void => {
    if (last !== undefined && piece.span === undefined && last.typeOnly === piece.typeOnly) {
      last.text += piece.text;
      return;
    }
    last = { ...piece };
    pieces.push(last);
  };
  const walk = (code: Code): void => {
    for (const part of code) {
      if (part === 'indent') indent++;
      else if (part === 'dedent') indent--;
      else if (part === 'newline') add({ text: `\n${'  '.repeat(indent)}` });
      else if (isCode(part)) walk(part);
      else add(part);
    }
  };
  walk(value);
  return pieces;
}
