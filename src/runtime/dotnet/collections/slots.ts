import type { Comparer } from './equality.ts';

interface Slot<E> {
  readonly key: unknown;
  entry: E;
}

/**
 * The hash table behind Dictionary and HashSet. Entries keep .NET's order: as they were added, but a free place is taken again
 * by the next entry. A JavaScript Map finds them; keys never become property names.
 */
export class Slots<E> {
  readonly comparer: Comparer;
  #slots: (Slot<E> | undefined)[] = [];
  /** Places by key; several only when different keys share one map key. */
  readonly #places = new Map<unknown, number | number[]>();
  #free: number[] = [];
  /** Counts changes that end an enumeration. Removing does not, as in .NET Core 3.0 and later. */
  version = 0;

  constructor(comparer: Comparer) {
    this.comparer = comparer;
  }

  get count(): number {
    return this.#slots.length - this.#free.length;
  }

  find(key: unknown): Slot<E> | undefined {
    const place = this.#place(key);
    return place === undefined ? undefined : this.#slots[place];
  }

  /** Adds an entry whose key is not there yet. */
  add(key: unknown, entry: E): void {
    const place = this.#free.pop() ?? this.#slots.length;
    this.#slots[place] = { key, entry };
    const mapKey = this.comparer.key(key);
    const others = this.#places.get(mapKey);
    this.#places.set(mapKey, others === undefined ? place : typeof others === 'number' ? [others, place] : [...others, place]);
    this.version++;
  }

  remove(key: unknown): Slot<E> | undefined {
    const place = this.#place(key);
    if (place === undefined) return undefined;
    const slot = this.#slots[place];
    this.#slots[place] = undefined;
    this.#free.push(place);
    const mapKey = this.comparer.key(key);
    const others = this.#places.get(mapKey);
    const rest = Array.isArray(others) ? others.filter((other) => other !== place) : [];
    if (rest.length === 0) this.#places.delete(mapKey);
    else this.#places.set(mapKey, rest);
    return slot;
  }

  clear(): void {
    this.#slots = [];
    this.#free = [];
    this.#places.clear();
  }

  *slots(): IterableIterator<Slot<E>> {
    const slots = this.#slots;
    for (let i = 0; i < slots.length; i++) {
      const slot = slots[i];
      if (slot !== undefined) yield slot;
    }
  }

  #place(key: unknown): number | undefined {
    const places = this.#places.get(this.comparer.key(key));
    if (places === undefined) return undefined;
    if (typeof places === 'number') return this.#fits(places, key) ? places : undefined;
    return places.find((place) => this.#fits(place, key));
  }

  #fits(place: number, key: unknown): boolean {
    const slot = this.#slots[place];
    return slot !== undefined && this.comparer.equals(slot.key, key);
  }
}
