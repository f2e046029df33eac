import { compileTimes } from './compile-time.ts';
import { expressionTable } from './expression-table.ts';
import { libraryTable } from './library-table.ts';

/** Prints the tables of the bench, or the one that was asked for. */
export async function main(words: readonly string[]): Promise<void> {
  const option = (name: string): string | undefined => words[words.indexOf(`--${name}`) + 1] ?? undefined;
  const rounds = words.includes('--rounds') ? Number(option('rounds')) : 31;
  const only = words.includes('--only') ? option('only') : undefined;
  // First, while the process is new: a compiler that has just started is what a user waits for.
  if (only === undefined || only === 'compile') compileTimes();
  if (only === undefined || only === 'expressions') await expressionTable(rounds);
  if (only === undefined || only === 'library') await libraryTable(rounds);
}
