import type { Binding } from './binding.ts';
import type { Bound, BoundArgument } from './bound.ts';
import { standardImplicit } from './conversion.ts';
import { invokeOf } from './definition.ts';
import { asInstanceOf, instancesOf } from './hierarchy.ts';
import { explicitParameterTypes, inferredReturn } from './lambda-reading.ts';
import { methodGroupReturn } from './method-group.ts';
import {
  isDelegate,
  isOpen,
  isReferenceType,
  mentions,
  type NamedType,
  sameType,
  substitute,
  type Type,
  type TypeParameter,
} from './type.ts';

interface Argument {
  readonly value: Bound;
  readonly mode: BoundArgument['mode'];
  /** The parameter's type, with the method's type parameters open. */
  readonly type: Type;
}

/** What is known of one type parameter while inference runs. */
interface Variable {
  readonly parameter: TypeParameter;
  readonly exact: Type[];
  readonly lower: Type[];
  readonly upper: Type[];
  fixed: Type | undefined;
}

type Bounds = 'exact' | 'lower' | 'upper';

/** Infers the type arguments of a generic method from its arguments (C# standard §12.6.3). Undefined when it fails. */
export function inferTypeArguments(binding: Binding, params: readonly TypeParameter[], args: readonly Argument[]): Type[] | undefined {
  return new Inference(binding, params).run(args);
}

class Inference {
  readonly #binding: Binding;
  readonly #variables: ReadonlyMap<object, Variable>;

  constructor(binding: Binding, params: readonly TypeParameter[]) {
    this.#binding = binding;
    this.#variables = new Map(
      params.map((parameter) => [parameter.key, { parameter, exact: [], lower: [], upper: [], fixed: undefined } as Variable]),
    );
  }

  run(args: readonly Argument[]): Type[] | undefined {
    for (const arg of args) this.#firstPhase(arg.value, arg.type, arg.mode);
    for (let round = 0; round <= this.#variables.size; round++) {
      const unfixed = this.#unfixed();
      if (unfixed.length === 0) break;
      for (const arg of args)
        if (this.#mentionsUnfixed(outputTypes(arg)) && !this.#mentionsUnfixed(inputTypes(arg))) this.#infer(arg.value, arg.type);
      if (!this.#fixSome(unfixed, args)) return undefined;
    }
    const found = [...this.#variables.values()].map((variable) => variable.fixed);
    return found.every((type) => type !== undefined) ? found : undefined;
  }

  #unfixed(): Variable[] {
    return [...this.#variables.values()].filter((variable) => variable.fixed === undefined);
  }

  #fixSome(unfixed: readonly Variable[], args: readonly Argument[]): boolean {
    const depends = this.#dependencies(unfixed, args);
    let ready = unfixed.filter((variable) => (depends.get(variable)?.size ?? 0) === 0);
    if (ready.length === 0)
      ready = unfixed.filter((variable) => hasBounds(variable) && unfixed.some((other) => depends.get(other)?.has(variable) === true));
    return ready.length > 0 && ready.every((variable) => this.#fix(variable));
  }

  /** Which variables each unfixed one depends on, through the inputs of lambdas whose output it is; transitive. */
  #dependencies(unfixed: readonly Variable[], args: readonly Argument[]): Map<Variable, Set<Variable>> {
    const depends = new Map(unfixed.map((variable) => [variable, new Set<Variable>()]));
    const occursIn = (types: readonly Type[]): Variable[] =>
      unfixed.filter((variable) => types.some((type) => mentions(type, (param) => param.key === variable.parameter.key)));
    for (const arg of args) {
      const inputs = occursIn(inputTypes(arg));
      for (const output of occursIn(outputTypes(arg))) for (const input of inputs) depends.get(output)?.add(input);
    }
    for (const middle of unfixed)
      for (const set of depends.values()) if (set.has(middle)) for (const next of depends.get(middle) ?? []) set.add(next);
    return depends;
  }

  #mentionsUnfixed(types: readonly Type[]): boolean {
    return types.some((type) =>
      mentions(type, (param) => {
        const variable = this.#variables.get(param.key);
        return variable !== undefined && variable.fixed === undefined;
      }),
    );
  }

  #firstPhase(value: Bound, type: Type, mode: Argument['mode']): void {
    if (value.kind === 'unbound-lambda') {
      const written = explicitParameterTypes(value);
      const invoke = isDelegate(type) ? invokeOf(type) : undefined;
      if (written === undefined || invoke === undefined || written.length !== invoke.params.length) return;
      for (const [i, param] of invoke.params.entries()) this.#bound(written[i] ?? param.type, param.type, 'exact');
      return;
    }
    if (value.kind === 'unbound-tuple' && type.kind === 'tuple') {
      for (const [i, element] of value.elements.entries()) {
        const part = type.elements[i];
        if (part !== undefined) this.#firstPhase(element.value, part.type, 'value');
      }
      return;
    }
    if (value.type.kind === 'none' || value.type.kind === 'void') return;
    this.#bound(value.type, type, mode === 'ref' || mode === 'out' ? 'exact' : 'lower');
  }

  /** Output type inference: what a lambda or method group returns once its parameters are known. */
  #infer(value: Bound, type: Type): void {
    const invoke = isDelegate(type) ? invokeOf(type) : undefined;
    if (invoke === undefined) return;
    const known = invoke.params.map((param) => this.#substituted(param.type));
    if (value.kind === 'unbound-lambda') {
      // Written types are known before the type parameters that they are bounds of.
      const returns = inferredReturn(value, explicitParameterTypes(value) ?? known);
      if (returns !== undefined && returns.kind !== 'void') this.#bound(returns, invoke.returns, 'lower');
    } else if (value.kind === 'method-group' || value.kind === 'local-function-group') {
      const returns = methodGroupReturn(this.#binding, value, known);
      if (returns !== undefined && returns.kind !== 'void') this.#bound(returns, invoke.returns, 'lower');
    }
  }

  #substituted(type: Type): Type {
    const by = new Map<object, Type>();
    for (const [key, variable] of this.#variables) if (variable.fixed !== undefined) by.set(key, variable.fixed);
    return substitute(type, by);
  }

  /** Exact, lower-bound and upper-bound inference from `from` to `to`. */
  #bound(from: Type, to: Type, bounds: Bounds): void {
    if (to.kind === 'parameter') {
      const variable = this.#variables.get(to.key);
      if (variable === undefined || variable.fixed !== undefined) return;
      if (!variable[bounds].some((type) => sameType(type, from) && type.kind === from.kind)) variable[bounds].push(from);
      return;
    }
    if (to.kind === 'nullable') {
      if (from.kind === 'nullable') this.#bound(from.of, to.of, bounds === 'exact' ? 'exact' : bounds);
      else if (bounds === 'lower' && !isReferenceType(from)) this.#bound(from, to.of, 'lower');
      return;
    }
    if (to.kind === 'array') {
      if (from.kind !== 'array' || from.rank !== to.rank) return;
      this.#bound(from.element, to.element, isReferenceType(from.element) ? bounds : 'exact');
      return;
    }
    if (to.kind === 'tuple') {
      if (from.kind !== 'tuple' || from.elements.length !== to.elements.length) return;
      for (const [i, element] of from.elements.entries()) {
        const other = to.elements[i];
        if (other !== undefined) this.#bound(element.type, other.type, bounds);
      }
      return;
    }
    if (to.kind === 'named' && to.args.length > 0) this.#boundNamed(from, to, bounds);
  }

  #boundNamed(from: Type, to: NamedType, bounds: Bounds): void {
    const { library } = this.#binding;
    let found: NamedType | undefined;
    if (bounds === 'upper') {
      // The base is the given type here, and the open one is looked for above it.
      const up = from.kind === 'named' ? asInstanceOf(library, to, from.definition) : undefined;
      if (up !== undefined && from.kind === 'named') {
        for (const [i, arg] of from.args.entries()) this.#boundArgument(arg, up.args[i], up, i, bounds);
        return;
      }
    } else if (bounds === 'exact') found = from.kind === 'named' && from.definition === to.definition ? from : undefined;
    else {
      // A type that is a sequence of two things says nothing about which is meant.
      const instances = instancesOf(library, from, to.definition);
      found = instances.length === 1 ? instances[0] : undefined;
    }
    if (found === undefined) return;
    for (const [i, arg] of found.args.entries()) this.#boundArgument(arg, to.args[i], to, i, bounds);
  }

  #boundArgument(from: Type, to: Type | undefined, owner: NamedType, index: number, bounds: Bounds): void {
    if (to === undefined) return;
    const variance = owner.definition.typeParams[index]?.variance;
    if (bounds === 'exact' || !isReferenceType(from) || variance === undefined) this.#bound(from, to, 'exact');
    else if (variance === 'out') this.#bound(from, to, bounds);
    else this.#bound(from, to, bounds === 'lower' ? 'upper' : 'lower');
  }

  #fix(variable: Variable): boolean {
    const type = this.#best(variable);
    if (type === undefined) return false;
    variable.fixed = type;
    return true;
  }

  #best({ exact, lower, upper }: Variable): Type | undefined {
    const { library } = this.#binding;
    const all = [...exact, ...lower, ...upper];
    const open = all.find(isOpen);
    if (open !== undefined) return open;
    const converts = (from: Type, to: Type): boolean => standardImplicit(library, from, to) !== undefined;
    let candidates = all.filter((type, i) => all.findIndex((other) => sameType(other, type)) === i);
    candidates = candidates.filter(
      (type) =>
        exact.every((bound) => sameType(bound, type)) &&
        lower.every((bound) => converts(bound, type)) &&
        upper.every((bound) => converts(type, bound)),
    );
    const best = candidates.filter((type) => candidates.every((other) => sameType(other, type) || converts(other, type)));
    return best.length === 1 ? best[0] : undefined;
  }
}

const hasBounds = (variable: Variable): boolean => variable.exact.length + variable.lower.length + variable.upper.length > 0;

/** Types that must be known before the argument can say what it returns. */
function inputTypes({ value, type }: Argument): readonly Type[] {
  const invoke = isDelegate(type) ? invokeOf(type) : undefined;
  if (invoke === undefined) return [];
  if (value.kind === 'unbound-lambda') return explicitParameterTypes(value) === undefined ? invoke.params.map((param) => param.type) : [];
  return value.kind === 'method-group' || value.kind === 'local-function-group' ? invoke.params.map((param) => param.type) : [];
}

function outputTypes({ value, type }: Argument): readonly Type[] {
  const invoke = isDelegate(type) ? invokeOf(type) : undefined;
  if (invoke === undefined) return [];
  return value.kind === 'unbound-lambda' || value.kind === 'method-group' || value.kind === 'local-function-group' ? [invoke.returns] : [];
}

/** The best common type of several expressions (C# standard §12.6.3.15): one of their types, to which all the others convert. */
export function bestCommonType(binding: Binding, values: readonly Bound[]): Type | undefined {
  const types = values.map((value) => value.type).filter((type) => type.kind !== 'none' && type.kind !== 'void');
  const open = types.find(isOpen);
  if (open !== undefined) return open;
  const distinct = types.filter((type, i) => types.findIndex((other) => sameType(other, type)) === i);
  const best = distinct.filter((type) =>
    distinct.every((other) => sameType(other, type) || standardImplicit(binding.library, other, type) !== undefined),
  );
  return best.length === 1 ? best[0] : undefined;
}
