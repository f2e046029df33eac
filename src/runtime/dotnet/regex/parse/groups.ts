import type { GroupName } from '../pattern.ts';

/** The groups of a pattern while they are found. Names get their numbers after all groups that have none, at the end. */
export class GroupNotes {
  readonly #numbers = new Map<number, number>();
  readonly #names = new Map<string, number>();
  #next = 1;

  constructor() {
    this.#numbers.set(0, 0);
  }

  /** A group without a name; `at` is where it opens. */
  counted(at: number): void {
    this.numbered(this.#next++, at);
  }

  numbered(number: number, at: number): void {
    if (!this.#numbers.has(number)) this.#numbers.set(number, at);
  }

  named(name: string, at: number): void {
    if (!this.#names.has(name)) this.#names.set(name, at);
  }

  /** The table of all groups. Nothing is noted after this. */
  table(): GroupTable {
    const numberOf = new Map<string, number>();
    for (const [name, at] of this.#names) {
      while (this.#numbers.has(this.#next)) this.#next++;
      numberOf.set(name, this.#next);
      this.#numbers.set(this.#next++, at);
    }
    const nameOf = new Map([...numberOf].map(([name, number]) => [number, name]));
    const numbers = [...this.#numbers.keys()].sort((a, b) => a - b);
    return new GroupTable(
      numbers.map((number) => ({ number, name: nameOf.get(number) ?? String(number) })),
      this.#numbers,
    );
  }
}

/** All groups of a pattern. A group's place in `list` is what nodes refer to. */
export class GroupTable {
  readonly list: readonly GroupName[];
  readonly #opening: ReadonlyMap<number, number>;

  constructor(list: readonly GroupName[], opening: ReadonlyMap<number, number>) {
    this.list = list;
    this.#opening = opening;
  }

  /** The largest number of a group. */
  get highest(): number {
    return this.list.at(-1)?.number ?? 0;
  }

  /** The place of a group by number; undefined when there is none. */
  byNumber(number: number): number | undefined {
    if (this.list[number]?.number === number) return number;
    const place = this.list.findIndex((group) => group.number === number);
    return place < 0 ? undefined : place;
  }

  byName(name: string): number | undefined {
    const place = this.list.findIndex((group) => group.name === name);
    return place < 0 ? undefined : place;
  }

  /** Whether a group opens before a place of the pattern. */
  opensBefore(number: number, at: number): boolean {
    const opening = this.#opening.get(number);
    return opening !== undefined && opening < at;
  }
}
