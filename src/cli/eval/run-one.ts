import { resolve } from 'node:path';
import { type Exit, exit } from '../exit.ts';
import type { Io } from '../io.ts';
import { createLibrary } from '../library.ts';
import { paint } from '../paint.ts';
import { findingsText } from '../reports/pretty.ts';
import { compileExpressions } from './compile-expressions.ts';
import { readFixture } from './fixture-file.ts';
import { evaluate } from './outcome.ts';

/** Evaluates one expression and prints its value and C# type, or what is wrong with it. A text without `@( )` is taken as what stands inside. */
export async function runOne(text: string, contextFile: string | undefined, io: Io): Promise<Exit> {
  const ink = paint(io.color.err);
  const whole = /^\s*@[({]/.test(text) ? text : `@(${text})`;
  const fixture = readFixture(contextFile === undefined ? undefined : { path: resolve(io.cwd, contextFile), shown: contextFile });
  const [evaluable] = await compileExpressions([whole], createLibrary());
  if (evaluable === undefined) return exit.internal;
  if (evaluable.findings.length > 0) io.err(findingsText(evaluable.findings, { color: io.color.err }));
  if (evaluable.kind === 'refused') return exit.findings;
  const outcome = evaluate(evaluable, () => fixture.context(Date.now(), (message) => io.err(`trace: ${message}\n`)));
  if ('throws' in outcome) {
    io.err(`${ink.red(outcome.throws)}: ${outcome.message}\n`);
    return exit.findings;
  }
  if ('unsupported' in outcome || 'compileError' in outcome) {
    io.err(`${'unsupported' in outcome ? outcome.unsupported : outcome.message}\n`);
    return exit.findings;
  }
  io.out(`${outcome.string ?? JSON.stringify(outcome.json)}\n`);
  io.err(`${ink.dim(outcome.type ?? 'null')}\n`);
  return exit.clean;
}
