/** The highest UTF-16 unit. Regular expressions of .NET work on units, not on code points. */
export const lastUnit = 0xffff;

/** A set of UTF-16 units: pairs of first and last unit, ascending, with gaps between them. */
export class CharSet {
  readonly ranges: readonly number[];

  private constructor(ranges: readonly number[]) {
    this.ranges = ranges;
  }

  static readonly none = new CharSet([]);
  static readonly all = new CharSet([0, lastUnit]);

  static of(first: number, last: number = first): CharSet {
    return new CharSet([first, last]);
  }

  /** From pairs in any order that may overlap. */
  static from(pairs: readonly number[]): CharSet {
    if (pairs.length <= 2) return new CharSet(pairs);
    const order = Array.from({ length: pairs.length / 2 }, (_, i) => i * 2).sort((a, b) => (pairs[a] ?? 0) - (pairs[b] ?? 0));
    const merged: number[] = [];
    for (const i of order) {
      const first = pairs[i] ?? 0;
      const last = pairs[i + 1] ?? 0;
      const end = merged.at(-1);
      if (end !== undefined && first <= end + 1) merged[merged.length - 1] = Math.max(end, last);
      else merged.push(first, last);
    }
    return new CharSet(merged);
  }

  static union(sets: readonly CharSet[]): CharSet {
    return sets.reduce((all, set) => all.plus(set), CharSet.none);
  }

  plus(other: CharSet): CharSet {
    if (other.isEmpty || this === other) return this;
    if (this.isEmpty) return other;
    const [a, b] = [this.ranges, other.ranges];
    const merged: number[] = [];
    let end = -2;
    for (let i = 0, j = 0; i < a.length || j < b.length; ) {
      const left = i < a.length && (j >= b.length || (a[i] ?? 0) <= (b[j] ?? 0));
      const first = (left ? a[i] : b[j]) ?? 0;
      const last = (left ? a[i + 1] : b[j + 1]) ?? 0;
      if (left) i += 2;
      else j += 2;
      if (first > end + 1) merged.push(first, last);
      else if (last > end) merged[merged.length - 1] = last;
      end = Math.max(end, last);
    }
    return new CharSet(merged);
  }

  get isEmpty(): boolean {
    return this.ranges.length === 0;
  }

  /** The only unit of the set; undefined when there are none or several. */
  get single(): number | undefined {
    const [first, last] = this.ranges;
    return this.ranges.length === 2 && first === last ? first : undefined;
  }

  has(unit: number): boolean {
    const { ranges } = this;
    let low = 0;
    let high = ranges.length / 2 - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      if (unit < (ranges[middle * 2] ?? 0)) high = middle - 1;
      else if (unit > (ranges[middle * 2 + 1] ?? 0)) low = middle + 1;
      else return true;
    }
    return false;
  }

  complement(): CharSet {
    const found: number[] = [];
    let next = 0;
    for (let i = 0; i < this.ranges.length; i += 2) {
      const first = this.ranges[i] ?? 0;
      if (first > next) found.push(next, first - 1);
      next = (this.ranges[i + 1] ?? 0) + 1;
    }
    if (next <= lastUnit) found.push(next, lastUnit);
    return new CharSet(found);
  }

  intersect(other: CharSet): CharSet {
    const found: number[] = [];
    const [a, b] = [this.ranges, other.ranges];
    for (let i = 0, j = 0; i < a.length && j < b.length; ) {
      const first = Math.max(a[i] ?? 0, b[j] ?? 0);
      const last = Math.min(a[i + 1] ?? 0, b[j + 1] ?? 0);
      if (first <= last) found.push(first, last);
      if ((a[i + 1] ?? 0) < (b[j + 1] ?? 0)) i += 2;
      else j += 2;
    }
    return new CharSet(found);
  }

  minus(other: CharSet): CharSet {
    return this.intersect(other.complement());
  }

  overlaps(other: CharSet): boolean {
    const [a, b] = [this.ranges, other.ranges];
    for (let i = 0, j = 0; i < a.length && j < b.length; ) {
      if ((a[i + 1] ?? 0) < (b[j] ?? 0)) i += 2;
      else if ((b[j + 1] ?? 0) < (a[i] ?? 0)) j += 2;
      else return true;
    }
    return false;
  }
}
