import type { Block, Statement } from '../../../1-parse/csharp/ast.ts';
import { bindExpression } from '../bind-expression/expression.ts';
import type { Binding } from '../binding.ts';
import type { BoundStatement } from '../bound-statement.ts';
import { convert } from '../convert.ts';
import type { Type } from '../type.ts';
import { noIterator } from './statement-messages.ts';

/** `yield return value;` and `yield break;` (C# standard §13.15). */
export function bindYield(binding: Binding, node: Extract<Statement, { readonly kind: 'yield' }>): BoundStatement {
  const { yields } = binding.frame;
  const value = node.value === undefined ? undefined : bindExpression(binding, node.value);
  if (yields !== undefined)
    return { kind: 'yield', span: node.span, value: value === undefined ? undefined : convert(binding, value, yields) };
  binding.sink.report(noIterator, node.span, {}, { cs: 'CS1624' });
  return { kind: 'error', span: node.span };
}

/** The items of the sequence that a function with `yield` returns; undefined when it returns something else. */
export function yieldedType(binding: Binding, returns: Type): Type | undefined {
  if (returns.kind !== 'named') return undefined;
  if (returns.definition.fullName === 'System.Collections.Generic.IEnumerable`1') return returns.args[0];
  return returns.definition.fullName === 'System.Collections.IEnumerable' ? binding.library.special('object') : undefined;
}

/** True when a block makes its function an iterator; functions inside it do not count. */
export const containsYield = (block: Block): boolean => block.statements.some(yieldsIn);

function yieldsIn(node: Statement): boolean {
  switch (node.kind) {
    case 'yield':
      return true;
    case 'block':
      return containsYield(node);
    case 'if':
      return yieldsIn(node.then) || (node.otherwise !== undefined && yieldsIn(node.otherwise));
    case 'while':
    case 'do':
    case 'for':
    case 'foreach':
    case 'using':
    case 'lock':
    case 'labeled':
      return yieldsIn(node.body);
    case 'checked-block':
      return containsYield(node.body);
    case 'switch':
      return node.sections.some((section) => section.statements.some(yieldsIn));
    case 'try':
      return (
        containsYield(node.body) ||
        node.catches.some((each) => containsYield(each.body)) ||
        (node.finally !== undefined && containsYield(node.finally))
      );
    default:
      return false;
  }
}
