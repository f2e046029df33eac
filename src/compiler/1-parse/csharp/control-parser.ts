import type { Block, CatchClause, Expression, LocalDeclaration, Name, Statement, SwitchLabel, SwitchSection, TypeSyntax } from './ast.ts';
import { variableDeclaration } from './declaration-parser.ts';
import { isAwait, isUsingDeclaration } from './disambiguation.ts';
import { absent, expression } from './expression-parser.ts';
import { features } from './newer-syntax.ts';
import type { Parser } from './parser.ts';
import { pattern } from './pattern-parser.ts';
import { pointer } from './refused-syntax.ts';
import { block, condition, embedded, endStatement, isLabel, statements } from './statement-parser.ts';
import { catchAfterGeneral, constantMissing, expectedToken, switchParentheses, tryWithoutHandler } from './syntax-messages.ts';
import { type } from './type-parser.ts';

// ----------------------------------------------------------------------------------------------------------------- switch

export function switchStatement(p: Parser): Statement {
  const { start } = p.next();
  const value = governing(p);
  p.expect('{');
  const sections: SwitchSection[] = [];
  while (!p.at('}') && !p.at('end')) {
    if (isLabel(p)) sections.push(section(p));
    else skipToLabel(p);
  }
  p.expect('}');
  return { kind: 'switch', value, sections, span: p.from(start) };
}

/** Skips what stands in a `switch` before its first label. */
function skipToLabel(p: Parser): void {
  p.missing(expectedToken, { expected: 'case', found: p.found }, { cs: 'CS1513' });
  let open = 0;
  while (!p.at('end') && (open > 0 || !(p.at('}') || isLabel(p)))) {
    if (p.at('{')) open++;
    else if (p.at('}')) open--;
    p.next();
  }
}

/** The value in its parentheses; those of a tuple serve as both. */
function governing(p: Parser): Expression {
  const closing = p.closing;
  p.closing = ')';
  const value = expression(p);
  p.closing = closing;
  if (value.kind === 'parenthesized') return value.inner;
  if (value.kind !== 'tuple' && value.kind !== 'error') p.complain(switchParentheses, value.span, {}, { cs: 'CS8515' });
  return value;
}

function section(p: Parser): SwitchSection {
  const { start } = p.token;
  const labels: SwitchLabel[] = [];
  while (isLabel(p)) labels.push(label(p));
  const body = statements(p, 'label');
  return { labels, statements: body, span: p.from(start) };
}

function label(p: Parser): SwitchLabel {
  const word = p.next();
  if (word.kind === 'default') {
    p.expect(':');
    return { kind: 'default-label', span: p.from(word.start) };
  }
  if (p.at(':')) {
    p.missing(constantMissing, {}, { cs: 'CS0150' });
    const value = absent(p);
    p.next();
    return { kind: 'case', pattern: { kind: 'constant-pattern', value, span: value.span }, span: p.from(word.start) };
  }
  const tested = pattern(p, 'case');
  const when = p.atContextual('when') ? guard(p) : undefined;
  p.expect(':');
  return { kind: 'case', pattern: tested, ...(when === undefined ? {} : { when }), span: p.from(word.start) };
}

function guard(p: Parser): Expression {
  p.next();
  return expression(p);
}

// -------------------------------------------------------------------------------------------------------------------- try

/** Parses `try` with what belongs to it. A `catch` or `finally` alone is read as if an empty `try` stood before it. */
export function tryStatement(p: Parser): Statement {
  const { start } = p.token;
  const body: Block = p.expect('try') === undefined ? { kind: 'block', statements: [], span: absent(p).span } : block(p);
  const from = body.span.start === body.span.end ? Math.min(start, p.lastEnd) : start;
  const catches: CatchClause[] = [];
  while (p.at('catch')) {
    const before = catches.at(-1);
    const clause = catchClause(p);
    if (before !== undefined && before.type === undefined && before.when === undefined) {
      p.complain(catchAfterGeneral, clause.span, {}, { cs: 'CS1017' });
    }
    catches.push(clause);
  }
  const last = p.tryNext('finally') === undefined ? undefined : block(p);
  if (catches.length === 0 && last === undefined) {
    p.complain(tryWithoutHandler, p.span(Math.max(start, p.lastEnd - 1), p.lastEnd), {}, { cs: 'CS1524' });
  }
  return { kind: 'try', body, catches, ...(last === undefined ? {} : { finally: last }), span: p.from(from) };
}

function catchClause(p: Parser): CatchClause {
  const { start } = p.next();
  let caught: TypeSyntax | undefined;
  let name: Name | undefined;
  if (p.tryNext('(') !== undefined) {
    caught = type(p);
    if (p.isName(p.token)) name = p.name();
    p.expect(')');
  }
  const when = p.atContextual('when') ? filter(p) : undefined;
  const body = block(p);
  return {
    ...(caught === undefined ? {} : { type: caught }),
    ...(name === undefined ? {} : { name }),
    ...(when === undefined ? {} : { when }),
    body,
    span: p.from(start),
  };
}

function filter(p: Parser): Expression {
  p.next();
  return condition(p);
}

// ---------------------------------------------------------------------------------------------------- using, lock, fixed

/** Parses `using (…) …` and `lock (…) …`; `fixed` is unsafe, and a `using` declaration C# 8. */
export function guardStatement(p: Parser): Statement {
  const word = p.next();
  const { start } = word;
  if (word.kind === 'lock') {
    const value = condition(p);
    const body = embedded(p);
    return { kind: 'lock', value, body, span: p.from(start) };
  }
  if (word.kind === 'using' && !p.at('(')) {
    p.newer(features.usingDeclaration, p.spanOf(word));
    const declared = variableDeclaration(p);
    endStatement(p);
    return { ...declared, span: p.from(start) };
  }
  if (word.kind === 'fixed') p.complain(pointer, p.spanOf(word), {}, { cs: 'CS0214' });
  const closing = p.closing;
  p.closing = ')';
  p.expect('(');
  const resource: LocalDeclaration | Expression = !isAwait(p) && isUsingDeclaration(p) ? variableDeclaration(p) : expression(p);
  p.closing = closing;
  p.expect(')');
  const body = embedded(p);
  return { kind: 'using', resource, body, span: p.from(start) };
}
