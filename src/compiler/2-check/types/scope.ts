import type { Span } from '../../../diagnostics/span.ts';
import type { Local, LocalFunction } from './bound.ts';
import type { Label } from './bound-statement.ts';
import type { TypeParameter } from './type.ts';

/** What a simple name may stand for inside a body. */
export type Named =
  | { readonly kind: 'local'; readonly local: Local }
  | { readonly kind: 'function'; readonly target: LocalFunction }
  | { readonly kind: 'type-parameter'; readonly parameter: TypeParameter };

/** Why a name cannot be declared: it is in this scope already (CS0128), or in one around or inside it (CS0136). */
export type Clash = 'same-scope' | 'other-scope';

/** One block's names. Scopes nest through lambdas and local functions up to the whole expression. */
export class Scope {
  readonly #names = new Map<string, Named>();
  readonly #labels = new Map<string, Label>();
  /** Names that a statement further down declares. */
  readonly #announced = new Set<string>();
  /** Names declared somewhere inside, which a later declaration here would collide with. */
  readonly #inside = new Set<string>();
  /** Locals that the block's statements declared, in order. */
  readonly locals: Local[] = [];
  readonly parent: Scope | undefined;
  /** Labels and jumps do not cross the borders of functions. */
  readonly isFunction: boolean;

  constructor(parent: Scope | undefined, isFunction = false) {
    this.parent = parent;
    this.isFunction = isFunction;
  }

  find(name: string): Named | undefined {
    return this.#names.get(name) ?? this.parent?.find(name);
  }

  /** Declares a name, even where it clashes, so that later uses find it. */
  declare(name: string, named: Named): Clash | undefined {
    const clash = this.#clash(name);
    this.#names.set(name, named);
    if (named.kind === 'local') this.locals.push(named.local);
    for (let scope = this.parent; scope !== undefined; scope = scope.parent) scope.#inside.add(name);
    return clash;
  }

  /** Says that a name will be declared here, so that an earlier use can be told from an unknown name. */
  announce(name: string): void {
    this.#announced.add(name);
  }

  isAnnounced(name: string): boolean {
    return this.#announced.has(name) || (this.parent?.isAnnounced(name) ?? false);
  }

  /** Adds a local without a name that a text could use. */
  hold(local: Local): void {
    this.locals.push(local);
  }

  #clash(name: string): Clash | undefined {
    if (this.#names.has(name)) return 'same-scope';
    if (this.#inside.has(name)) return 'other-scope';
    for (let scope = this.parent; scope !== undefined; scope = scope.parent) if (scope.#names.has(name)) return 'other-scope';
    return undefined;
  }

  /** Undefined when the block has a label of that name already. */
  declareLabel(name: string, span: Span): Label | undefined {
    if (this.#labels.has(name)) return undefined;
    const label = { name, span };
    this.#labels.set(name, label);
    return label;
  }

  findLabel(name: string): Label | undefined {
    return this.#labels.get(name) ?? (this.isFunction ? undefined : this.parent?.findLabel(name));
  }

  /** All names that can be seen from here, for the nearest one. */
  *visible(): Iterable<string> {
    yield* this.#names.keys();
    if (this.parent !== undefined) yield* this.parent.visible();
  }
}
