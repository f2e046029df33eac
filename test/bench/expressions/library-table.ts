import { compileExpressions } from '../../../src/cli/eval/compile-expressions.ts';
import { createLibrary } from '../../../src/cli/library.ts';
import type { Context } from '../../../src/runtime/context/context.ts';
import { toText } from '../../../src/runtime/dotnet/to-text.ts';
import { contexts, refill } from './contexts.ts';
import { givenText, type LibraryCase, libraryCases } from './library-cases.ts';
import { compare, loopOver } from './measure.ts';

type Run = (context: Context) => unknown;

const plainRun =
  ({ plain }: LibraryCase): Run =>
  (context) =>
    plain(context.variables.get('text') as string);

function check(one: LibraryCase, compiled: Run): void {
  if (one.differs === true) return;
  for (const context of contexts(givenText(one.text))) {
    const [ours, plain] = [toText(compiled(context)), toText(plainRun(one)(context))];
    if (ours.replace(/\r\n/g, '\n') !== plain) throw new Error(`${one.expression} gives ${ours}, plain JavaScript ${plain}`);
  }
}

/** Times what the library does with .NET's answers beside what plain JavaScript does without them. */
export async function libraryTable(rounds: number): Promise<void> {
  const compiled = await compileExpressions(
    libraryCases.map(({ expression }) => expression),
    createLibrary(),
  );
  console.log(`\nLibrary: CPU microseconds per call, compiled C# and plain JavaScript; median of ${rounds} rounds in turn\n`);
  console.log(`${'C#'.padStart(9)}${'plain'.padStart(9)}${'ratio'.padStart(7)}  expression`);
  for (const [i, one] of libraryCases.entries()) {
    const evaluable = compiled[i];
    if (evaluable?.kind !== 'compiled')
      throw new Error(`${one.expression} does not compile: ${evaluable?.findings.map(({ message }) => message).join('; ')}`);
    check(one, evaluable.run);
    const inputs = contexts(givenText(one.text));
    const { ns, ratio } = compare(loopOver(evaluable.run, inputs), loopOver(plainRun(one), inputs), rounds, () => refill(inputs));
    const [ours = 0, plain = 0] = ns.map((value) => value / 1000);
    const shown = one.expression.replaceAll('((string)context.Variables["text"])', 'text').replace(/\s+/g, ' ').slice(0, 100);
    console.log(`${ours.toFixed(2).padStart(9)}${plain.toFixed(2).padStart(9)}${ratio.toFixed(1).padStart(7)}  ${shown}`);
  }
}
