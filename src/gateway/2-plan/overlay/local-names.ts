import { type GraphQLSchema, Kind, type SelectionNode, type SelectionSetNode } from 'graphql';
import type { Names } from './overlay.ts';
import { localValue } from './remote-values.ts';

type Fields = Record<string, unknown>;

/**
 * Makes data of the API into data of the graph, in place: names of types, wherever `__typename` was asked for, and values of enums become the graph's, and
 * what is of a type that the overlay leaves out is left out, too. An overlay of a part of a union would otherwise lose everything around the other part.
 */
export class LocalNames {
  /** The graph's names by the API's; what is not in it is not in the overlay. */
  readonly #local: ReadonlyMap<string, string>;
  /** Several fragments may ask for one field; its name is put back once. */
  readonly #done = new WeakMap<object, Set<string>>();

  readonly #enums: ReadonlyMap<SelectionNode, ReadonlyMap<string, string>>;

  constructor(local: ReadonlyMap<string, string>, enums: ReadonlyMap<SelectionNode, ReadonlyMap<string, string>>) {
    this.#local = local;
    this.#enums = enums;
  }

  /** False where the value is of a type that the overlay does not have. */
  restore(value: unknown, set: SelectionSetNode | undefined): boolean {
    if (set === undefined || typeof value !== 'object' || value === null) return true;
    if (!Array.isArray(value)) return this.#restoreIn(value as Fields, set);
    const kept = value.filter((item) => this.restore(item, set));
    if (kept.length < value.length) value.splice(0, value.length, ...kept);
    return true;
  }

  #restoreIn(object: Fields, { selections }: SelectionSetNode): boolean {
    let known = true;
    for (const each of selections) {
      if (each.kind === Kind.INLINE_FRAGMENT) known = this.#restoreIn(object, each.selectionSet) && known;
      if (each.kind !== Kind.FIELD) continue;
      const key = each.alias?.value ?? each.name.value;
      if (each.name.value === '__typename') known = this.#rename(object, key) && known;
      else if (!this.restore(object[key], each.selectionSet)) object[key] = null;
      const values = this.#enums.get(each);
      if (values !== undefined && this.#isFirst(object, key)) object[key] = localValue(object[key], values);
    }
    return known;
  }

  #isFirst(object: Fields, key: string): boolean {
    const done = this.#done.get(object) ?? new Set();
    if (done.has(key)) return false;
    this.#done.set(object, done.add(key));
    return true;
  }

  #rename(object: Fields, key: string): boolean {
    const name = object[key];
    if (typeof name !== 'string' || this.#done.get(object)?.has(key) === true) return true;
    const local = this.#local.get(name);
    if (local === undefined) return false;
    object[key] = local;
    return this.#isFirst(object, key);
  }
}

/** Every type of an overlay, by the API's name for it. */
export function localNames(schema: GraphQLSchema, { types }: Names): ReadonlyMap<string, string> {
  return new Map(Object.keys(schema.getTypeMap()).map((local) => [types.get(local) ?? local, local]));
}
