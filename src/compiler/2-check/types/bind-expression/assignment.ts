import type { AssignmentOperator, Expression } from '../../../1-parse/csharp/ast.ts';
import { type Binding, readLocal, temporary } from '../binding.ts';
import type { ArithmeticOperator, Bound } from '../bound.ts';
import { explicit, numericForm } from '../conversion.ts';
import { applyConversion, cast, convert, errorValue, reportConversion } from '../convert.ts';
import { implicitFrom } from '../expression-conversion.ts';
import { unaryMeaning } from '../operators.ts';
import { isOpen, isSpecial, type Type, underlying } from '../type.ts';
import { typeText } from '../type-text.ts';
import { cannotInferVariable } from './assignment-messages.ts';
import { checkTarget } from './assignment-target.ts';
import { binaryOf, operatorCall } from './binary.ts';
import { bindDeconstruction } from './deconstruction.ts';
import { bindAny, bindExpression, isBroken } from './expression.ts';
import { badUnary } from './expression-messages.ts';

type Node<K extends Expression['kind']> = Extract<Expression, { readonly kind: K }>;

/** `a = b` and `a op= b` (C# standard §12.21). */
export function bindAssignment(binding: Binding, node: Node<'assign'>): Bound {
  const { left } = node;
  if (node.ref === true) binding.sink.fail();
  if (node.operator !== '=') return bindCompound(binding, node, node.operator);
  if (left.kind === 'tuple' || (left.kind === 'declaration-expression' && left.designation.kind === 'several'))
    return bindDeconstruction(binding, left, node.right, node.span);
  if (isDiscard(binding, left)) return assignNothing(binding, node);
  const target = bindAny(binding, left);
  const value = bindExpression(binding, node.right);
  if (!checkTarget(binding, target, 'assignment')) return errorValue(node.span);
  if (isBroken(target) || isBroken(value)) return { kind: 'error', span: node.span, type: target.type };
  if (isOpen(target.type)) return { kind: 'error', span: node.span, type: target.type };
  return { kind: 'assign', span: node.span, type: target.type, target, value: convert(binding, value, target.type) };
}

export const isDiscard = (binding: Binding, node: Expression): boolean =>
  (node.kind === 'identifier' && node.name.text === '_' && node.typeArgs === undefined && binding.scope.find('_') === undefined) ||
  (node.kind === 'declaration-expression' && node.designation.kind === 'discard');

/** `_ = value`: only the effects count. */
function assignNothing(binding: Binding, node: Node<'assign'>): Bound {
  const value = bindExpression(binding, node.right);
  if (isBroken(value)) return errorValue(node.span);
  if (value.type.kind === 'none' || value.type.kind === 'void') {
    binding.sink.report(cannotInferVariable, node.left.span, { name: '_', what: `a \`${typeText(value.type)}\`` }, { cs: 'CS8183' });
    return errorValue(node.span);
  }
  return { kind: 'assign', span: node.span, type: value.type, target: { kind: 'discard', span: node.left.span, type: value.type }, value };
}

function bindCompound(binding: Binding, node: Node<'assign'>, operator: Exclude<AssignmentOperator, '='>): Bound {
  const { span } = node;
  const target = bindAny(binding, node.left);
  const value = bindExpression(binding, node.right);
  if (!checkTarget(binding, target, 'assignment')) return errorValue(span);
  if (isBroken(target) || isBroken(value)) return { kind: 'error', span, type: target.type };
  const { type } = target;
  if (isOpen(type)) return { kind: 'error', span, type };
  const before = temporary(type, target.span);
  const operation = operator.slice(0, -1) as ArithmeticOperator;
  const at = { start: node.left.span.end, end: node.right.span.start };
  const result = binaryOf(binding, operation, readLocal(before, target.span), value, span, at);
  if (isBroken(result)) return errorValue(span);
  const written = backTo(binding, result, value, type, operation);
  if (written === undefined) {
    reportConversion(binding, result, type, span);
    return errorValue(span);
  }
  return { kind: 'update', span, type, target, before, value: written, result: 'after' };
}

/** The result of the operator as the target's type: implicitly, or cast where the operand itself would have fitted. */
function backTo(binding: Binding, result: Bound, operand: Bound, type: Type, operation: ArithmeticOperator): Bound | undefined {
  const conversion = implicitFrom(binding, result, type);
  if (conversion !== undefined) return applyConversion(binding, result, type, conversion);
  const isShift = operation === '<<' || operation === '>>';
  const isBuiltIn = result.kind === 'binary' || result.kind === 'literal';
  if (!isBuiltIn || (!isShift && implicitFrom(binding, operand, type) === undefined)) return undefined;
  const narrowing = explicit(binding.library, result.type, type);
  return narrowing === undefined ? undefined : applyConversion(binding, result, type, narrowing);
}

/** `++` and `--`, before or after (C# standard §12.8.16, §12.9.6). */
export function bindIncrement(binding: Binding, node: Node<'increment'>): Bound {
  const { span } = node;
  const target = bindAny(binding, node.operand);
  if (!checkTarget(binding, target, 'assignment')) return errorValue(span);
  const { type } = target;
  if (isBroken(target) || isOpen(type)) return { kind: 'error', span, type };
  const before = temporary(type, target.span);
  const read = readLocal(before, target.span);
  const meaning = unaryMeaning(binding, node.operator, read);
  const result = node.prefix ? 'after' : 'before';
  if (meaning.kind === 'user') {
    const value = convert(binding, operatorCall(binding, meaning.applicable, [read], meaning.lifted, span), type);
    return { kind: 'update', span, type, target, before, value, result };
  }
  if (meaning.kind !== 'built-in') {
    binding.sink.report(badUnary, span, { operator: node.operator, type: typeText(type) }, { cs: 'CS0023' });
    return errorValue(span);
  }
  const one = oneOf(binding, underlying(type), span);
  const sum = binaryOf(binding, node.operator === '++' ? '+' : '-', read, one, span, span);
  if (isBroken(sum)) return errorValue(span);
  return { kind: 'update', span, type, target, before, value: cast(binding, sum, type, span), result };
}

/** 1 in the type that is counted: an int for everything that int reaches. */
function oneOf(binding: Binding, type: Type, span: Bound['span']): Bound {
  const { library } = binding;
  const one: Bound = { kind: 'literal', span, type: library.special('int'), constant: { value: 1 } };
  const form = numericForm(library, type);
  return form === 'ulong' || form === 'decimal' || isSpecial(type, 'uint') ? convert(binding, one, library.special(form ?? 'uint')) : one;
}
