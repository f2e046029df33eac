import type { Span } from '../../../diagnostics/span.ts';
import type { Bound, Local, LocalKind } from './bound.ts';
import type { Section } from './bound-statement.ts';
import type { Library } from './library.ts';
import { Scope } from './scope.ts';
import { Sink } from './sink.ts';
import type { Type } from './type.ts';

/** Everything the binder's functions are handed: the library, where to report, and where in the text they stand. */
export interface Binding {
  readonly library: Library;
  readonly sink: Sink;
  readonly scope: Scope;
  readonly frame: Frame;
  readonly overflow: 'default' | 'checked' | 'unchecked';
  readonly contextType: Type;
  /** Whether a `{{named value}}` in code position may be any value, or is an error because its text should stand there by now. */
  readonly namedValues: 'unknown' | 'resolved';
  /** What `?.` was applied to, for the members behind it. */
  readonly conditional?: Local | undefined;
  readonly effort: Effort;
}

/** The function whose statements are bound: the whole expression, a lambda or a local function. */
export interface Frame {
  readonly kind: 'expression' | 'lambda' | 'local-function';
  /** The type that `return` must give; `infer` collects what the returns have. */
  readonly returns: Type | 'infer';
  /** What was returned, in order; the whole expression converts them once all are known. */
  readonly returned: { value: Bound | undefined }[];
  readonly loops: 'none' | 'loop' | 'switch' | 'loop-and-switch';
  /** Sections of the switch statement around, for `goto case`. */
  readonly switch?: { readonly jump: (span: Span, to: Bound | 'default') => Section | undefined } | undefined;
  /** The items that `yield return` gives, in a function that makes a sequence. */
  readonly yields?: Type | undefined;
  readonly inCatch: boolean;
  readonly inFinally: boolean;
}

/** Stops readings of a text that grow without end: lambdas inside overloads inside lambdas are each tried several times. */
export class Effort {
  #left: number;

  constructor(tries = 1_000) {
    this.#left = tries;
  }

  /** False when the text is too entangled. */
  spend(): boolean {
    this.#left--;
    return this.#left >= 0;
  }
}

/** The same place in a new block. */
export const inner = (binding: Binding): Binding => ({ ...binding, scope: new Scope(binding.scope) });

/** The same place with findings kept back. */
export function speculative(binding: Binding): Binding & { readonly sink: Sink } {
  return { ...binding, sink: Sink.silent() };
}

export const newLocal = (name: string, type: Type, span: Span, kind: LocalKind): Local => ({ name, type, span, kind });

/** A place for a value that is needed twice. */
export const temporary = (type: Type, span: Span): Local => newLocal('value', type, span, 'temporary');

export function readLocal(local: Local, span: Span): Bound {
  if (local.stands !== undefined) return { ...local.stands, span };
  const constant = local.constant === undefined ? {} : { constant: local.constant };
  return { kind: 'local', span, type: local.type, local, ...constant };
}
