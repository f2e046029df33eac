import { type Found, noSpans } from './found.ts';
import type { Source } from './source.ts';

/** JavaScript's own engine. Undefined when it finds the pattern too large. */
export class NativeEngine {
  readonly #expression: RegExp;
  readonly #source: Source;
  readonly #groups: number;

  private constructor(expression: RegExp, source: Source, groups: number) {
    this.#expression = expression;
    this.#source = source;
    this.#groups = groups;
  }

  static make(source: Source, groups: number): NativeEngine | undefined {
    try {
      return new NativeEngine(new RegExp(source.text, source.groups.length === 0 ? 'g' : 'dg'), source, groups);
    } catch {
      return undefined;
    }
  }

  /** `gave-up` when the engine has no room for its own stack. */
  find(text: string, from: number): Found | undefined | 'gave-up' {
    let found: RegExpExecArray | null;
    try {
      this.#expression.lastIndex = from;
      found = this.#expression.exec(text);
    } catch {
      return 'gave-up';
    }
    if (found === null) return undefined;
    const spans = noSpans(this.#groups);
    spans[0] = found.index;
    spans[1] = found.index + found[0].length;
    for (const [i, group] of this.#source.groups.entries()) {
      const span = found.indices?.[i + 1];
      if (span === undefined) continue;
      [spans[group * 2], spans[group * 2 + 1]] = span;
    }
    return { start: spans[0], end: spans[1], spans };
  }
}
