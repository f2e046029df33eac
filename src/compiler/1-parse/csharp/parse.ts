import type { Report } from '../../../diagnostics/diagnostic.ts';
import type { Source } from '../../../diagnostics/source.ts';
import type { Expression, PolicyExpression, Statement } from './ast.ts';
import { hint } from './hints.ts';
import { tokenize } from './lexer.ts';
import { Parser } from './parser.ts';
import { parenthesizedRest } from './primary-parser.ts';
import { type CodeInput, Scanner } from './scanner.ts';
import { statements } from './statement-parser.ts';
import { afterExpression, notAnExpression, strayBrace } from './syntax-messages.ts';
import type { Punctuator, Token } from './tokens.ts';

export type { CodeInput } from './scanner.ts';

/**
 * Parses the code of one policy expression: `single` is what stands between the parentheses of `@( )`, `block` what stands between the
 * braces of `@{ }`. Everything wrong is reported, and what is left is a tree all the same: where something is missing stands an `error`
 * expression or an empty name. Nothing is thrown, and the time taken grows with the length of the code.
 *
 * The delimiters are not part of the code but take part in it as the parentheses and braces of C# that they are: `@(1, 2)` is a tuple.
 */
export function parseExpression(input: CodeInput, kind: 'single' | 'block', reportAll: Report): PolicyExpression {
  const report = firstOf(reportAll, mostFindings);
  const tokens = tokenize(new Scanner(input, kind === 'single' ? ')' : '}', report));
  const p = new Parser(input, closedWith(tokens, kind === 'single' ? [')', ';'] : ['}']), report);
  const end = input.code.length;
  const span = p.span(0, end);
  if (kind === 'single') return { kind: 'single', value: single(p, end), span };
  return { kind: 'body', block: { kind: 'block', statements: body(p, end), span }, span };
}

/**
 * Parses a text that is a whole policy expression, white space around it aside. It is one when it begins with `@(` and ends with `)`, or
 * with `@{` and `}`; for anything else `expression/not-an-expression` is reported and nothing returned.
 */
export function parsePolicyText(source: Source, report: Report): PolicyExpression | undefined {
  const text = source.text.trimEnd();
  const start = text.length - text.trimStart().length;
  const opening = text.slice(start, start + 2);
  const closing = opening === '@(' ? ')' : opening === '@{' ? '}' : undefined;
  if (closing === undefined || text.length < start + 3 || !text.endsWith(closing)) {
    report(notAnExpression, { start, end: text.length }, {});
    return undefined;
  }
  const offset = start + 2;
  const input: CodeInput = { code: text.slice(offset, -1), toSource: (at) => at + offset };
  return parseExpression(input, closing === ')' ? 'single' : 'block', report);
}

/** So many findings for one expression; beyond them nobody reads on. */
const mostFindings = 100;

function firstOf(report: Report, most: number): Report {
  let count = 0;
  return (message, span, params, extra) => {
    if (count++ < most) report(message, span, params, extra);
  };
}

/** The tokens with the delimiters behind the code, which have no width, before the end. */
function closedWith(tokens: readonly Token[], closers: readonly Punctuator[]): readonly Token[] {
  const end = tokens.at(-1);
  if (end === undefined) return tokens;
  return [...tokens.slice(0, -1), ...closers.map((kind): Token => ({ ...end, kind, text: kind })), end];
}

function single(p: Parser, end: number): Expression {
  const whole = parenthesizedRest(p, 0, () => {
    // The delimiter has to close here: a parenthesis in the code closes too early, anything else is one token too many.
    if (p.at(')') && p.token.start < end) p.missing(afterExpression, { found: p.found }, { cs: 'CS1002' });
    else if (!p.at(')')) p.missing(afterExpression, { found: p.found }, { cs: 'CS1026', ...hint(p) });
  });
  return whole.kind === 'parenthesized' ? whole.inner : whole;
}

function body(p: Parser, end: number): Statement[] {
  const found = statements(p);
  while (p.at('}') && p.token.start < end) {
    p.complain(strayBrace, p.spanOf(p.token), {}, { cs: 'CS1022' });
    p.next();
    for (const statement of statements(p)) found.push(statement);
  }
  if (p.at('end')) p.expect('}');
  return found;
}
