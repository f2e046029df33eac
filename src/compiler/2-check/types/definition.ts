import { variance } from './core-declarations.ts';
import type { Members, Parameter } from './member.ts';
import type { Declaration } from './signature.ts';
import { type NamedType, type Special, substitute, substitution, type Type, type TypeParameter } from './type.ts';

export type Form = Declaration['form'];

/** What a definition needs from the library to complete itself on first use. */
export interface DefinitionParts {
  readonly bases: (definition: Definition) => readonly Type[];
  readonly members: (definition: Definition) => Members;
  readonly invoke: (definition: Definition) => Invoke | undefined;
}

/** What a type without type parameters derives from. */
export interface Ancestry {
  readonly superTypes: readonly Type[];
  readonly classChain: readonly Type[];
}

/** The call signature of a delegate. */
export interface Invoke {
  readonly params: readonly Parameter[];
  readonly returns: Type;
}

/** Where handlers import a type's functions from. */
export interface SurfaceRef {
  readonly module: string;
  readonly surface: string;
  /** The name under which handlers import it: the surface's own, unless another module exports the same one. */
  readonly local: string;
  /** The class of the values, where the library has one. */
  readonly type?: { readonly module: string; readonly name: string; readonly arity: number; readonly local: string } | undefined;
}

/** A .NET type as declared: one per name and number of type parameters. Bases and members are read on first use. */
export class Definition {
  readonly name: string;
  /** Namespace, with enclosing types: `System.Collections.Generic`. */
  readonly namespace: string;
  readonly form: Form;
  readonly special: Special | undefined;
  readonly isAbstract: boolean;
  readonly isFlags: boolean;
  readonly typeParams: readonly TypeParameter[];
  readonly declaration: Declaration;
  readonly surface: SurfaceRef | undefined;
  /** The definition with its own parameters as arguments; for a definition without parameters, the type. */
  readonly type: NamedType;
  readonly #parts: DefinitionParts;
  #bases: readonly Type[] | undefined;
  #ancestry: Ancestry | undefined;
  #members: Members | undefined;
  #invoke: Invoke | undefined;

  constructor(declaration: Declaration, special: Special | undefined, surface: SurfaceRef | undefined, parts: DefinitionParts) {
    this.declaration = declaration;
    this.name = declaration.path.at(-1) ?? '';
    this.namespace = declaration.path.slice(0, -1).join('.');
    this.form = declaration.form;
    this.special = special;
    this.isAbstract = declaration.isAbstract;
    this.isFlags = declaration.flags;
    this.surface = surface;
    this.#parts = parts;
    const varies = variance.get(`${declaration.path.join('.')}\`${declaration.typeParams.length}`);
    this.typeParams = declaration.typeParams.map((param, i) => ({
      kind: 'parameter',
      name: param.name,
      key: {},
      constraint: param.constraint,
      variance: varies?.[i] ?? param.variance,
    }));
    this.type = { kind: 'named', definition: this, args: this.typeParams };
  }

  /** The reflection name: ``System.Collections.Generic.List`1``. */
  get fullName(): string {
    const arity = this.typeParams.length === 0 ? '' : `\`${this.typeParams.length}`;
    return this.namespace === '' ? this.name + arity : `${this.namespace}.${this.name}${arity}`;
  }

  /** Base class and interfaces, in terms of the own type parameters. A class without a base class derives from object. */
  get bases(): readonly Type[] {
    this.#bases ??= this.#parts.bases(this);
    return this.#bases;
  }

  /** What the type derives from, found on first use. Only for a definition without type parameters. */
  ancestry(find: () => Ancestry): Ancestry {
    this.#ancestry ??= find();
    return this.#ancestry;
  }

  get members(): Members {
    this.#members ??= this.#parts.members(this);
    return this.#members;
  }

  /** The call signature, for a delegate. */
  get invoke(): Invoke | undefined {
    if (this.form !== 'delegate') return undefined;
    this.#invoke ??= this.#parts.invoke(this);
    return this.#invoke;
  }
}

/** The bases of a named type with its arguments put in. */
export function basesOf(type: NamedType): readonly Type[] {
  const { bases, typeParams } = type.definition;
  if (typeParams.length === 0) return bases;
  const by = substitution(typeParams, type.args);
  return bases.map((base) => substitute(base, by));
}

/** The call signature of a delegate type with its arguments put in. */
export function invokeOf(type: NamedType): Invoke | undefined {
  const invoke = type.definition.invoke;
  if (invoke === undefined || type.args.length === 0) return invoke;
  const by = substitution(type.definition.typeParams, type.args);
  return {
    params: invoke.params.map((param) => ({ ...param, type: substitute(param.type, by) })),
    returns: substitute(invoke.returns, by),
  };
}
