import type { Statement } from '../../../1-parse/csharp/ast.ts';
import { callGroup } from '../bind-expression/call.ts';
import { bindDesignations } from '../bind-expression/deconstruction.ts';
import { bindExpression, isBroken } from '../bind-expression/expression.ts';
import { memberOf } from '../bind-expression/member.ts';
import { type Binding, inner, newLocal, readLocal, speculative, temporary } from '../binding.ts';
import type { Bound, BoundValue, Local } from '../bound.ts';
import type { BoundStatement } from '../bound-statement.ts';
import { cast } from '../convert.ts';
import { elementTypeOf, instancesOf } from '../hierarchy.ts';
import { errorType, isObject, isOpen, isSpecial, type Type } from '../type.ts';
import { resolveValueType } from '../type-syntax.ts';
import { typeText } from '../type-text.ts';
import { bindEmbedded } from './block.ts';
import { declareLocal } from './declare.ts';
import { inLoop } from './loop.ts';
import { notEnumerable } from './statement-messages.ts';

type Node = Extract<Statement, { readonly kind: 'foreach' }>;
type Over = 'array' | 'string' | 'enumerable' | 'enumerator';

/** `foreach (T x in source)` (C# standard §13.9.5). */
export function bindForeach(binding: Binding, node: Node): BoundStatement {
  if (node.ref !== undefined) binding.sink.fail();
  const outer = inner(binding);
  const sequence = bindExpression(outer, node.source);
  const enumerator = ownEnumerator(binding, sequence);
  const source = enumerator?.call ?? sequence;
  const found = enumerator === undefined ? itemsOf(binding, source) : ({ over: 'enumerator', type: enumerator.type } as const);
  if (found === undefined && !isBroken(source) && !isOpen(source.type))
    binding.sink.report(notEnumerable, node.source.span, { type: typeText(source.type) }, { cs: 'CS1579' });
  const itemType = found?.type ?? (isOpen(source.type) ? source.type : errorType);
  const item = temporary(itemType, node.designation.span);
  const scoped = inner(outer);
  const { local, value, parts } = loopVariables(scoped, node, item);
  const body = bindEmbedded(inLoop(scoped), node.body);
  if (found === undefined) return { kind: 'error', span: node.span };
  const locals = scoped.scope.locals.filter((each) => each !== local);
  const loop: BoundStatement = { kind: 'foreach', span: node.span, source, over: found.over, item, local, value, parts, locals, body };
  return outer.scope.locals.length === 0 ? loop : { kind: 'block', span: node.span, locals: outer.scope.locals, statements: [loop] };
}

/** A type that is a sequence of two things (a JObject: of tokens, of pairs) says by its GetEnumerator which it gives to a loop. */
function ownEnumerator(binding: Binding, source: Bound): { readonly call: Bound; readonly type: Type } | undefined {
  const { library } = binding;
  const enumerable = library.definition('System.Collections.Generic.IEnumerable`1');
  if (source.type.kind !== 'named' || enumerable === undefined || instancesOf(library, source.type, enumerable).length < 2)
    return undefined;
  const probe = speculative(binding);
  const method = memberOf(probe, source, { text: 'GetEnumerator', span: source.span }, undefined, source.span);
  const call = method.kind === 'method-group' ? callGroup(probe, method, [], source.span) : undefined;
  const item = call?.type.kind === 'named' ? call.type.args[0] : undefined;
  return call === undefined || call.kind === 'error' || item === undefined ? undefined : { call, type: item };
}

function itemsOf(binding: Binding, source: Bound): { readonly over: Over; readonly type: Type } | undefined {
  const { type } = source;
  if (type.kind === 'array') return { over: 'array', type: type.element };
  if (isSpecial(type, 'string')) return { over: 'string', type: binding.library.special('char') };
  const element = type.kind === 'none' ? undefined : (untypedElement(type) ?? elementTypeOf(binding.library, type));
  return element === undefined ? undefined : { over: 'enumerable', type: element };
}

/** A type's own `GetEnumerator` comes before its interfaces; those of older collections know no more than `object`. */
function untypedElement(type: Type): Type | undefined {
  const own = type.kind === 'named' ? type.definition.members.methods.get('GetEnumerator') : undefined;
  const returns = own?.find((method) => method.params.length === 0)?.returns;
  const item = returns?.kind === 'named' ? returns.args[0] : undefined;
  return item !== undefined && isObject(item) ? item : undefined;
}

function loopVariables(
  binding: Binding,
  node: Node,
  item: Local,
): { readonly local: Local | undefined; readonly value: Bound; readonly parts: BoundValue | undefined } {
  const { designation } = node;
  const read = readLocal(item, designation.span);
  if (designation.kind === 'several') {
    const parts = bindDesignations(binding, designation, read, designation.span);
    return { local: undefined, value: read, parts: parts.kind === 'deconstruct' ? parts : undefined };
  }
  if (designation.kind === 'discard') return { local: undefined, value: read, parts: undefined };
  const { name } = designation;
  const type = node.type === undefined || node.type.kind === 'var-type' ? item.type : resolveValueType(binding, node.type);
  const local = newLocal(name.text, type, name.span, 'foreach');
  declareLocal(binding, local);
  const value = isOpen(type) || isOpen(item.type) ? read : cast(binding, read, type, node.type?.span ?? name.span);
  return { local, value, parts: undefined };
}
