import type { AssignmentOperator, BinaryOperator, Expression } from './ast.ts';
import { declarationExpression } from './declaration-parser.ts';
import { isAwait, isDeconstruction, isQuery, startsOperand } from './disambiguation.ts';
import { expressionHint, isStatementWord } from './hints.ts';
import { type Feature, features } from './newer-syntax.ts';
import type { Parser } from './parser.ts';
import { pattern } from './pattern-parser.ts';
import { binaryPrecedence, isAssignmentOperator, isBinaryOperator, Precedence } from './precedence.ts';
import { primary } from './primary-parser.ts';
import { query } from './query-parser.ts';
import { awaitHere, pointer, refLocal } from './refused-syntax.ts';
import { conditionalInHole, expectedExpression, misplacedThrow } from './syntax-messages.ts';
import { type } from './type-parser.ts';

/** Parses a whole expression, assignments and lambdas included. */
export function expression(p: Parser): Expression {
  return operand(p, Precedence.expression);
}

/** Parses an expression in one of the few places where it may be a `throw`: behind `??`, in a conditional, as the body of a function. */
export function expressionOrThrow(p: Parser, precedence: number = Precedence.expression): Expression {
  return p.at('throw') ? throwExpression(p) : operand(p, precedence);
}

/** Takes the `ref` of `ref x`, which stands for the variable itself, where one may stand. */
export function refValue(p: Parser): { readonly ref?: true } {
  const word = p.tryNext('ref');
  if (word === undefined) return {};
  p.complain(refLocal, p.spanOf(word), {});
  return { ref: true };
}

/** Parses an operand of an operator that binds as strongly as `precedence`. */
export function operand(p: Parser, precedence: number): Expression {
  if (!p.enter()) return absent(p);
  const around = p.height;
  p.height = 0;
  const left = prefix(p, precedence);
  const result = left.kind === 'throw-expression' ? left : continued(p, left, precedence);
  p.grow();
  p.height = Math.max(around, p.height);
  p.leave();
  return result;
}

/** What stands where an expression is missing. */
export function absent(p: Parser): Expression {
  return { kind: 'error', span: p.span(p.lastEnd, p.lastEnd) };
}

/** Reports that an expression is missing here. */
export function missingExpression(p: Parser): Expression {
  p.missing(expectedExpression, { found: p.found }, { cs: p.at('end') ? 'CS1733' : 'CS1525', ...expressionHint(p) });
  return absent(p);
}

function prefix(p: Parser, precedence: number): Expression {
  const { kind, start } = p.token;
  switch (kind) {
    case '+':
    case '-':
    case '!':
    case '~': {
      p.next();
      const inner = operand(p, Precedence.unary);
      return { kind: 'unary', operator: kind, operand: inner, span: p.from(start) };
    }
    case '++':
    case '--': {
      p.next();
      const inner = operand(p, Precedence.unary);
      return { kind: 'increment', operator: kind, prefix: true, operand: inner, span: p.from(start) };
    }
    case '&':
    case '*': {
      const operator = p.next();
      p.complain(pointer, p.spanOf(operator), {}, { cs: kind === '*' ? 'CS0193' : 'CS0214' });
      return operand(p, Precedence.unary);
    }
    case '^': {
      p.next();
      const inner = operand(p, Precedence.unary);
      p.newer(features.indexFromEnd, p.from(start));
      return { kind: 'error', span: inner.span };
    }
    case '..':
      return range(p, undefined);
    case 'throw': {
      const thrown = throwExpression(p);
      if (precedence > Precedence.coalescing) p.complain(misplacedThrow, p.span(start, start + 5), {}, { cs: 'CS1525' });
      else p.complain(misplacedThrow, p.span(start, start + 5), {}, { cs: 'CS8115' });
      return thrown;
    }
    case 'identifier':
      if (isAwait(p)) return awaited(p);
      if (isQuery(p, false)) return query(p);
      break;
    default:
      if (isStatementWord(p)) return missingExpression(p);
  }
  if (isDeconstruction(p, precedence)) return declarationExpression(p, 'normal');
  return primary(p, precedence);
}

/** Parses `throw e`; the caller knows whether it may stand here. */
function throwExpression(p: Parser): Expression {
  const { start } = p.next();
  const thrown = operand(p, Precedence.coalescing);
  return { kind: 'throw-expression', operand: thrown, span: p.from(start) };
}

function awaited(p: Parser): Expression {
  const word = p.next();
  if (!p.inAsync) p.complain(awaitHere, p.spanOf(word), {}, { cs: p.inside === 'lambda' ? 'CS4034' : 'CS4032' });
  operand(p, Precedence.unary);
  return { kind: 'error', span: p.from(word.start) };
}

function range(p: Parser, from: Expression | undefined): Expression {
  const dots = p.next();
  if (startsOperand(p)) operand(p, Precedence.range);
  const span = from === undefined ? p.from(dots.start) : p.after(from.span);
  p.newer(features.range, span);
  return { kind: 'error', span };
}

/** Parses the operators behind `first` as far as they bind more strongly than `precedence`. */
function continued(p: Parser, first: Expression, precedence: number): Expression {
  let left = first;
  for (;;) {
    const { operator, tokens } = operatorHere(p);
    const strength = strengthOf(p, operator);
    if (strength === undefined || strength < precedence) break;
    const rightAssociative = operator === '??' || strength === Precedence.assignment;
    if (strength === precedence && !rightAssociative) break;
    left = operation(p, left, operator, tokens, strength);
    p.grow();
  }
  return p.at('?') && precedence <= Precedence.conditional ? conditional(p, left) : left;
}

/** The operator here, with `>` and its neighbours joined, and how many tokens it takes. */
function operatorHere(p: Parser): { readonly operator: string; readonly tokens: number } {
  const token = p.token;
  if (token.kind !== '>') return { operator: token.kind, tokens: 1 };
  const second = p.peek(1);
  if ((second.kind !== '>' && second.kind !== '>=') || second.start !== token.end) return { operator: '>', tokens: 1 };
  const third = p.peek(2);
  if (second.kind === '>' && third.start === second.end && (third.kind === '>' || third.kind === '>=')) {
    return { operator: `>>${third.kind}`, tokens: 3 };
  }
  return { operator: `>${second.kind}`, tokens: 2 };
}

function strengthOf(p: Parser, operator: string): number | undefined {
  const strength = binaryPrecedence(operator);
  if (strength !== undefined) return strength;
  if (operator === 'is' || operator === 'as') return Precedence.relational;
  if (operator === '>>>') return Precedence.shift;
  if (isAssignmentOperator(operator) || operator === '??=' || operator === '>>>=') return Precedence.assignment;
  if (operator === '..') return Precedence.range;
  const block = p.peek(1).kind === '{';
  return block && (operator === 'switch' || p.atContextual('with')) ? Precedence.switch : undefined;
}

function operation(p: Parser, left: Expression, operator: string, tokens: number, strength: number): Expression {
  const at = p.token.start;
  if (operator === 'is') {
    p.next();
    const tested = pattern(p, 'after-is');
    return { kind: 'is', operand: left, pattern: tested, span: p.after(left.span) };
  }
  if (operator === 'as') {
    p.next();
    const target = type(p, 'after-as');
    return { kind: 'as', operand: left, type: target, span: p.after(left.span) };
  }
  if (operator === '..') return range(p, left);
  if (operator === 'switch' || operator === 'identifier') return braced(p, left, operator);
  for (let i = 0; i < tokens; i++) p.next();
  const operatorSpan = p.from(at);
  if (isBinaryOperator(operator)) {
    const right = operator === '??' ? expressionOrThrow(p, strength) : operand(p, strength);
    return { kind: 'binary', operator, operatorSpan, left, right, span: p.after(left.span) };
  }
  if (isAssignmentOperator(operator)) {
    const ref = operator === '=' ? refValue(p) : {};
    const right = operand(p, strength);
    return { kind: 'assign', operator, left, right, ...ref, span: p.after(left.span) };
  }
  p.newer(operator === '??=' ? features.coalescingAssignment : features.unsignedShift, operatorSpan);
  const right = operand(p, strength);
  // The nearest thing that 7.3 knows, so that both sides are still looked at.
  return operator === '>>>'
    ? { kind: 'binary', operator: '>>' satisfies BinaryOperator, operatorSpan, left, right, span: p.after(left.span) }
    : { kind: 'assign', operator: '=' satisfies AssignmentOperator, left, right, span: p.after(left.span) };
}

/** Skips the braces of a switch or `with` expression, which C# 7.3 has not. */
function braced(p: Parser, left: Expression, operator: string): Expression {
  const word = p.next();
  let open = 0;
  do {
    if (p.at('{')) open++;
    else if (p.at('}')) open--;
    p.next();
  } while (open > 0 && !p.at('end'));
  const isSwitch = operator === 'switch';
  const feature: Feature = isSwitch ? features.switchExpression : features.withExpression;
  p.newer(feature, isSwitch ? p.after(left.span) : p.spanOf(word), isSwitch ? feature.cs : p.missingCode);
  return { kind: 'error', span: p.after(left.span) };
}

function conditional(p: Parser, test: Expression): Expression {
  p.next();
  const ref = refValue(p);
  const whenTrue = expressionOrThrow(p);
  let whenFalse: Expression;
  if (p.at('end') && p.colonEndsHole) {
    whenFalse = absent(p);
    p.complain(conditionalInHole, p.after(test.span), {}, { cs: 'CS8361' });
  } else {
    p.expect(':');
    refValue(p);
    whenFalse = expressionOrThrow(p);
  }
  p.grow();
  return { kind: 'conditional', test, whenTrue, whenFalse, ...ref, span: p.after(test.span) };
}
