import { OBJECT } from '../dotnet/types.ts';
import { DictionaryView, viewTypes } from './dictionary-view.ts';

/** A value that knows how to copy itself deeply, such as a JObject, so that one scope's change is not another's. */
export interface Copyable {
  deepCopy(): unknown;
}

const isCopyable = (value: unknown): value is Copyable =>
  typeof value === 'object' && value !== null && 'deepCopy' in value && typeof value.deepCopy === 'function';

const objectTypes = viewTypes(OBJECT);

/**
 * `context.Variables`. A subgraph call reads the variables of the global scope through an overlay: what it writes dies with the
 * call, and a mutable value is copied on its first read across the scopes.
 */
export class Variables {
  readonly #own = new Map<string, unknown>();
  readonly #outer: Variables | undefined;
  /** Values of the outer scope that were read here. Most calls read none. */
  #copies: Map<string, unknown> | undefined;
  #view: DictionaryView<unknown> | undefined;

  constructor(outer?: Variables) {
    this.#outer = outer;
  }

  /** The variables as expressions see them. */
  get view(): DictionaryView<unknown> {
    this.#view ??= new DictionaryView(this, objectTypes);
    return this.#view;
  }

  get size(): number {
    return this.names().length;
  }

  has(name: string): boolean {
    return this.#own.has(name) || (this.#outer?.has(name) ?? false);
  }

  /** Undefined when there is none; a variable whose value is null gives null. */
  get(name: string): unknown {
    const own = this.#own.get(name);
    if (own !== undefined) return own;
    const copied = this.#copies?.get(name);
    if (copied !== undefined) return copied;
    const found = this.#outer?.get(name);
    if (!isCopyable(found)) return found;
    const copy = found.deepCopy();
    this.#copies ??= new Map();
    this.#copies.set(name, copy);
    return copy;
  }

  set(name: string, value: unknown): void {
    this.#own.set(name, value ?? null);
  }

  /** What was written in this scope itself. */
  get written(): ReadonlyMap<string, unknown> {
    return this.#own;
  }

  *entries(): IterableIterator<readonly [name: string, value: unknown]> {
    for (const name of this.names()) yield [name, this.get(name)];
  }

  /** All names, the outer scope's first. */
  names(): string[] {
    return [...new Set([...(this.#outer?.names() ?? []), ...this.#own.keys()])];
  }
}
