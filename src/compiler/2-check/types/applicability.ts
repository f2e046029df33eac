import type { Binding } from './binding.ts';
import type { BoundArgument, Candidate } from './bound.ts';
import { type Conversion, standardImplicit } from './conversion.ts';
import { implicitFrom } from './expression-conversion.ts';
import { inferTypeArguments } from './inference.ts';
import type { Parameter } from './member.ts';
import { isOpen, isReferenceType, isValueType, type Substitution, sameType, substitute, substitution, type Type } from './type.ts';

/** A candidate in the form in which the arguments fit it. */
export interface Applicable {
  readonly candidate: Candidate;
  readonly typeArgs: readonly Type[];
  /** The parameters with type arguments put in. */
  readonly params: readonly Parameter[];
  readonly returns: Type;
  /** `params T[] xs` taken as many parameters of type T. */
  readonly expanded: boolean;
  /** For each argument its parameter's index and the type it is converted to. */
  readonly places: readonly Place[];
}

export interface Place {
  readonly parameter: number;
  readonly type: Type;
  readonly conversion: Conversion;
}

/** Why a candidate does not take the arguments, in the order in which they are looked for. */
export type Failure =
  | { readonly kind: 'type-arity' }
  | { readonly kind: 'count' }
  | { readonly kind: 'name'; readonly argument: number }
  | { readonly kind: 'missing'; readonly parameter: Parameter }
  | { readonly kind: 'inference' }
  | { readonly kind: 'constraint'; readonly type: Type; readonly parameter: string }
  /** It is not derived from what the parameter's constraint names. */
  | { readonly kind: 'bound'; readonly type: Type; readonly parameter: string }
  | { readonly kind: 'mode'; readonly argument: number; readonly parameter: Parameter }
  | { readonly kind: 'argument'; readonly argument: number; readonly type: Type };

export type Applicability =
  | { readonly kind: 'applicable'; readonly forms: readonly Applicable[] }
  | { readonly kind: 'not'; readonly failure: Failure };

const not = (failure: Failure): Applicability => ({ kind: 'not', failure });

/** Tries a candidate in its normal form, then, if it has `params`, expanded (C# standard §12.6.4.2). */
export function applicable(
  binding: Binding,
  candidate: Candidate,
  args: readonly BoundArgument[],
  typeArgs: readonly Type[] | undefined,
): Applicability {
  const { method } = candidate;
  if (typeArgs !== undefined && typeArgs.length !== method.typeParams.length) return not({ kind: 'type-arity' });
  const normal = tryForm(binding, candidate, args, typeArgs, false);
  if (normal.kind === 'applicable' || method.params.at(-1)?.mode !== 'params') return normal;
  const expanded = tryForm(binding, candidate, args, typeArgs, true);
  return expanded.kind === 'applicable' || normal.failure.kind !== 'argument' ? expanded : pickFailure(normal, expanded);
}

/** The expanded form speaks of single elements, which is what the author wrote, unless an array was passed. */
const pickFailure = (normal: Applicability, expanded: Applicability): Applicability =>
  expanded.kind === 'not' && expanded.failure.kind === 'argument' ? expanded : normal;

function tryForm(
  binding: Binding,
  candidate: Candidate,
  args: readonly BoundArgument[],
  given: readonly Type[] | undefined,
  expanded: boolean,
): Applicability {
  const { method, owner } = candidate;
  const map = mapArguments(method.params, args, expanded);
  if (!Array.isArray(map)) return not(map as Failure);
  const own = substitution(owner.definition.typeParams, owner.args);
  const open = filledIn(method.params, own);
  const typeOf = (params: readonly Parameter[], index: number): Type => {
    const type = params[index]?.type ?? { kind: 'error' as const };
    return expanded && index === params.length - 1 && type.kind === 'array' ? type.element : type;
  };
  let typeArgs = given ?? [];
  if (method.typeParams.length > 0 && given === undefined) {
    const pairs = args.map((arg, i) => ({ value: arg.value, mode: arg.mode, type: typeOf(open, map[i] ?? 0) }));
    const inferred = inferTypeArguments(binding, method.typeParams, pairs);
    if (inferred === undefined) return not({ kind: 'inference' });
    typeArgs = inferred;
  }
  for (const [i, param] of method.typeParams.entries()) {
    const type = typeArgs[i];
    if (type === undefined) continue;
    if (
      (param.constraint === 'class' && isValueType(type)) ||
      (param.constraint === 'struct' && (isReferenceType(type) || type.kind === 'nullable'))
    )
      return not({ kind: 'constraint', type, parameter: param.name });
  }
  const by = substitution(method.typeParams, typeArgs);
  for (const [i, param] of method.typeParams.entries()) {
    const type = typeArgs[i];
    const bounds = (param.bounds ?? []).map((bound) => substitute(bound, by));
    if (type !== undefined && !isOpen(type) && !bounds.every((bound) => standardImplicit(binding.library, type, bound) !== undefined))
      return not({ kind: 'bound', type, parameter: param.name });
  }
  const params = filledIn(open, by);
  const places: Place[] = [];
  for (const [i, arg] of args.entries()) {
    const index = map[i] ?? 0;
    const place = place1(binding, arg, params, index, typeOf(params, index), i);
    if ('kind' in place) return not(place);
    places.push(place);
  }
  const returns = substitute(substitute(method.returns, own), by);
  return { kind: 'applicable', forms: [{ candidate, typeArgs, params, returns, expanded, places }] };
}

const filledIn = (params: readonly Parameter[], by: Substitution): readonly Parameter[] =>
  by.size === 0 ? params : params.map((param) => ({ ...param, type: substitute(param.type, by) }));

function place1(binding: Binding, arg: BoundArgument, params: readonly Parameter[], index: number, type: Type, i: number): Place | Failure {
  const parameter = params[index];
  if (parameter === undefined) return { kind: 'count' };
  const wanted = parameter.mode === 'params' ? 'value' : parameter.mode;
  const modesAgree = arg.mode === wanted || (wanted === 'in' && arg.mode === 'value');
  if (!modesAgree) return { kind: 'mode', argument: i, parameter };
  if (wanted === 'ref' || wanted === 'out') {
    const same =
      arg.value.kind === 'out-var' || arg.value.kind === 'discard' || arg.value.type.kind === 'error' || sameType(arg.value.type, type);
    return same ? { parameter: index, type, conversion: { kind: 'identity' } } : { kind: 'argument', argument: i, type };
  }
  const conversion = implicitFrom(binding, arg.value, type);
  return conversion === undefined ? { kind: 'argument', argument: i, type } : { parameter: index, type, conversion };
}

/** The parameter of each argument, or why there is none (C# standard §12.6.2.2). */
function mapArguments(params: readonly Parameter[], args: readonly BoundArgument[], expanded: boolean): number[] | Failure {
  const map: number[] = [];
  const taken = new Set<number>();
  const last = params.length - 1;
  let outOfPlace = false;
  for (const [i, arg] of args.entries()) {
    let index = i;
    if (arg.name !== undefined) {
      index = params.findIndex((param) => param.name === arg.name);
      if (index < 0 || taken.has(index)) return { kind: 'name', argument: i };
      if (index !== i) outOfPlace = true;
    } else if (outOfPlace) return { kind: 'name', argument: i };
    else if (expanded && index >= last) index = last;
    if (index > last) return { kind: 'count' };
    map.push(index);
    taken.add(index);
  }
  for (const [index, parameter] of params.entries())
    if (!taken.has(index) && parameter.defaultValue === undefined && !(expanded && index === last)) return { kind: 'missing', parameter };
  return map;
}
