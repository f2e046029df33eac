import type { Expression } from '../../../1-parse/csharp/ast.ts';
import type { Binding } from '../binding.ts';
import type { Bound } from '../bound.ts';
import { standardExplicit } from '../conversion.ts';
import { cast, errorValue } from '../convert.ts';
import { isNull, isOpen, isReferenceType, type Type } from '../type.ts';
import { resolveType, resolveValueType } from '../type-syntax.ts';
import { typeText } from '../type-text.ts';
import { bindExpression, isBroken } from './expression.ts';
import { asValueType, uselessIs } from './expression-messages.ts';
import { bindPattern } from './pattern.ts';

type Node<K extends Expression['kind']> = Extract<Expression, { readonly kind: K }>;

/** `(T)value` (C# standard §12.9.8). */
export function bindCast(binding: Binding, node: Node<'cast'>): Bound {
  const type = resolveValueType(binding, node.type);
  const operand = bindExpression(binding, node.operand);
  if (isBroken(operand) || type.kind === 'error') return { kind: 'error', span: node.span, type };
  if (type.kind === 'void') return errorValue(node.span);
  return cast(binding, operand, type, node.span);
}

/** `value as T` (C# standard §12.12.13). */
export function bindAs(binding: Binding, node: Node<'as'>): Bound {
  const target = resolveType(binding, node.type);
  const operand = bindExpression(binding, node.operand);
  const { span } = node;
  if (isBroken(operand) || isOpen(target)) return { kind: 'error', span, type: target };
  if (isOpen(operand.type)) return { kind: 'error', span, type: target };
  if (!isReferenceType(target) && target.kind !== 'nullable' && target.kind !== 'parameter') {
    binding.sink.report(asValueType, node.type.span, { type: typeText(target) }, { cs: 'CS0077' });
    return errorValue(span);
  }
  if (isNull(operand.type)) return { kind: 'literal', span, type: target, constant: { value: null } };
  if (!mayBe(binding, operand, target)) {
    binding.sink.report(uselessIs, span, { from: typeText(operand.type), to: typeText(target) }, { cs: 'CS0039' });
    return errorValue(span);
  }
  return { kind: 'as', span, type: target, operand, target };
}

/** Whether a value of the operand's type could be of the other one, by a conversion that keeps the object. */
function mayBe(binding: Binding, operand: Bound, target: Type): boolean {
  if (operand.type.kind === 'none' || operand.type.kind === 'void') return false;
  if (operand.type.kind === 'parameter' || target.kind === 'parameter') return true;
  const conversion = standardExplicit(binding.library, operand.type, target);
  if (conversion === undefined) return false;
  const kinds = ['identity', 'up', 'down', 'boxing', 'unboxing', 'wrap'];
  return kinds.includes(conversion.kind) && (conversion.kind !== 'wrap' || conversion.inner.kind === 'identity');
}

/** `value is T`, `value is T name`, `value is constant` (C# standard §12.12.12). */
export function bindIs(binding: Binding, node: Node<'is'>): Bound {
  const operand = bindExpression(binding, node.operand);
  const { span } = node;
  const type = binding.library.special('bool');
  const pattern = bindPattern(binding, node.pattern, operand);
  if (isBroken(operand) || pattern === undefined) return { kind: 'error', span, type };
  if (isOpen(operand.type)) return { kind: 'error', span, type: { kind: 'unknown' } };
  if (operand.type.kind === 'none' && !isNull(operand.type)) {
    binding.sink.report(uselessIs, span, { from: typeText(operand.type), to: 'value' }, { cs: 'CS0837' });
    return errorValue(span);
  }
  return { kind: 'is', span, type, operand, pattern };
}

export { mayBe };
