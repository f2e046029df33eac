import { describe, expect, it } from 'vitest';
import { compileExpressions } from '../../src/cli/eval/compile-expressions.ts';
import { readFixture } from '../../src/cli/eval/fixture-file.ts';
import { evaluate } from '../../src/cli/eval/outcome.ts';
import { createLibrary } from '../../src/cli/library.ts';
import { checkTypeScript, moduleOf } from '../support/strict-typescript.ts';
import { ProgramMaker } from './generate/programs.ts';

/** How many programs are made; more on demand. */
const count = Math.min(Number(process.env['FUZZ_RUNS'] ?? 150), 20_000);
const seed = Number(process.env['FUZZ_SEED'] ?? 1);

describe('well-typed programs', () => {
  const maker = new ProgramMaker(createLibrary());
  const seeds = Array.from({ length: count }, (_, i) => seed + i);
  const programs = seeds.flatMap((each) => [maker.program(each), ...[maker.call(each)].filter((call) => call !== undefined)]);

  it('compile without a finding and run to a value or a .NET exception', { timeout: Math.max(120_000, count * 40) }, async () => {
    const wrong: string[] = [];
    const fixture = readFixture(undefined);
    for (let start = 0; start < programs.length; start += 500) {
      const part = programs.slice(start, start + 500);
      for (const [i, evaluable] of (await compileExpressions(part, createLibrary())).entries()) {
        const text = part[i] ?? '';
        if (evaluable.findings.length > 0)
          wrong.push(`${text}\n  ${evaluable.findings.map(({ code, message }) => `${code}: ${message}`).join('\n  ')}`);
        const outcome = evaluable.kind === 'refused' ? undefined : evaluate(evaluable, () => fixture.context(0));
        if (outcome !== undefined && 'unsupported' in outcome && !outcome.unsupported.startsWith('BudgetExceeded'))
          wrong.push(`${text}\n  ${outcome.unsupported}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('become TypeScript that strict checks pass', { timeout: Math.max(120_000, count * 40) }, () => {
    expect(checkTypeScript(moduleOf(programs, '../../../src/'))).toEqual([]);
  });
});
