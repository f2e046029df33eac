import type { Expression } from '../../../1-parse/csharp/ast.ts';
import type { Binding } from '../binding.ts';
import type { Bound } from '../bound.ts';

/** A lambda waits until it is known which delegate it becomes. */
export const bindLambdaSyntax = (binding: Binding, node: Extract<Expression, { readonly kind: 'lambda' }>): Bound => ({
  kind: 'unbound-lambda',
  span: node.span,
  type: { kind: 'none', what: 'lambda' },
  syntax: { span: node.span, params: node.params, body: node.body },
  binding,
  readings: new Map(),
});
