import type { Statement } from '../../../1-parse/csharp/ast.ts';
import { bindExpression } from '../bind-expression/expression.ts';
import { type Binding, inner } from '../binding.ts';
import type { BoundStatement } from '../bound-statement.ts';
import { convert } from '../convert.ts';
import { isStatement } from '../lambda-reading.ts';
import { isOpen } from '../type.ts';
import { bindEmbedded } from './block.ts';
import { bindLocals } from './local.ts';
import { statementOnly } from './statement-messages.ts';

type Node<K extends Statement['kind']> = Extract<Statement, { readonly kind: K }>;

/** The place inside a loop: `break` and `continue` have somewhere to go. */
export const inLoop = (binding: Binding): Binding => ({ ...binding, frame: { ...binding.frame, loops: 'loop', inFinally: false } });

export function bindWhile(binding: Binding, node: Node<'while'>): BoundStatement {
  const scoped = inner(binding);
  const test = convert(scoped, bindExpression(scoped, node.test), binding.library.special('bool'));
  const body = bindEmbedded(inLoop(scoped), node.body);
  return { kind: 'while', span: node.span, locals: scoped.scope.locals, test, body };
}

export function bindDo(binding: Binding, node: Node<'do'>): BoundStatement {
  const body = bindEmbedded(inLoop(binding), node.body);
  const test = convert(binding, bindExpression(binding, node.test), binding.library.special('bool'));
  return { kind: 'do', span: node.span, test, body };
}

export function bindFor(binding: Binding, node: Node<'for'>): BoundStatement {
  const scoped = inner(binding);
  const init = forInit(scoped, node);
  const test = node.test === undefined ? undefined : convert(scoped, bindExpression(scoped, node.test), binding.library.special('bool'));
  const update = node.update.map((each) => {
    const value = bindExpression(scoped, each);
    if (!isStatement(value) && !isOpen(value.type)) binding.sink.report(statementOnly, each.span, {}, { cs: 'CS0201' });
    return value;
  });
  const body = bindEmbedded(inLoop(scoped), node.body);
  return { kind: 'for', span: node.span, locals: scoped.scope.locals, init, test, update, body };
}

function forInit(binding: Binding, { init }: Node<'for'>): BoundStatement[] {
  if (init === undefined) return [];
  if ('kind' in init) return bindLocals(binding, init);
  return init.map((each) => ({ kind: 'expression', span: each.span, value: bindExpression(binding, each) }));
}
