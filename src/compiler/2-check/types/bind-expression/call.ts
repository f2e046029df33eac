import type { Span } from '../../../../diagnostics/span.ts';
import type { Expression } from '../../../1-parse/csharp/ast.ts';
import type { Applicable } from '../applicability.ts';
import type { Binding } from '../binding.ts';
import type { Bound, BoundArgument, MethodGroup } from '../bound.ts';
import { implicit } from '../conversion.ts';
import { applyConversion, errorValue } from '../convert.ts';
import { invokeOf } from '../definition.ts';
import { methodsNamed } from '../member-lookup.ts';
import { type Resolution, resolveOverload } from '../overloads.ts';
import { isDelegate, isOpen, type NamedType, sameType, type Type, unknownType } from '../type.ts';
import { typeText } from '../type-text.ts';
import { bindArguments, declareOutVariables, placeArguments } from './arguments.ts';
import { reportBadCall } from './call-failure.ts';
import { bindAny, isBroken } from './expression.ts';
import { callLocalFunction } from './local-call.ts';
import { bindMember, extensionsNamed } from './member.ts';
import { needsInstance, needsType, notCallable, unsupportedMember } from './member-messages.ts';

type Node = Extract<Expression, { readonly kind: 'call' }>;

/** `target(args)`: a method, a local function or a delegate (C# standard §12.8.10). */
export function bindCall(binding: Binding, node: Node): Bound {
  const target = node.target.kind === 'member' ? bindMember(binding, node.target, true) : bindAny(binding, node.target);
  const args = bindArguments(binding, node.args);
  const result = callBound(binding, target, args, node.span);
  if (result.kind === 'error') declareOutVariables(args);
  return result;
}

function callBound(binding: Binding, target: Bound, args: readonly BoundArgument[], span: Span): Bound {
  switch (target.kind) {
    case 'method-group':
      return callGroup(binding, target, args, span);
    case 'local-function-group':
      return callLocalFunction(binding, target.target, target.typeArgs, args, span);
    case 'error':
      return { ...target, span };
    case 'type-name':
      binding.sink.report(
        notCallable,
        target.span,
        { name: typeText(target.named) },
        { cs: 'CS1955', help: `write \`new ${typeText(target.named)}(…)\`` },
      );
      return errorValue(span);
    default:
  }
  if (isOpen(target.type)) return { kind: 'error', span, type: target.type };
  if (isDelegate(target.type)) return callDelegate(binding, target, target.type, args, span);
  const name =
    target.kind === 'property' || target.kind === 'field'
      ? target.member.name
      : target.kind === 'array-length'
        ? 'Length'
        : typeText(target.type);
  const isMember = target.kind === 'property' || target.kind === 'field' || target.kind === 'array-length' || target.kind === 'tuple-item';
  binding.sink.report(notCallable, target.span, { name }, { cs: isMember ? 'CS1955' : 'CS0149' });
  return errorValue(span);
}

/** Resolves a method group for arguments; extension methods are tried when no instance method takes them. */
export function callGroup(binding: Binding, group: MethodGroup, args: readonly BoundArgument[], span: Span): Bound {
  if (args.some((arg) => isBroken(arg.value))) return errorValue(span);
  if (group.typeArgs?.some((type) => type.kind === 'error')) return errorValue(span);
  const { resolution, all } = resolveGroup(binding, group, args);
  if (resolution.kind !== 'best') {
    // A named value may be of any type, so it cannot tell overloads apart.
    if (resolution.kind === 'ambiguous' && args.some((arg) => isOpen(arg.value.type))) return { kind: 'error', span, type: unknownType };
    const owner = staticOwner(binding, group, args);
    if (owner !== undefined) {
      binding.sink.report(needsType, group.nameSpan, { type: typeText(owner), name: group.name }, { cs: 'CS0176' });
      return errorValue(span);
    }
    reportBadCall(binding, resolution, { name: group.name, nameSpan: group.nameSpan, on: group.on, group }, all, span);
    return errorValue(span);
  }
  return makeCall(binding, group, resolution.best, all, span);
}

/** The type whose static method takes the arguments, where extension methods of its name had gone before it and do not. */
function staticOwner(
  binding: Binding,
  { receiver, methods, name, typeArgs }: MethodGroup,
  args: readonly BoundArgument[],
): Type | undefined {
  if (receiver === undefined || !methods.every(({ method }) => method.extension)) return undefined;
  const resolution = resolveOverload(binding, methodsNamed(binding.library, receiver.type, name), args, typeArgs);
  return resolution.kind === 'best' ? resolution.best.candidate.owner : undefined;
}

function resolveGroup(
  binding: Binding,
  group: MethodGroup,
  args: readonly BoundArgument[],
): { resolution: Resolution; all: readonly BoundArgument[] } {
  const { receiver } = group;
  const ownExtensions = group.methods.every(({ method }) => method.extension) && receiver !== undefined;
  if (!ownExtensions) {
    const resolution = resolveOverload(binding, group.methods, args, group.typeArgs);
    if (resolution.kind !== 'none' || receiver === undefined) return { resolution, all: args };
    const extensions = extensionsNamed(binding, group.name);
    if (extensions.length === 0) return { resolution, all: args };
    const extended = [receiverArgument(receiver), ...args];
    const second = resolveOverload(binding, extensions, extended, group.typeArgs);
    return second.kind === 'none' ? { resolution, all: args } : { resolution: second, all: extended };
  }
  const extended = [receiverArgument(receiver), ...args];
  const reachable = group.methods.filter(({ method, owner }) => receiverCouldFit(binding, receiver, method.params[0]?.type, owner));
  return {
    resolution: resolveOverload(binding, reachable.length > 0 ? reachable : group.methods, extended, group.typeArgs),
    all: extended,
  };
}

/** Leaves out extensions of quite other types, so that what is said about a failed call is about the right ones. */
function receiverCouldFit(binding: Binding, receiver: Bound, type: Type | undefined, _owner: NamedType): boolean {
  if (type === undefined) return false;
  if (type.kind === 'named' && type.args.length === 0) return implicit(binding.library, receiver.type, type) !== undefined;
  return true;
}

const receiverArgument = (receiver: Bound): BoundArgument => ({
  name: undefined,
  nameSpan: receiver.span,
  mode: 'value',
  value: receiver,
  span: receiver.span,
});

function makeCall(binding: Binding, group: MethodGroup, best: Applicable, args: readonly BoundArgument[], span: Span): Bound {
  const { method, owner } = best.candidate;
  if (best.returns.kind === 'error') {
    binding.sink.report(unsupportedMember, group.nameSpan, { type: typeText(owner), name: group.name });
    return errorValue(span);
  }
  const { receiver } = group;
  const params = { type: typeText(method.extension ? owner : group.on), name: group.name };
  if (method.extension && receiver !== undefined) {
    const [first, ...rest] = placeArguments(binding, best, args, span);
    return { kind: 'call', span, type: best.returns, method, owner, typeArgs: best.typeArgs, receiver: first, args: rest };
  }
  if (!method.isStatic && receiver === undefined) {
    binding.sink.report(needsInstance, group.nameSpan, params, { cs: 'CS0120' });
    return errorValue(span);
  }
  if (method.isStatic && receiver !== undefined) {
    binding.sink.report(needsType, group.nameSpan, params, { cs: 'CS0176' });
    return errorValue(span);
  }
  const placed = placeArguments(binding, best, args, span);
  const on = receiver === undefined ? undefined : asReceiver(binding, receiver, owner);
  return { kind: 'call', span, type: best.returns, method, owner, typeArgs: best.typeArgs, receiver: on, args: placed };
}

/** A value type that borrows a member of object, ValueType, Enum or an interface stands there as an object. */
export function asReceiver(binding: Binding, receiver: Bound, owner: NamedType): Bound {
  if (sameType(receiver.type, owner)) return receiver;
  const conversion = implicit(binding.library, receiver.type, owner);
  return conversion?.kind === 'boxing' ? applyConversion(binding, receiver, owner, conversion) : receiver;
}

function callDelegate(binding: Binding, target: Bound, type: NamedType, args: readonly BoundArgument[], span: Span): Bound {
  const invoke = invokeOf(type);
  if (invoke === undefined || args.some((arg) => isBroken(arg.value))) return errorValue(span);
  const row = { module: '', surface: '', local: '', key: '', form: 'function' as const, host: false, typeArgs: false, run: undefined };
  const { params, returns } = invoke;
  const method = {
    kind: 'method' as const,
    owner: type.definition,
    name: 'Invoke',
    isStatic: false,
    extension: false,
    typeParams: [],
    params,
    returns,
    row,
  };
  // The signature has its type arguments already.
  const owner = { ...type, definition: type.definition, args: type.args };
  const resolution = resolveOverload(binding, [{ method, owner }], args, undefined);
  if (resolution.kind !== 'best') {
    reportBadCall(binding, resolution, { name: typeText(type), nameSpan: target.span, on: type, group: undefined }, args, span);
    return errorValue(span);
  }
  return { kind: 'invoke', span, type: returns, target, params, args: placeArguments(binding, resolution.best, args, span) };
}
