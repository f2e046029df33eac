import { compileExpressions } from '../../../src/cli/eval/compile-expressions.ts';
import type { Fixture } from '../../../src/cli/eval/fixture.ts';
import { createLibrary } from '../../../src/cli/library.ts';
import type { Context } from '../../../src/runtime/context/context.ts';
import { toText } from '../../../src/runtime/dotnet/to-text.ts';
import { type Case, cases } from './cases.ts';
import { contexts, predictable, refill } from './contexts.ts';
import { mostUsed, publishedExpressions } from './corpus.ts';
import { compare, loopOver, median, quantile } from './measure.ts';
import { shapeOf } from './shape.ts';

type Run = (context: Context) => unknown;

interface Contest {
  readonly expression: string;
  readonly compiled: Run;
  readonly byHand: Run;
  readonly given: Fixture;
}

/** The expressions to time: the most used ones of the published, or our own, each with what was written by hand for its shape. */
function chosen(): { readonly expression: string; readonly one: Case }[] {
  const published = publishedExpressions();
  const texts = published === undefined ? cases.map(({ expression }) => expression) : mostUsed(published, 20);
  const byShape = new Map(cases.map((one) => [shapeOf(one.expression).key, one]));
  return texts.flatMap((expression) => {
    const one = byShape.get(shapeOf(expression).key);
    if (one === undefined) console.error(`nothing was written by hand for ${expression}`);
    return one === undefined ? [] : [{ expression, one }];
  });
}

async function contests(): Promise<Contest[]> {
  const picked = chosen();
  const all = await compileExpressions(
    picked.map(({ expression }) => expression),
    createLibrary(),
  );
  return picked.map(({ expression, one }, i) => {
    const evaluable = all[i];
    if (evaluable?.kind !== 'compiled') throw new Error(`${expression} does not compile`);
    const { strings, numbers } = shapeOf(expression);
    return { expression, compiled: evaluable.run, byHand: one.byHand(strings, numbers), given: one.given?.(strings) ?? {} };
  });
}

/** Both must give the same answer in every exchange before either is timed. */
function check({ expression, compiled, byHand, given }: Contest): void {
  const answers = (run: Run): string[] => predictable(given).map((context) => toText(run(context)));
  const [a, b] = [answers(compiled), answers(byHand)];
  if (JSON.stringify(a) !== JSON.stringify(b)) throw new Error(`${expression} gives ${a.join(' | ')}, by hand ${b.join(' | ')}`);
}

const empty = (input: unknown): unknown => input;

/** Times compiled expressions beside the same by hand and prints a line for each. */
export async function expressionTable(rounds: number): Promise<void> {
  const all = await contests();
  for (const contest of all) check(contest);
  console.log(`\nExpressions: CPU ns per call, compiled and by hand; answers are equal; median of ${rounds} rounds in turn\n`);
  const nothing = compare(loopOver(empty, [0]), loopOver(empty, [0]), rounds, () => undefined).ns[0] ?? 0;
  console.log(`Calling a function that does nothing takes ${nothing.toFixed(1)} ns, in both columns.\n`);
  console.log(`${'compiled'.padStart(9)}${'by hand'.padStart(9)}${'ratio'.padStart(7)}  expression`);
  const ratios = all.map(({ expression, compiled, byHand, given }) => {
    const inputs = contexts(given);
    const { ns, ratio } = compare(loopOver(compiled, inputs), loopOver(byHand, inputs), rounds, () => refill(inputs));
    const [ours = 0, theirs = 0] = ns;
    const shown = expression.replace(/\s+/g, ' ').slice(0, 90);
    console.log(`${ours.toFixed(1).padStart(9)}${theirs.toFixed(1).padStart(9)}${ratio.toFixed(2).padStart(7)}  ${shown}`);
    return ratio;
  });
  console.log(
    `\n${ratios.length} expressions: median ratio ${median(ratios).toFixed(2)} (goal 1.5), worst ${quantile(ratios, 1).toFixed(2)} (goal 3)`,
  );
}
