import type { Bound, Local, LocalFunction } from '../../2-check/types/bound.ts';
import type { Label, Section } from '../../2-check/types/bound-statement.ts';
import type { Library } from '../../2-check/types/library.ts';
import type { Type, TypeParameter } from '../../2-check/types/type.ts';
import { type Code, type Js, level } from './code.ts';
import type { Output } from './output.ts';
import { tsType } from './ts-type.ts';
import type { Usage } from './usage.ts';

/** A construct that `break` or `continue` leaves or repeats, innermost last. */
export interface Jump {
  readonly kind: 'loop' | 'switch' | 'machine';
  readonly name: string;
  /** Set when a labelled jump names it, so that the label is written. */
  named: boolean;
}

/** A block with labels, written as a loop over a switch: `state` says where to go on. */
export interface Machine {
  readonly jump: Jump;
  readonly state: string;
  readonly at: number;
}

/** Names are given out once per emitted function, so that no two things inside it share one: `a` a second time is no `a2`. */
class Names {
  readonly #taken = new Set<string>();
  readonly #last = new Map<string, number>();

  take(base: string): string {
    let count = (this.#last.get(base) ?? 0) + 1;
    const name = (): string => (count === 1 ? base : `${base}${count}`);
    while (this.#taken.has(name())) count++;
    this.#last.set(base, count);
    this.#taken.add(name());
    return name();
  }
}

/** Everything that writing one function of emitted code needs. Lambdas get a scope of their own inside it. */
export class EmitScope {
  readonly library: Library;
  /** Named values whose marks in strings become reads. */
  readonly secrets: ReadonlySet<string>;
  readonly output: Output;
  readonly usage: Usage;
  readonly parent: EmitScope | undefined;
  readonly jumps: Jump[] = [];
  /** Temporaries to declare at the top of this function. */
  readonly temporaries: { readonly name: string; readonly type: string }[] = [];
  /** Lines that come before the body: places for parameters that are handed on by reference. */
  readonly prologue: Code[] = [];
  /** The JavaScript name of what a `catch` caught, for `throw;`. */
  caught: string | undefined;
  readonly machines = new Map<Label, Machine>();
  readonly sections = new Map<Section, Machine>();
  readonly #names: Names;
  readonly #locals: Map<Local, Js>;
  readonly #functions: Map<LocalFunction, string>;
  readonly #typeParams: Map<object, string>;
  readonly #host: { used: boolean };

  constructor(library: Library, secrets: ReadonlySet<string>, output: Output, usage: Usage, parent?: EmitScope) {
    this.library = library;
    this.secrets = secrets;
    this.output = output;
    this.usage = usage;
    this.parent = parent;
    this.#names = parent === undefined ? new Names() : parent.#names;
    this.#locals = parent === undefined ? new Map() : parent.#locals;
    this.#functions = parent === undefined ? new Map() : parent.#functions;
    this.#typeParams = parent === undefined ? new Map() : parent.#typeParams;
    this.#host = parent === undefined ? { used: false } : parent.#host;
  }

  /** A scope for a function inside this one. */
  inside(): EmitScope {
    return new EmitScope(this.library, this.secrets, this.output, this.usage, this);
  }

  get usesHost(): boolean {
    return this.#host.used;
  }

  /** The name under which the function holds the host. */
  host(): string {
    this.#host.used = true;
    return 'host';
  }

  /** Whether what is written here may run many times: in a loop, or in a function inside the expression. */
  get repeats(): boolean {
    return this.parent !== undefined || this.jumps.some(({ kind }) => kind !== 'switch');
  }

  /** What reading a local is written as. */
  read(local: Local): Js | undefined {
    return this.#locals.get(local);
  }

  /** Lets a local stand for an expression that may be written more than once. */
  alias(local: Local, js: Js): void {
    this.#locals.set(local, js);
  }

  /** Temporaries that hold what was just found not to be null. */
  readonly proven = new Set<Local>();

  /** Variables that a switch around goes over: TypeScript believes that each has the value of the case it is read in. */
  readonly switched: Local[] = [];

  isProven(node: Bound): boolean {
    return node.kind === 'local' && (this.proven.has(node.local) || (this.parent?.isProven(node) ?? false));
  }

  /** Gives a local its name. Authors' names get a `$` and lose everything but ASCII letters and digits, so that they mean nothing else. */
  name(local: Local): string {
    const name = this.#names.take(`$${plain(local.name)}`);
    this.#locals.set(local, { code: [{ text: this.isShared(local) ? `${name}.value` : name }], level: level.primary });
    return name;
  }

  isShared(local: Local): boolean {
    return this.usage.shared.has(local) || local.kind === 'ref-parameter' || local.kind === 'out-parameter';
  }

  /** A temporary of this function; the name is free to be written at once. */
  temporary(type: Type, mayBeNull = false): string {
    const text = this.type(type);
    return this.temporaryOf(mayBeNull && !text.endsWith(' | null') ? `${text} | null` : text);
  }

  /** A temporary of a TypeScript type. */
  temporaryOf(type: string): string {
    const name = this.#names.take('t');
    this.temporaries.push({ name, type });
    return name;
  }

  /** A name from a closed set: `loop`, `error`, `section`. */
  fresh(base: string): string {
    return this.#names.take(base);
  }

  nameFunction(target: LocalFunction): string {
    const known = this.#functions.get(target);
    if (known !== undefined) return known;
    const name = this.#names.take(`$${plain(target.name)}`);
    this.#functions.set(target, name);
    return name;
  }

  nameTypeParameter(parameter: TypeParameter): string {
    const known = this.#typeParams.get(parameter.key);
    if (known !== undefined) return known;
    const name = this.#names.take(`$${plain(parameter.name)}Type`);
    this.#typeParams.set(parameter.key, name);
    return name;
  }

  /** How a `goto` to a label is written; labels are found in enclosing blocks of the same function. */
  machine(label: Label): Machine | undefined {
    return this.machines.get(label);
  }

  /** What the innermost `catch` around holds. */
  caughtName(): string | undefined {
    return this.caught;
  }

  type(type: Type): string {
    return tsType(this.output, type);
  }
}

const plain = (name: string): string => name.replace(/[^A-Za-z0-9]/g, '').slice(0, 40);
