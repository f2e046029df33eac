/** A value that knows how to copy itself deeply, such as a JObject, so that one scope's change is not another's. */
export interface Copyable {
  deepCopy(): unknown;
}

const isCopyable = (value: unknown): value is Copyable =>
  typeof value === 'object' && value !== null && 'deepCopy' in value && typeof value.deepCopy === 'function';

/**
 * `context.Variables`. A subgraph call reads the variables of the global scope through an overlay: what it writes dies with the
 * call, and a mutable value is copied on its first read across the scopes.
 */
export class Variables {
  readonly #own = new Map<string, unknown>();
  readonly #outer: Variables | undefined;

  constructor(outer?: Variables) {
    this.#outer = outer;
  }

  has(name: string): boolean {
    return this.#own.has(name) || (this.#outer?.has(name) ?? false);
  }

  /** Undefined when there is none; a variable whose value is null gives null. */
  get(name: string): unknown {
    if (this.#own.has(name)) return this.#own.get(name);
    const found = this.#outer?.get(name);
    if (!isCopyable(found)) return found;
    const copy = found.deepCopy();
    this.#own.set(name, copy);
    return copy;
  }

  set(name: string, value: unknown): void {
    this.#own.set(name, value);
  }

  /** All names, the outer scope's first. */
  names(): string[] {
    return [...new Set([...(this.#outer?.names() ?? []), ...this.#own.keys()])];
  }
}
