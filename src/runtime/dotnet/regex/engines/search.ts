import type { Budget } from '../../../budget.ts';
import { anyNode } from '../analysis.ts';
import { type Captures, Matcher } from '../machine/matcher.ts';
import { compileProgram, type Program } from '../machine/program.ts';
import type { Pattern } from '../pattern.ts';
import { AutomatonEngine } from './automaton.ts';
import { type Cost, costOf, worstCase } from './cost.ts';
import type { Found } from './found.ts';
import type { Input } from './input.ts';
import { NativeEngine } from './native.ts';
import { meansTheSameInJavaScript, meansTheSameInRe2 } from './shared-semantics.ts';
import { type Dialect, writeSource } from './source.ts';

/** What JavaScript's engine may work on one search in the worst case, in its own steps: some ten milliseconds. */
const nativeLimit = 4_000_000;
/** Its steps are that much faster than those of the matcher, which the budget counts. */
const nativeSpeed = 128;

/**
 * Chooses who searches. JavaScript's own engine when its work is proven to be small for an input of this length; else the automaton,
 * if it can do the pattern; else the matcher, which stops when the budget is spent. All give the same matches.
 *
 * Engines are made when they are first needed and kept with the regular expression.
 */
export class Search {
  readonly pattern: Pattern;
  readonly #nativeCost: Cost | undefined;
  readonly #isRegular: boolean;
  readonly #native = new Map<boolean, NativeEngine | undefined>();
  readonly #automata = new Map<boolean, AutomatonEngine | undefined>();
  #program: Program | undefined;

  constructor(pattern: Pattern) {
    this.pattern = pattern;
    this.#nativeCost = meansTheSameInJavaScript(pattern) ? costOf(pattern.body) : undefined;
    this.#isRegular = meansTheSameInRe2(pattern);
  }

  /** The first match at `from` or further on; `origin` is where `\G` is. */
  find(budget: Budget, input: Input, from: number, origin: number): Found | undefined {
    const native = this.#findNatively(budget, input, from);
    if (native !== 'gave-up') return native;
    const automaton = this.#automatonFor(input);
    if (automaton !== undefined) {
      const found = automaton.find(input.text, from);
      budget.step(1 + Math.ceil(((found?.end ?? input.text.length) - from) / 2));
      return found;
    }
    const captures = new Matcher(this.#compiled(), input.text, origin, budget).find(from);
    return captures && { start: captures[0]?.[0] ?? 0, end: captures[0]?.[1] ?? 0, spans: captures.flatMap(lastSpan) };
  }

  /** All captures of the groups of a match that was found. */
  captures(budget: Budget, input: Input, found: Found, origin: number): Captures {
    const start = this.pattern.rightToLeft ? found.end : found.start;
    return new Matcher(this.#compiled(), input.text, origin, budget).at(start) ?? [];
  }

  #findNatively(budget: Budget, input: Input, from: number): Found | undefined | 'gave-up' {
    const { body, groups } = this.pattern;
    const { text, isAscii } = input;
    if (this.#nativeCost === undefined) return 'gave-up';
    const cost = this.#nativeCost;
    const work = (end: number): number => worstCase(body, cost, end - from + 1, text.length + 1);
    if (work(text.length) > nativeLimit) return 'gave-up';
    const engine = made(this.#native, isAscii, () => NativeEngine.make(this.#source('javascript', isAscii), groups.length));
    const found = engine?.find(text, from) ?? (engine === undefined ? 'gave-up' : undefined);
    budget.step(1 + Math.ceil(work(found === undefined || found === 'gave-up' ? text.length : found.end) / nativeSpeed));
    return found;
  }

  #automatonFor(input: Input): AutomatonEngine | undefined {
    if (!this.#isRegular || input.hasSurrogates) return undefined;
    const { body, groups } = this.pattern;
    // The automaton knows words of ASCII only, and no end before a last line break.
    const differs = anyNode(
      body,
      (node) =>
        node.kind === 'anchor' &&
        ((!input.isAscii && (node.at === 'boundary' || node.at === 'nonBoundary')) || (node.at === 'endZ' && input.text.endsWith('\n'))),
    );
    if (differs) return undefined;
    return made(this.#automata, input.isAscii, () => AutomatonEngine.make(this.#source('re2', input.isAscii), groups.length));
  }

  #source(engine: Dialect['engine'], ascii: boolean) {
    return writeSource(this.pattern.body, { engine, ascii });
  }

  #compiled(): Program {
    this.#program ??= compileProgram(this.pattern);
    return this.#program;
  }
}

/** The last capture of a list of starts and ends. */
const lastSpan = (list: readonly number[]): readonly number[] => (list.length === 0 ? [-1, -1] : list.slice(-2));

function made<T>(kept: Map<boolean, T | undefined>, key: boolean, make: () => T | undefined): T | undefined {
  if (!kept.has(key)) kept.set(key, make());
  return kept.get(key);
}
