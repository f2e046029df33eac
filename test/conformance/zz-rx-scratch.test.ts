import { readFileSync } from 'node:fs';
import { it } from 'vitest';
import { compileExpressions } from '../../src/cli/eval/compile-expressions.ts';
import { fixtureContext } from '../../src/cli/eval/fixture-context.ts';
import { evaluate } from '../../src/cli/eval/outcome.ts';
import { createLibrary } from '../../src/cli/library.ts';
import { judge } from './judge.ts';
it('x', async () => {
  const file = process.env['RX_CASES'] ?? '/work/shared/conformance/expressions.jsonl';
  const areas = (process.env['RX_AREAS'] ?? 'regex,encoding-crypto,stringbuilder-char,uri').split(',');
  const cases = readFileSync(file, 'utf8').split('\n').filter((l) => l !== '').map((l) => JSON.parse(l)).filter((c) => process.env['RX_CASES'] || areas.includes(c.area));
  const compiled = await compileExpressions(cases.map((c) => c.expr), createLibrary());
  let bad = 0;
  cases.forEach((c, i) => {
    const fx = JSON.parse(readFileSync(`/work/shared/conformance/fixtures/${c.context ?? 'get-simple'}.json`, 'utf8'));
    const got = evaluate(compiled[i] as never, () => fixtureContext(fx, Date.UTC(2024, 2, 15)));
    if (c.expected === undefined) { console.log(c.expr, '=>', JSON.stringify(got)); return; }
    const why = judge(c.expected, got as never);
    if (why !== undefined) { bad++; console.log('FAIL', c.expr, why, JSON.stringify(got)); }
  });
  console.log('total', cases.length, 'bad', bad);
}, 300000);
