import { createLibrary } from '../../../src/cli/library.ts';
import { parsePolicyText } from '../../../src/compiler/1-parse/csharp/parse.ts';
import { bindExpression } from '../../../src/compiler/2-check/types/bind.ts';
import { type Library, named } from '../../../src/compiler/2-check/types/library.ts';
import { emitFunction } from '../../../src/compiler/3-emit/csharp/emit.ts';
import { Findings } from '../../../src/diagnostics/diagnostic.ts';
import { Source } from '../../../src/diagnostics/source.ts';
import { conformanceExpressions, publishedExpressions } from './corpus.ts';
import { median, quantile } from './measure.ts';

function compile(text: string, library: Library): void {
  const context = library.definition('Fedpass.IContext');
  if (context === undefined) throw new Error('the library has no Fedpass.IContext');
  const findings = new Findings();
  const source = new Source('expression', text);
  const report = findings.reporter(source);
  const tree = parsePolicyText(source, report);
  if (tree === undefined) return;
  const bound = bindExpression(tree, { library, context: named(context, []), namedValues: 'unknown' }, report);
  if (bound.ok && !findings.failed) emitFunction(bound, 'f');
}

const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** What parsing, binding and writing each published expression costs, in a compiler that has just started and in one that is warm. */
export function compileTimes(passes = 8): void {
  const texts = publishedExpressions()?.map(({ expr }) => expr) ?? conformanceExpressions();
  const started = cpuMs();
  const library = createLibrary();
  const opened = cpuMs() - started;
  console.log(
    `\nCompiling ${texts.length} expressions: CPU ms each (with the engine's own threads); the library took ${opened.toFixed(0)} ms\n`,
  );
  console.log(`${'pass'.padEnd(8)}${'median'.padStart(8)}${'p99'.padStart(8)}${'worst'.padStart(8)}${'total'.padStart(8)}`);
  for (let pass = 0; pass < passes; pass++) {
    const spent = texts.map((text) => {
      const before = cpuMs();
      compile(text, library);
      return cpuMs() - before;
    });
    if (pass > 0 && pass < passes - 1) continue;
    const cells = [median(spent), quantile(spent, 0.99), quantile(spent, 1)].map((value) => value.toFixed(2).padStart(8));
    const total = spent.reduce((sum, value) => sum + value, 0);
    console.log(`${(pass === 0 ? 'first' : 'warm').padEnd(8)}${cells.join('')}${total.toFixed(0).padStart(8)}`);
  }
}
