import type { Span } from '../../../diagnostics/span.ts';

/**
 * One stretch of decoded text. When the author's range is as long as the decoded one, units correspond one to one; when it is
 * longer, the stretch is one escape (`&lt;`, `&#x1F600;`, `\r\n`) that stands for one or two decoded units.
 */
export interface Stretch {
  readonly decoded: number;
  readonly start: number;
  readonly end: number;
}

/** Where each UTF-16 unit of a decoded text stands in the document. Both sides count from 0 and are ordered. */
export class OffsetMap {
  readonly #stretches: readonly Stretch[];
  readonly #length: number;
  readonly #origin: number;

  /** `origin` is where the text would begin if it is empty; `stretches` are in order and leave no gap on the decoded side. */
  constructor(origin: number, length: number, stretches: readonly Stretch[]) {
    this.#origin = origin;
    this.#length = length;
    this.#stretches = stretches;
  }

  /** The map of a text that stands in the document as it is. */
  static identity(start: number, length: number): OffsetMap {
    return new OffsetMap(start, length, length === 0 ? [] : [{ decoded: 0, start, end: start + length }]);
  }

  /** True when decoded text and document differ by a constant only. */
  get exact(): boolean {
    const first = this.#stretches[0];
    return first === undefined || (this.#stretches.length === 1 && first.end - first.start === this.#length);
  }

  /** The author's offset of the decoded unit at `offset`; for the text's length, where its last unit ends. Clamped. */
  at(offset: number): number {
    const last = this.#stretches.at(-1);
    if (last === undefined) return this.#origin;
    if (offset >= this.#length) return last.end;
    const index = this.#find(offset);
    const stretch = this.#stretches[index] ?? last;
    return this.#isEscape(index) ? stretch.start : stretch.start + Math.max(0, offset) - stretch.decoded;
  }

  /** The author's range of the decoded range `start` to `end`. An escape is covered whole. */
  span(start: number, end: number): Span {
    const from = this.at(start);
    return { start: from, end: end <= start ? from : Math.max(from, this.#endOf(end - 1)) };
  }

  /** The map of the decoded range `start` to `end` alone. */
  slice(start: number, end: number): OffsetMap {
    const parts: Stretch[] = [];
    for (let index = this.#find(start); index < this.#stretches.length; index++) {
      const stretch = this.#stretches[index];
      if (stretch === undefined || stretch.decoded >= end) break;
      if (this.#isEscape(index)) parts.push({ ...stretch, decoded: Math.max(0, stretch.decoded - start) });
      else {
        const from = Math.max(start, stretch.decoded);
        const to = Math.min(end, this.#decodedEnd(index));
        if (to <= from) continue;
        const at = stretch.start - stretch.decoded;
        parts.push({ decoded: from - start, start: at + from, end: at + to });
      }
    }
    return new OffsetMap(this.at(start), Math.max(0, end - start), parts);
  }

  #endOf(offset: number): number {
    if (offset >= this.#length) return this.at(offset);
    const index = this.#find(offset);
    return this.#isEscape(index) ? (this.#stretches[index]?.end ?? this.#origin) : this.at(offset) + 1;
  }

  #decodedEnd(index: number): number {
    return this.#stretches[index + 1]?.decoded ?? this.#length;
  }

  #isEscape(index: number): boolean {
    const stretch = this.#stretches[index];
    return stretch !== undefined && stretch.end - stretch.start > this.#decodedEnd(index) - stretch.decoded;
  }

  /** The index of the stretch that holds the decoded `offset`. */
  #find(offset: number): number {
    let low = 0;
    let high = this.#stretches.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#stretches[middle]?.decoded ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
