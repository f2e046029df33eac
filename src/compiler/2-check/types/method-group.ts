import type { Applicable } from './applicability.ts';
import { type Binding, newLocal } from './binding.ts';
import type { Bound, BoundArgument, LocalFunction, MethodGroup, Unbound } from './bound.ts';
import { standardImplicit } from './conversion.ts';
import { invokeOf } from './definition.ts';
import { isReferenceSubtype } from './hierarchy.ts';
import { inferTypeArguments } from './inference.ts';
import { resolveOverload } from './overloads.ts';
import { isReferenceType, isValueType, type NamedType, sameType, substitute, substitution, type Type } from './type.ts';

type Group = Extract<Unbound, { readonly kind: 'method-group' | 'local-function-group' }>;

/** Whether a method group converts to a delegate type (C# standard §10.8). */
export function methodGroupFits(binding: Binding, group: Group, delegate: NamedType): boolean {
  const invoke = invokeOf(delegate);
  if (invoke === undefined) return false;
  const types = invoke.params.map((param) => param.type);
  const returns = methodGroupReturn(binding, group, types);
  if (returns === undefined) return false;
  if (invoke.returns.kind === 'void') return true;
  // Boxing and numeric conversions do not count: the delegate must be able to call the method as it is.
  if (sameType(returns, invoke.returns)) return true;
  return isReferenceType(returns) && isReferenceType(invoke.returns) && isReferenceSubtype(binding.library, returns, invoke.returns);
}

/** What the method of a group returns that is chosen for arguments of these types. */
export function methodGroupReturn(binding: Binding, group: Group, types: readonly Type[]): Type | undefined {
  if (group.kind === 'local-function-group') return localReturn(binding, group.target, group.typeArgs, types);
  return chooseMethod(binding, group, types)?.returns;
}

function localReturn(
  binding: Binding,
  target: LocalFunction,
  typeArgs: readonly Type[] | undefined,
  types: readonly Type[],
): Type | undefined {
  if (target.params.length !== types.length) return undefined;
  const args = types.map((type) => ({ value: placeholder(type), mode: 'value' as const }));
  const chosen =
    typeArgs ??
    inferTypeArguments(
      binding,
      target.typeParams,
      args.map((arg, i) => ({ ...arg, type: target.params[i]?.type ?? { kind: 'error' } })),
    );
  if (chosen === undefined) return undefined;
  const by = substitution(target.typeParams, chosen);
  const fits = target.params.every((param, i) =>
    standardImplicit(binding.library, types[i] ?? { kind: 'error' }, substitute(param.type, by)),
  );
  return fits ? substitute(target.returns, by) : undefined;
}

/** The method of a group that takes arguments of these types. */
export function chooseMethod(binding: Binding, group: MethodGroup, types: readonly Type[]): Applicable | undefined {
  const args: BoundArgument[] = types.map((type) => argument(placeholder(type)));
  const extension = group.methods.some((candidate) => candidate.method.extension);
  if (extension && group.receiver !== undefined) args.unshift(argument(group.receiver));
  const resolution = resolveOverload(binding, group.methods, args, group.typeArgs);
  if (resolution.kind !== 'best') return undefined;
  const { best } = resolution;
  // Arguments of a delegate are handed on as they are: no boxing on the way in.
  const boxed = best.places.some(
    (place, i) => place.conversion.kind === 'boxing' && isValueType(args[i]?.value.type ?? { kind: 'error' }) && !(extension && i === 0),
  );
  return boxed || best.expanded ? undefined : best;
}

const span = { start: 0, end: 0 };

/** An argument that is nothing but its type. */
const placeholder = (type: Type): Bound => ({ kind: 'local', span, type, local: newLocal('argument', type, span, 'parameter') });

const argument = (value: Bound): BoundArgument => ({ name: undefined, nameSpan: span, mode: 'value', value, span: value.span });
