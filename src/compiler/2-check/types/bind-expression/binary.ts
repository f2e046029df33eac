import type { Span } from '../../../../diagnostics/span.ts';
import type { BinaryOperator, Expression } from '../../../1-parse/csharp/ast.ts';
import type { Applicable } from '../applicability.ts';
import { type Binding, readLocal, temporary } from '../binding.ts';
import type { ArithmeticOperator, Bound, ComparisonOperator, TuplePairs } from '../bound.ts';
import { applyConversion, convert, errorValue } from '../convert.ts';
import { foldBinary, isFolded } from '../fold.ts';
import { binaryMeaning } from '../operators.ts';
import { isNull, isOpen, isSpecial, isValueType, nullable, type Type } from '../type.ts';
import { typeText } from '../type-text.ts';
import { bindCoalesce } from './conditional.ts';
import { bindExpression, isBroken } from './expression.ts';
import { ambiguousOperator, badBinary, constantOverflow, zeroDivision } from './expression-messages.ts';

type Node = Extract<Expression, { readonly kind: 'binary' }>;

/** `left op right` for every operator but assignment. */
export function bindBinary(binding: Binding, node: Node): Bound {
  if (node.operator === '??') return bindCoalesce(binding, node);
  // Long chains of `+` nest to the left; walking them in a loop keeps the stack flat.
  const chain: Node[] = [];
  let first: Expression = node;
  while (first.kind === 'binary' && first.operator !== '??') {
    chain.push(first);
    first = first.left;
  }
  let left = bindExpression(binding, first);
  for (const each of chain.reverse()) left = combine(binding, each, left, bindExpression(binding, each.right));
  return left;
}

function combine(binding: Binding, node: Node, left: Bound, right: Bound): Bound {
  if (node.operator === '&&' || node.operator === '||') return logical(binding, node, node.operator, left, right);
  return binaryOf(binding, node.operator as ArithmeticOperator | ComparisonOperator, left, right, node.span, node.operatorSpan);
}

const isBool = (value: Bound): boolean => isOpen(value.type) || isSpecial(value.type, 'bool');

function logical(binding: Binding, node: Node, operator: '&&' | '||', left: Bound, right: Bound): Bound {
  if (isBroken(left) || isBroken(right)) return errorValue(node.span);
  const bool = binding.library.special('bool');
  if (!isBool(left) || !isBool(right)) return bad(binding, operator, left, right, node.span);
  const [a, b] = [convert(binding, left, bool), convert(binding, right, bool)];
  if (a.constant !== undefined && b.constant !== undefined) {
    const value =
      operator === '&&' ? a.constant.value === true && b.constant.value === true : a.constant.value === true || b.constant.value === true;
    return { kind: 'literal', span: node.span, type: bool, constant: { value } };
  }
  return { kind: 'logical', span: node.span, type: bool, operator, left: a, right: b };
}

/** An operator on two bound values: the operands' own, or a built-in one, folded where both are constant. */
export function binaryOf(
  binding: Binding,
  operator: ArithmeticOperator | ComparisonOperator,
  left: Bound,
  right: Bound,
  span: Span,
  at: Span,
): Bound {
  if (isBroken(left) || isBroken(right)) return errorValue(span);
  const { library } = binding;
  const isComparison = comparisons.has(operator);
  if (isOpen(left.type) || isOpen(right.type))
    return isComparison ? { kind: 'error', span, type: { kind: 'unknown' } } : { kind: 'error', span, type: { kind: 'unknown' } };
  if (left.type.kind === 'void' || right.type.kind === 'void') return bad(binding, operator, left, right, span);
  const tuples = tupleEquality(binding, operator, left, right, span, at);
  if (tuples !== undefined) return tuples;
  const meaning = binaryMeaning(binding, operator, left, right);
  switch (meaning.kind) {
    case 'concat':
      return concat(binding, left, right, span);
    case 'user':
      return operatorCall(binding, meaning.applicable, [left, right], meaning.lifted, span);
    case 'built-in':
      break;
    case 'ambiguous':
      binding.sink.report(ambiguousOperator, span, operatorParams(operator, left, right), { cs: 'CS0034' });
      return errorValue(span);
    case 'none':
      return bad(binding, operator, left, right, span);
  }
  const [a, b] = [convert(binding, left, meaning.left), convert(binding, right, meaning.right)];
  if (isBroken(a) || isBroken(b)) return errorValue(span);
  if (a.constant !== undefined && b.constant !== undefined && !meaning.lifted) {
    const folded = foldBinary(library, operator, meaning.on, a.constant.value, b.constant.value, binding.overflow !== 'unchecked');
    if (isFolded(folded)) return { kind: 'literal', span, type: meaning.result, constant: folded };
    if (folded !== 'later') {
      if (folded === 'zero-division') binding.sink.report(zeroDivision, span, {}, { cs: 'CS0020' });
      else
        binding.sink.report(
          constantOverflow,
          span,
          { type: typeText(meaning.result) },
          { cs: meaning.on === 'decimal' ? 'CS0463' : 'CS0220' },
        );
      return errorValue(span);
    }
  }
  if ((operator === '/' || operator === '%') && isZeroInteger(b) && meaning.on !== 'float' && meaning.on !== 'double') {
    binding.sink.report(zeroDivision, span, {}, { cs: 'CS0020' });
    return errorValue(span);
  }
  const checked = binding.overflow === 'checked';
  return { kind: 'binary', span, type: meaning.result, operator, left: a, right: b, on: meaning.on, lifted: meaning.lifted, checked };
}

const isZeroInteger = (value: Bound): boolean => value.constant?.value === 0 || value.constant?.value === 0n;

const comparisons: ReadonlySet<string> = new Set(['==', '!=', '<', '>', '<=', '>=']);

const operatorParams = (operator: string, left: Bound, right: Bound): { operator: string; left: string; right: string } => ({
  operator,
  left: typeText(left.type),
  right: typeText(right.type),
});

function bad(binding: Binding, operator: BinaryOperator, left: Bound, right: Bound, span: Span): Bound {
  binding.sink.report(badBinary, span, operatorParams(operator, left, right), { cs: 'CS0019' });
  return errorValue(span);
}

/** Constants of constants double with every line; a longer text is put together when it is needed. */
const longestConstant = 1024 * 1024;

/** Text and something else; a chain becomes one node, constants beside each other one text. */
function concat(binding: Binding, left: Bound, right: Bound, span: Span): Bound {
  const type = binding.library.special('string');
  const parts: Bound[] = left.kind === 'concat' ? [...left.parts] : [left];
  for (const part of right.kind === 'concat' ? right.parts : [right]) {
    const last = parts.at(-1);
    const both = last === undefined ? undefined : textConstant(last);
    const next = textConstant(part);
    if (last !== undefined && both !== undefined && next !== undefined && both.length + next.length <= longestConstant)
      parts[parts.length - 1] = {
        kind: 'literal',
        span: { start: last.span.start, end: part.span.end },
        type,
        constant: { value: both + next },
      };
    else parts.push(part);
  }
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return { ...only, span };
  return { kind: 'concat', span, type, parts };
}

/** The text of a constant string, or of null, which adds nothing. */
function textConstant(value: Bound): string | undefined {
  if (value.constant === undefined) return undefined;
  if (isNull(value.type)) return '';
  if (!isSpecial(value.type, 'string')) return undefined;
  return typeof value.constant.value === 'string' ? value.constant.value : '';
}

/** A call of an operator row; lifted, null passes by it. */
export function operatorCall(binding: Binding, applicable: Applicable, operands: readonly Bound[], lifted: boolean, span: Span): Bound {
  const { method, owner } = applicable.candidate;
  const args = operands.map((operand, i) => {
    const place = applicable.places[i];
    return place === undefined ? operand : applyConversion(binding, operand, place.type, place.conversion);
  });
  if (!lifted) return { kind: 'call', span, type: applicable.returns, method, owner, typeArgs: [], receiver: undefined, args };
  const type: Type = comparisons.has(method.name) || !isValueType(applicable.returns) ? applicable.returns : nullable(applicable.returns);
  return { kind: 'lifted-call', span, type, method, args, owner };
}

/** `==` and `!=` of tuples compare element by element (C# 7.3). */
function tupleEquality(binding: Binding, operator: string, left: Bound, right: Bound, span: Span, at: Span): Bound | undefined {
  if ((operator !== '==' && operator !== '!=') || left.type.kind !== 'tuple' || right.type.kind !== 'tuple') return undefined;
  if (left.type.elements.length !== right.type.elements.length) return bad(binding, operator as BinaryOperator, left, right, span);
  const pairs: { left: TuplePairs[number]['left']; right: TuplePairs[number]['right']; equal: Bound }[] = [];
  for (const [i, element] of left.type.elements.entries()) {
    const other = right.type.elements[i];
    if (other === undefined) continue;
    const [a, b] = [temporary(element.type, span), temporary(other.type, span)];
    const equal = binaryOf(binding, '==', readLocal(a, left.span), readLocal(b, right.span), span, at);
    if (isBroken(equal)) return errorValue(span);
    pairs.push({ left: a, right: b, equal });
  }
  return { kind: 'tuple-equality', span, type: binding.library.special('bool'), left, right, negated: operator === '!=', pairs };
}
