/**
 * What an argument takes from an entity: the part of the field selection maps of Composite Schemas (GraphQL Composite Schemas
 * specification, appendix A) that has one meaning for a key: a path, or an object of such.
 *
 *     id      owner.login      { owner: owner.login name }
 */
export type Selected =
  | { readonly kind: 'path'; readonly path: readonly string[] }
  | { readonly kind: 'object'; readonly fields: readonly (readonly [name: string, selected: Selected])[] };

export const path = (...steps: readonly string[]): Selected => ({ kind: 'path', path: steps });

/** Reads the text of `@is(field:)`; undefined when it is none. */
export function parseSelected(text: string): Selected | undefined {
  const tokens = text.match(/[_A-Za-z][_0-9A-Za-z]*|[{}.:]|[^\s,]/g) ?? [];
  const reader = new Reader(tokens);
  const selected = reader.selected();
  return reader.atEnd ? selected : undefined;
}

class Reader {
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  get atEnd(): boolean {
    return this.#at === this.#tokens.length;
  }

  selected(): Selected | undefined {
    return this.#skip('{') ? this.#object() : this.#path();
  }

  #path(): Selected | undefined {
    const steps: string[] = [];
    do {
      const name = this.#name();
      if (name === undefined) return undefined;
      steps.push(name);
    } while (this.#skip('.'));
    return { kind: 'path', path: steps };
  }

  #object(): Selected | undefined {
    const fields: (readonly [string, Selected])[] = [];
    while (!this.#skip('}')) {
      const name = this.#name();
      if (name === undefined) return undefined;
      const value = this.#skip(':') ? this.selected() : path(name);
      if (value === undefined) return undefined;
      fields.push([name, value]);
    }
    return fields.length === 0 ? undefined : { kind: 'object', fields };
  }

  #name(): string | undefined {
    const token = this.#tokens[this.#at];
    if (token === undefined || !/^[_A-Za-z]/.test(token)) return undefined;
    this.#at++;
    return token;
  }

  #skip(token: string): boolean {
    if (this.#tokens[this.#at] !== token) return false;
    this.#at++;
    return true;
  }
}

/** The paths that it is made of, as `owner.login`. */
export function leaves(selected: Selected): readonly string[] {
  return selected.kind === 'path' ? [selected.path.join('.')] : selected.fields.flatMap(([, each]) => leaves(each));
}

/** The value for a representation; undefined when the representation lacks a part of it. */
export function select(selected: Selected, representation: Readonly<Record<string, unknown>>): unknown {
  if (selected.kind === 'path') return valueAt(representation, selected.path);
  const object: Record<string, unknown> = {};
  for (const [name, each] of selected.fields) {
    const value = select(each, representation);
    if (value === undefined) return undefined;
    object[name] = value;
  }
  return object;
}

/** A member of members; undefined when it is not there, or null. */
export function valueAt(from: unknown, steps: readonly string[]): unknown {
  let value = from;
  for (const step of steps) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string, unknown>)[step];
  }
  return value ?? undefined;
}
