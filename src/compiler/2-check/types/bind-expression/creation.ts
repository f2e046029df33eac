import type { Expression } from '../../../1-parse/csharp/ast.ts';
import { type Binding, temporary } from '../binding.ts';
import type { Bound } from '../bound.ts';
import { convert, errorValue, zero } from '../convert.ts';
import { resolveOverload } from '../overloads.ts';
import { isOpen, type NamedType, type Type } from '../type.ts';
import { resolveType } from '../type-syntax.ts';
import { typeText } from '../type-text.ts';
import { bindArguments, placeArguments } from './arguments.ts';
import { reportBadCall } from './call-failure.ts';
import { delegateArgument, noInstances, unsupportedConstructor } from './creation-messages.ts';
import { isBroken } from './expression.ts';
import { bindInitializer } from './initializer.ts';

type Node = Extract<Expression, { readonly kind: 'new' }>;

/** `new T(args) { … }` (C# standard §12.8.17.2). */
export function bindNew(binding: Binding, node: Node): Bound {
  const type = resolveType(binding, node.type);
  const object = construct(binding, node, type);
  if (node.initializer === undefined) return object;
  const value = temporary(isBroken(object) ? { kind: 'error' } : type, node.span);
  const steps = bindInitializer(binding, value, node.initializer);
  return isBroken(object) ? errorValue(node.span) : { kind: 'initialized', span: node.span, type, object, value, steps };
}

function construct(binding: Binding, node: Node, type: Type): Bound {
  const { sink } = binding;
  const { span } = node;
  const args = bindArguments(binding, node.args);
  if (isOpen(type)) return { kind: 'error', span, type };
  if (type.kind === 'nullable' && args.length <= 1) {
    const [only] = args;
    return only === undefined ? zero(span, type) : convert(binding, only.value, type);
  }
  if (type.kind === 'tuple' && args.length === type.elements.length)
    return {
      kind: 'tuple',
      span,
      type,
      elements: args.map((arg, i) => convert(binding, arg.value, type.elements[i]?.type ?? { kind: 'error' })),
    };
  if (type.kind !== 'named') {
    sink.report(noInstances, node.type.span, { type: typeText(type), what: 'no class or struct' }, { cs: 'CS0304' });
    return errorValue(span);
  }
  const { form, isAbstract } = type.definition;
  if (form === 'delegate')
    return newDelegate(
      binding,
      type,
      args.map((arg) => arg.value),
      node,
    );
  if (form === 'interface' || form === 'static class' || isAbstract) {
    const what = form === 'interface' ? 'an interface' : form === 'static class' ? 'a static class' : 'an abstract class';
    sink.report(noInstances, node.type.span, { type: typeText(type), what }, { cs: form === 'static class' ? 'CS0712' : 'CS0144' });
    return errorValue(span);
  }
  if (args.some((arg) => isBroken(arg.value))) return errorValue(span);
  const { constructors } = type.definition.members;
  if ((form === 'struct' || form === 'enum') && args.length === 0 && !constructors.some((method) => method.params.length === 0))
    return zero(span, type);
  if (constructors.length === 0) {
    sink.report(unsupportedConstructor, node.type.span, { type: typeText(type) });
    return errorValue(span);
  }
  const candidates = constructors.map((method) => ({ method, owner: type }));
  const resolution = resolveOverload(binding, candidates, args, undefined);
  if (resolution.kind !== 'best') {
    if (resolution.kind === 'ambiguous' && args.some((arg) => isOpen(arg.value.type))) return { kind: 'error', span, type };
    reportBadCall(binding, resolution, { name: typeText(type), nameSpan: node.type.span, on: type, group: undefined }, args, span);
    return errorValue(span);
  }
  const { best } = resolution;
  return { kind: 'construct', span, type, method: best.candidate.method, args: placeArguments(binding, best, args, span) };
}

function newDelegate(binding: Binding, type: NamedType, args: readonly Bound[], node: Node): Bound {
  const [only] = args;
  if (only !== undefined && args.length === 1) return convert(binding, only, type);
  binding.sink.report(delegateArgument, node.span, { type: typeText(type) }, { cs: 'CS0149' });
  return errorValue(node.span);
}
