import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { compileExpressions } from '../../src/cli/eval/compile-expressions.ts';
import type { Fixture } from '../../src/cli/eval/fixture.ts';
import { fixtureContext } from '../../src/cli/eval/fixture-context.ts';
import { evaluate } from '../../src/cli/eval/outcome.ts';
import { createLibrary } from '../../src/cli/library.ts';
import { type ConformanceCase, judge } from './judge.ts';
import floors from './floors.json' with { type: 'json' };

const folder = fileURLToPath(new URL('.', import.meta.url));
const cases = ['expressions', 'own-expressions'].flatMap((file) =>
  readFileSync(`${folder}${file}.jsonl`, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as ConformanceCase),
);
const areas = [...new Set(cases.map(({ area }) => area))].sort();

/** Every expression is compiled and run, and held against what real .NET made of it. Floors per area are kept in a file and only rise. */
describe('expressions give the answers of .NET', () => {
  const failures = new Map<string, string[]>();

  beforeAll(async () => {
    const fixtures = new Map<string, Fixture>();
    const fixture = (name: string): Fixture => {
      const known = fixtures.get(name) ?? (JSON.parse(readFileSync(`${folder}fixtures/${name}.json`, 'utf8')) as Fixture);
      fixtures.set(name, known);
      return known;
    };
    const compiled = await compileExpressions(
      cases.map(({ expr }) => expr),
      createLibrary(),
    );
    cases.forEach(({ id, area, expr, context, expected }, index) => {
      const evaluable = compiled[index];
      if (evaluable === undefined) throw new Error(`no result for ${id}`);
      const why = judge(expected, evaluate(evaluable, () => fixtureContext(fixture(context), Date.UTC(2024, 2, 15))) as never);
      if (why !== undefined) failures.set(area, [...(failures.get(area) ?? []), `${id} ${expr.slice(0, 120)}: ${why.slice(0, 200)}`]);
    });
  }, 120_000);

  it('has a floor for every area', () => {
    expect(Object.keys(floors).sort()).toEqual(areas);
  });

  it.each(areas)('%s', (area) => {
    const total = cases.filter((one) => one.area === area).length;
    const failed = failures.get(area) ?? [];
    const floor = (floors as Readonly<Record<string, number>>)[area] ?? total;
    expect(total - failed.length, failed.join('\n')).toBeGreaterThanOrEqual(floor);
  });
});
