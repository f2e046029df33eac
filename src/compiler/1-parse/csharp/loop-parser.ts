import type { Designation, Expression, LocalDeclaration, Statement, TypeSyntax } from './ast.ts';
import { variableDeclaration } from './declaration-parser.ts';
import { isDeclarationExpression, isForDeclaration, isPossibleExpression } from './disambiguation.ts';
import { expression } from './expression-parser.ts';
import { separated } from './list-parser.ts';
import type { Parser } from './parser.ts';
import { expressionOrDeclaration } from './primary-parser.ts';
import { condition, embedded, endStatement } from './statement-parser.ts';
import { foreachVariable } from './syntax-messages.ts';
import { kinds } from './tokens.ts';
import { refModifier } from './type-parser.ts';

export function whileStatement(p: Parser): Statement {
  const { start } = p.next();
  const test = condition(p);
  const body = embedded(p);
  return { kind: 'while', test, body, span: p.from(start) };
}

export function doStatement(p: Parser): Statement {
  const { start } = p.next();
  const body = embedded(p);
  p.expect('while');
  const test = condition(p);
  endStatement(p);
  return { kind: 'do', test, body, span: p.from(start) };
}

const ends = kinds('; )');

export function forStatement(p: Parser): Statement {
  const { start } = p.next();
  p.expect('(');
  const init = p.at(';') ? undefined : initialization(p);
  p.expect(';');
  const test = p.at(';') ? undefined : expression(p);
  p.expect(';');
  const update = expressions(p);
  p.expect(')');
  const body = embedded(p);
  return {
    kind: 'for',
    ...(init === undefined ? {} : { init }),
    ...(test === undefined ? {} : { test }),
    update,
    body,
    span: p.from(start),
  };
}

function initialization(p: Parser): LocalDeclaration | readonly Expression[] {
  return isForDeclaration(p) ? variableDeclaration(p) : expressions(p);
}

function expressions(p: Parser): Expression[] {
  return separated(p, { starts: isPossibleExpression, item: expression, ends, lastComma: 'error' });
}

export function forEachStatement(p: Parser): Statement {
  const { start } = p.next();
  p.expect('(');
  const ref = refModifier(p);
  const variable = loopVariable(p);
  if (p.expect('in', 'CS1515', 'C# writes `in` between the variable and what it runs over') === undefined && p.atContextual('of')) p.next();
  const closing = p.closing;
  p.closing = ')';
  const source = expression(p);
  p.closing = closing;
  p.expect(')');
  const body = embedded(p);
  return { kind: 'foreach', ...ref, ...variable, source, body, span: p.from(start) };
}

/** `T x`, `var (a, b)`, `(T a, U b)` or `_`. */
function loopVariable(p: Parser): { readonly type?: TypeSyntax; readonly designation: Designation } {
  const declared = isDeclarationExpression(p, 'normal', true);
  const written = expressionOrDeclaration(p, 'normal', true);
  if (written.kind === 'declaration-expression') return { type: written.type, designation: written.designation };
  const designation = asDesignation(written);
  if (!declared && designation !== undefined && written.kind === 'tuple') return { designation };
  if (written.kind === 'identifier' && written.name.text === '_') return { designation: { kind: 'discard', span: written.span } };
  if (written.kind !== 'error' || p.at('in')) p.complain(foreachVariable, written.span, {}, { cs: 'CS0230' });
  return { designation: { kind: 'discard', span: written.span } };
}

/** A tuple of declarations as the names it declares, each with its own type. */
function asDesignation(written: Expression): Designation | undefined {
  if (written.kind === 'declaration-expression') {
    const { type, designation } = written;
    return designation.kind === 'several' ? designation : { ...designation, type };
  }
  if (written.kind === 'identifier' && written.name.text === '_') return { kind: 'discard', span: written.span };
  if (written.kind !== 'tuple') return undefined;
  const items: Designation[] = [];
  for (const element of written.elements) {
    const item = asDesignation(element.value);
    if (item === undefined) return undefined;
    items.push(item);
  }
  return { kind: 'several', items, span: written.span };
}
