import { RE2JS } from 're2js';
import { type Found, noSpans } from './found.ts';
import type { Source } from './source.ts';

/** The engine whose time grows with the length of the input and no faster. Undefined when it does not take the pattern. */
export class AutomatonEngine {
  readonly #expression: RE2JS;
  readonly #source: Source;
  readonly #groups: number;

  private constructor(expression: RE2JS, source: Source, groups: number) {
    this.#expression = expression;
    this.#source = source;
    this.#groups = groups;
  }

  static make(source: Source, groups: number): AutomatonEngine | undefined {
    try {
      return new AutomatonEngine(RE2JS.compile(source.text), source, groups);
    } catch {
      return undefined;
    }
  }

  /** How many states a position of the input can cost. */
  get size(): number {
    return this.#expression.programSize();
  }

  find(text: string, from: number): Found | undefined {
    const matcher = this.#expression.matcher(text);
    if (!matcher.find(from)) return undefined;
    const spans = noSpans(this.#groups);
    spans[0] = matcher.start();
    spans[1] = matcher.end();
    for (const [i, group] of this.#source.groups.entries()) {
      spans[group * 2] = matcher.start(i + 1);
      spans[group * 2 + 1] = matcher.end(i + 1);
    }
    return { start: spans[0], end: spans[1], spans };
  }
}
