import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Line {
  readonly expr: string;
  readonly count: number;
}

/** Published expressions beside the project, where they are; without them the bench uses its own. */
export function publishedExpressions(): readonly Line[] | undefined {
  const file = join(process.cwd(), '..', 'shared', 'corpus', 'expressions.jsonl');
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Line);
}

/** The expressions that are used most, most used first. */
export const mostUsed = (lines: readonly Line[], count: number): string[] =>
  [...lines]
    .sort((a, b) => b.count - a.count)
    .slice(0, count)
    .map(({ expr }) => expr);

/** The project's own expressions, for compile times where there are no published ones. */
export function conformanceExpressions(): string[] {
  const lines = readFileSync(join(process.cwd(), 'test', 'conformance', 'expressions.jsonl'), 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => (JSON.parse(line) as { readonly expr: string }).expr);
}
