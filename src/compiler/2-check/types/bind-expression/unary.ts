import type { Expression } from '../../../1-parse/csharp/ast.ts';
import type { Binding } from '../binding.ts';
import type { Bound } from '../bound.ts';
import { convert, errorValue } from '../convert.ts';
import { foldUnary, isFolded } from '../fold.ts';
import { unaryMeaning } from '../operators.ts';
import { isOpen } from '../type.ts';
import { typeText } from '../type-text.ts';
import { operatorCall } from './binary.ts';
import { bindExpression, isBroken } from './expression.ts';
import { badUnary, constantOverflow } from './expression-messages.ts';

type Node = Extract<Expression, { readonly kind: 'unary' }>;

/** `+x`, `-x`, `!x`, `~x`. */
export function bindUnary(binding: Binding, node: Node): Bound {
  const least = node.operator === '-' ? leastInteger(binding, node) : undefined;
  if (least !== undefined) return least;
  const operand = bindExpression(binding, node.operand);
  if (isBroken(operand)) return errorValue(node.span);
  if (isOpen(operand.type)) return { kind: 'error', span: node.span, type: operand.type };
  const meaning = unaryMeaning(binding, node.operator, operand);
  if (meaning.kind === 'user') return operatorCall(binding, meaning.applicable, [operand], meaning.lifted, node.span);
  if (meaning.kind !== 'built-in') {
    binding.sink.report(badUnary, node.span, { operator: node.operator, type: typeText(operand.type) }, { cs: 'CS0023' });
    return errorValue(node.span);
  }
  const converted = convert(binding, operand, meaning.left);
  const checked = binding.overflow === 'checked';
  if (converted.constant !== undefined && !meaning.lifted) {
    const folded = foldUnary(binding.library, node.operator, meaning.on, converted.constant.value, binding.overflow !== 'unchecked');
    if (isFolded(folded)) return { kind: 'literal', span: node.span, type: meaning.result, constant: folded };
    if (folded === 'overflow') {
      binding.sink.report(constantOverflow, node.span, { type: typeText(meaning.result) }, { cs: 'CS0220' });
      return errorValue(node.span);
    }
  }
  return {
    kind: 'unary',
    span: node.span,
    type: meaning.result,
    operator: node.operator,
    operand: converted,
    on: meaning.on,
    lifted: meaning.lifted,
    checked,
  };
}

/** The least int and long have no positive twin, so the minus belongs to the literal (C# standard §6.4.5.3). */
function leastInteger(binding: Binding, node: Node): Bound | undefined {
  if (node.operand.kind !== 'literal' || node.operand.value.type !== 'integer') return undefined;
  const { value, suffix } = node.operand.value;
  if (value === 2147483648n && suffix === '')
    return { kind: 'literal', span: node.span, type: binding.library.special('int'), constant: { value: -2147483648 } };
  if (value === 9223372036854775808n && (suffix === '' || suffix === 'l'))
    return { kind: 'literal', span: node.span, type: binding.library.special('long'), constant: { value: -9223372036854775808n } };
  return undefined;
}
