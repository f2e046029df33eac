import { message } from '../../../diagnostics/message.ts';
import { also, type Cursor, matchesAt, trimmed } from './cursor.ts';
import { type Open, type Surroundings, type Suspect, scanCSharp } from './scan-csharp.ts';
import type { RawExpression } from './tokens.ts';

export const unterminatedExpression = message(
  'expression/unterminated',
  'error',
  'expression without end: no `{closer}` closes this `{opener}`',
  'close every bracket and string of the expression; one that is opened inside it and left open takes the closing `{closer}` for its own',
);

export const trailingText = message(
  'expression/trailing-text',
  'error',
  'text behind the end of an expression',
  'a value is one expression or one literal: join text inside the expression, and look for a bracket that closes it too early',
);

export const expressionInsideText = message(
  'expression/inside-text',
  'error',
  'an expression must be the whole value, but text stands before it',
  'start the value with the expression and join the text inside it: `@("Bearer " + token)`',
);

export const missingBracket = message(
  'expression/missing-bracket',
  'error',
  'no `(` or `{` follows the `@`, so this is no expression, and as text it is not XML',
  'an expression starts with `@(`, statements start with `@{`; text has `&quot;`, `&lt;` and `&amp;` instead of the characters',
);

/** `@` with C# behind it, but no bracket. */
const opensWithoutBracket = /[\s\uFEFF]*@(?:\s+[({]|\s*(?:[A-Za-z_"$]|\/[/*]))/y;

/** Where the `@` stands that the text from `at` on starts with, if it looks like an expression without its bracket. */
export function unbracketedStart(text: string, at: number): number | undefined {
  return matchesAt(text, at, opensWithoutBracket) ? text.indexOf('@', at) : undefined;
}

/** `@(` or `@{`, behind any blanks. */
const opening = /[\s\uFEFF]*@[({]/y;

/** Where the expression starts that the text from `at` on is, or undefined if it is none. */
export function expressionStart(text: string, at: number): number | undefined {
  opening.lastIndex = at;
  const match = opening.exec(text);
  return match === null ? undefined : at + match[0].length - 2;
}

export const closerOf = (text: string, at: number): ')' | '}' => (text[at + 1] === '(' ? ')' : '}');
export const kindOf = (text: string, at: number): 'single' | 'block' => (text[at + 1] === '(' ? 'single' : 'block');

/** What was found from an `@(` or `@{` on: the whole expression, or the scan that did not find its end. */
export type Found = { readonly kind: 'expression'; readonly expression: RawExpression } | Open;

/** Reads the expression whose `@` stands at `at`. */
export function findExpression(text: string, at: number, surroundings: Surroundings): Found {
  const scan = scanCSharp(text, at + 2, closerOf(text, at), surroundings);
  if (scan.kind === 'open') return scan;
  return {
    kind: 'expression',
    expression: {
      kind: kindOf(text, at),
      span: { start: at, end: scan.end },
      codeSpan: { start: at + 2, end: scan.end - 1 },
      closed: true,
      escapes: scan.escapes,
    },
  };
}

/** What a scan without end says about the place that may be to blame. */
export const suspicions: Readonly<Record<Suspect['why'], string>> = {
  open: 'still open where the value seems to end',
  string: 'this string is not closed on its line',
  indentation: 'the brace that closes this one stands further left',
};

/** Reports an expression that has no end, and gives it the one where its value seems to end. */
export function mendExpression(cursor: Cursor, at: number, scan: Open, end: number): RawExpression {
  const { text } = cursor;
  const start = { start: at, end: at + 2 };
  const { suspect } = scan;
  const related =
    suspect !== undefined && suspect.span.start < end ? { related: [also(cursor, suspect.span, suspicions[suspect.why])] } : {};
  cursor.report(unterminatedExpression, start, { closer: closerOf(text, at), opener: text.slice(at, at + 2) }, related);
  const code = { start: at + 2, end: Math.max(at + 2, trimmed(text, { start: at + 2, end }).end) };
  return { kind: kindOf(text, at), span: { start: at, end: code.end }, codeSpan: code, closed: false, escapes: scan.escapes };
}

/** Reports what stands between the end of an expression and the end of its value, if that is anything but blanks. */
export function checkBehind(cursor: Cursor, { expression, end }: { readonly expression: RawExpression; readonly end: number }): void {
  const rest = trimmed(cursor.text, { start: expression.span.end, end });
  if (rest.start === rest.end) return;
  const { start } = expression.span;
  cursor.report(trailingText, rest, {}, { related: [also(cursor, { start, end: start + 2 }, 'the expression that ends before it')] });
}
