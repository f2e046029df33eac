import type { Expression } from '../../../1-parse/csharp/ast.ts';
import { type Binding, readLocal, temporary } from '../binding.ts';
import type { Bound } from '../bound.ts';
import { implicit } from '../conversion.ts';
import { convert, errorValue } from '../convert.ts';
import { implicitFrom } from '../expression-conversion.ts';
import { isNonNullableValueType, isNull, isOpen, sameType, type Type, underlying } from '../type.ts';
import { typeText } from '../type-text.ts';
import { bindExpression, isBroken } from './expression.ts';
import { badBinary, noCommonType } from './expression-messages.ts';

type Node<K extends Expression['kind']> = Extract<Expression, { readonly kind: K }>;

/** `test ? a : b` (C# standard §12.18). */
export function bindConditional(binding: Binding, node: Node<'conditional'>): Bound {
  if (node.ref === true) binding.sink.fail();
  const test = convert(binding, bindExpression(binding, node.test), binding.library.special('bool'), node.test.span);
  const whenTrue = bindExpression(binding, node.whenTrue);
  const whenFalse = bindExpression(binding, node.whenFalse);
  if (isBroken(whenTrue) || isBroken(whenFalse)) return errorValue(node.span);
  const type = commonType(binding, whenTrue, whenFalse);
  if (type === undefined) {
    binding.sink.report(noCommonType, node.span, { left: typeText(whenTrue.type), right: typeText(whenFalse.type) }, { cs: 'CS0173' });
    return errorValue(node.span);
  }
  const [a, b] = [convert(binding, whenTrue, type), convert(binding, whenFalse, type)];
  if (isBroken(test)) return { kind: 'error', span: node.span, type };
  const chosen = test.constant?.value === true ? a : b;
  if (test.constant !== undefined && a.constant !== undefined && b.constant !== undefined) return { ...chosen, span: node.span };
  return { kind: 'conditional', span: node.span, type, test, whenTrue: a, whenFalse: b };
}

const typed = (value: Bound): boolean => value.type.kind !== 'none' && value.type.kind !== 'void';

function commonType(binding: Binding, a: Bound, b: Bound): Type | undefined {
  if (isOpen(a.type)) return b.type.kind === 'none' ? a.type : b.type;
  if (isOpen(b.type)) return a.type.kind === 'none' ? b.type : a.type;
  if (typed(a) && typed(b)) {
    if (sameType(a.type, b.type)) return a.type;
    const [toB, toA] = [implicit(binding.library, a.type, b.type) !== undefined, implicit(binding.library, b.type, a.type) !== undefined];
    if (toB !== toA) return toB ? b.type : a.type;
    const [fitsB, fitsA] = [implicitFrom(binding, a, b.type) !== undefined, implicitFrom(binding, b, a.type) !== undefined];
    return fitsB === fitsA ? undefined : fitsB ? b.type : a.type;
  }
  if (typed(a) && implicitFrom(binding, b, a.type) !== undefined) return a.type;
  if (typed(b) && implicitFrom(binding, a, b.type) !== undefined) return b.type;
  return undefined;
}

/** `a ?? b` (C# standard §12.15). */
export function bindCoalesce(binding: Binding, node: Node<'binary'>): Bound {
  const left = bindExpression(binding, node.left);
  const right = bindExpression(binding, node.right);
  if (isBroken(left) || isBroken(right)) return errorValue(node.span);
  const bare = underlying(left.type);
  const type = coalesceType(binding, left, right, bare);
  if (type === undefined || (typed(left) && isNonNullableValueType(left.type))) {
    const params = { operator: '??', left: typeText(left.type), right: typeText(right.type) };
    binding.sink.report(badBinary, node.span, params, { cs: 'CS0019' });
    return errorValue(node.span);
  }
  if (isNull(left.type)) return { ...convert(binding, right, type), span: node.span };
  const value = temporary(sameType(type, left.type) ? left.type : bare, left.span);
  const whenValue = convert(binding, readLocal(value, left.span), type);
  return { kind: 'coalesce', span: node.span, type, left, value, whenValue, right: convert(binding, right, type) };
}

function coalesceType(binding: Binding, left: Bound, right: Bound, bare: Type): Type | undefined {
  if (isOpen(left.type)) return right.type.kind === 'none' ? left.type : right.type;
  if (left.type.kind === 'none' && !isNull(left.type)) return undefined;
  if (left.type.kind === 'void') return undefined;
  if (!isNull(left.type)) {
    if (left.type.kind === 'nullable' && implicitFrom(binding, right, bare) !== undefined) return bare;
    if (implicitFrom(binding, right, left.type) !== undefined) return left.type;
  }
  if (right.type.kind === 'none' || right.type.kind === 'void') return undefined;
  if (isNull(left.type)) return isNonNullableValueType(right.type) ? undefined : right.type;
  return implicit(binding.library, bare, right.type) === undefined ? undefined : right.type;
}
