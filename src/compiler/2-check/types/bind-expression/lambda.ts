import type { Expression } from '../../../1-parse/csharp/ast.ts';
import type { Binding } from '../binding.ts';
import type { Bound } from '../bound.ts';

/** A lambda waits until it is known which delegate it becomes. */
export function bindLambdaSyntax(binding: Binding, node: Extract<Expression, { readonly kind: 'lambda' }>): Bound {
  const { span, params, body, anyParams } = node;
  if (node.async) binding.sink.fail();
  const syntax = anyParams === true ? { span, params, body, anyParams } : { span, params, body };
  return { kind: 'unbound-lambda', span, type: { kind: 'none', what: 'lambda' }, syntax, binding, readings: new Map() };
}
