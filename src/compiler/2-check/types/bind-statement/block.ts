import type { Block, Statement } from '../../../1-parse/csharp/ast.ts';
import { type Binding, inner } from '../binding.ts';
import type { BoundStatement } from '../bound-statement.ts';
import { declareFunction } from './local-function.ts';
import { bindStatement } from './statement.ts';
import { labelTwice } from './statement-messages.ts';

type BoundBlock = BoundStatement & { readonly kind: 'block' };

/** `{ … }` in a scope of its own. */
export function bindBlock(binding: Binding, node: Block): BoundBlock {
  const scoped = inner(binding);
  const statements = bindStatements(scoped, node.statements);
  return { kind: 'block', span: node.span, locals: scoped.scope.locals, statements };
}

/** The statements of one block, in its scope. Labels and local functions are known throughout it. */
export function bindStatements(binding: Binding, nodes: readonly Statement[]): BoundStatement[] {
  for (const node of nodes) {
    if (node.kind === 'local-function') declareFunction(binding, node);
    else if (node.kind === 'local') for (const { name } of node.variables) binding.scope.announce(name.text);
    for (let each = node; each.kind === 'labeled'; each = each.body)
      if (binding.scope.declareLabel(each.name.text, each.name.span) === undefined)
        binding.sink.report(labelTwice, each.name.span, { name: each.name.text }, { cs: 'CS0140' });
  }
  return nodes.flatMap((node) => bindStatement(binding, node));
}

/** A statement that is the whole body of another: what it declares stays in it. */
export function bindEmbedded(binding: Binding, node: Statement): BoundStatement {
  if (node.kind === 'block') return bindBlock(binding, node);
  const scoped = inner(binding);
  const statements = bindStatements(scoped, [node]);
  const [only] = statements;
  if (only !== undefined && statements.length === 1 && scoped.scope.locals.length === 0) return only;
  return { kind: 'block', span: node.span, locals: scoped.scope.locals, statements };
}
