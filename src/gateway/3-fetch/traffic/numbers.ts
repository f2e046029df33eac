/** Tells objects apart by numbers. */
export class Numbers<T extends object> {
  readonly #known = new WeakMap<T, number>();
  #last = 0;

  of(thing: T): number {
    const known = this.#known.get(thing);
    if (known !== undefined) return known;
    this.#known.set(thing, ++this.#last);
    return this.#last;
  }
}
