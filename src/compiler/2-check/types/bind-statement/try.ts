import type { CatchClause, Statement } from '../../../1-parse/csharp/ast.ts';
import { callGroup } from '../bind-expression/call.ts';
import { bindExpression, isBroken } from '../bind-expression/expression.ts';
import { memberOf } from '../bind-expression/member.ts';
import { type Binding, inner, newLocal, readLocal, speculative, temporary } from '../binding.ts';
import type { Bound, Local } from '../bound.ts';
import type { BoundCatch, BoundStatement } from '../bound-statement.ts';
import { convert } from '../convert.ts';
import { isReferenceSubtype } from '../hierarchy.ts';
import { isNull, isOpen, isReferenceType, isSpecial, type Type } from '../type.ts';
import { resolveType } from '../type-syntax.ts';
import { typeText } from '../type-text.ts';
import { bindBlock, bindEmbedded } from './block.ts';
import { declareLocal } from './declare.ts';
import { bindLocals } from './local.ts';
import { catchHidden, lockValue, notAnException, notDisposable } from './statement-messages.ts';

type Node<K extends Statement['kind']> = Extract<Statement, { readonly kind: K }>;

export function bindTry(binding: Binding, node: Node<'try'>): BoundStatement {
  const body = bindBlock(binding, node.body);
  const caught: Type[] = [];
  const catches = node.catches.map((clause) => bindCatch(binding, clause, caught));
  const last =
    node.finally === undefined
      ? undefined
      : bindBlock({ ...binding, frame: { ...binding.frame, inFinally: true, loops: 'none', switch: undefined } }, node.finally);
  return { kind: 'try', span: node.span, body, catches, finally: last };
}

function bindCatch(binding: Binding, clause: CatchClause, caught: Type[]): BoundCatch {
  const { library, sink } = binding;
  const scoped = inner({ ...binding, frame: { ...binding.frame, inCatch: true } });
  const exception = library.core('System.Exception');
  const type = clause.type === undefined ? undefined : resolveType(binding, clause.type);
  if (type !== undefined && !isOpen(type)) {
    const span = clause.type?.span ?? clause.span;
    if (!isReferenceSubtype(library, type, exception)) sink.report(notAnException, span, { type: typeText(type) }, { cs: 'CS0155' });
    else if (caught.some((earlier) => isReferenceSubtype(library, type, earlier)))
      sink.report(catchHidden, span, { type: typeText(type) }, { cs: 'CS0160' });
  }
  if (clause.when === undefined) caught.push(type ?? exception);
  let local: Local | undefined;
  if (clause.name !== undefined) {
    local = newLocal(clause.name.text, type ?? exception, clause.name.span, 'catch');
    declareLocal(scoped, local);
  }
  const when = clause.when === undefined ? undefined : convert(scoped, bindExpression(scoped, clause.when), library.special('bool'));
  const body = bindBlock(scoped, clause.body);
  const locals = scoped.scope.locals.filter((each) => each !== local);
  return { span: clause.span, type, local, locals, when, body };
}

/** `using (resource) body`: whatever happens, the resource is disposed (C# standard §13.14). */
export function bindUsing(binding: Binding, node: Node<'using'>): BoundStatement {
  const scoped = inner(binding);
  const { resource } = node;
  const resources: BoundStatement[] = [];
  if (resource.kind === 'local') resources.push(...bindLocals(scoped, resource, 'using'));
  else {
    const value = bindExpression(scoped, resource);
    const held = temporary(value.type.kind === 'none' ? { kind: 'error' } : value.type, resource.span);
    scoped.scope.hold(held);
    resources.push({ kind: 'declare', span: resource.span, local: held, value });
  }
  const disposals = resources.flatMap((each) => (each.kind === 'declare' ? disposal(scoped, each.local) : [])).reverse();
  const body = bindEmbedded(scoped, node.body);
  return { kind: 'using', span: node.span, locals: scoped.scope.locals, resources, disposals, body };
}

/** The call that disposes; a library type that has nothing to give back needs none. */
function disposal(binding: Binding, local: Local): Bound[] {
  const { type } = local;
  if (isOpen(type)) return [];
  const { span } = local;
  if (!isReferenceType(type) || type.kind === 'array' || isSpecial(type, 'string')) {
    binding.sink.report(notDisposable, span, { type: typeText(type) }, { cs: 'CS1674' });
    return [];
  }
  const probe = speculative(binding);
  const dispose = memberOf(probe, readLocal(local, span), { text: 'Dispose', span }, undefined, span);
  if (dispose.kind !== 'method-group') return [];
  const call = callGroup(probe, dispose, [], span);
  return call.kind === 'error' ? [] : [call];
}

/** `lock (value) body`: one expression runs at a time on its own data, so there is nothing to wait for. */
export function bindLock(binding: Binding, node: Node<'lock'>): BoundStatement {
  const value = bindExpression(binding, node.value);
  if (!isBroken(value) && !isOpen(value.type) && !isReferenceType(value.type))
    binding.sink.report(lockValue, node.value.span, { type: typeText(value.type) }, { cs: 'CS0185' });
  const body = bindEmbedded(binding, node.body);
  const evaluated: BoundStatement[] = isBroken(value) || isNull(value.type) ? [] : [{ kind: 'expression', span: node.value.span, value }];
  return { kind: 'block', span: node.span, locals: [], statements: [...evaluated, body] };
}
