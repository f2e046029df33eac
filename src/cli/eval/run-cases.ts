import { join, resolve } from 'node:path';
import { UsageError } from '../exit.ts';
import type { Io } from '../io.ts';
import { createLibrary } from '../library.ts';
import { readText } from '../project/read-source.ts';
import { compileExpressions } from './compile-expressions.ts';
import { type FixtureFile, readFixture } from './fixture-file.ts';
import { evaluate } from './outcome.ts';

interface Case {
  readonly id: string;
  readonly expr: string;
  /** The name of a file in the folder of fixtures, without `.json`. */
  readonly context?: string;
}

/** How many expressions are compiled into one module. */
const batch = 500;

/** Evaluates a file of cases, one JSON object a line, and writes one JSON line for each. */
export async function runCases(file: string, fixtures: string | undefined, io: Io): Promise<void> {
  const cases = readCases(resolve(io.cwd, file), file);
  const library = createLibrary();
  const fixture = fixtureReader(fixtures === undefined ? undefined : resolve(io.cwd, fixtures));
  const now = Date.now();
  for (let start = 0; start < cases.length; start += batch) {
    const part = cases.slice(start, start + batch);
    const compiled = await compileExpressions(
      part.map(({ expr }) => expr),
      library,
    );
    compiled.forEach((evaluable, i) => {
      const one = part[i];
      if (one === undefined) return;
      const outcome = evaluate(evaluable, () => fixture(one.context).context(now));
      io.out(`${JSON.stringify({ id: one.id, ...outcome })}\n`);
    });
  }
}

function readCases(path: string, shown: string): readonly Case[] {
  const lines = readText(path, shown).split('\n');
  return lines.flatMap((line, index): Case[] => {
    if (line.trim() === '') return [];
    try {
      const value = JSON.parse(line) as Partial<Case>;
      if (typeof value.id === 'string' && typeof value.expr === 'string') return [value as Case];
    } catch {
      // Said below, with the line.
    }
    throw new UsageError(
      `${shown}:${index + 1}: this line is no case`,
      'a case is {"id": …, "expr": "@(…)", "context": "name of a fixture"}',
    );
  });
}

function fixtureReader(folder: string | undefined): (name: string | undefined) => FixtureFile {
  const empty = readFixture(undefined);
  const known = new Map<string, FixtureFile>();
  return (name) => {
    if (name === undefined || folder === undefined) return empty;
    const found = known.get(name) ?? readFixture({ path: join(folder, `${name}.json`), shown: `${name}.json` });
    known.set(name, found);
    return found;
  };
}
