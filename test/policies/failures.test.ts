import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../src/policies/catalogue.ts';
import { failures } from '../../src/policies/failures.ts';
import { runHandler } from '../../src/runtime/pipeline.ts';
import { exchangeOf, failureCases } from './failure-cases.ts';
import { handlerOf } from './support/running.ts';

const keyOf = (policy: string, reason: string | null): string => `${policy}: ${reason ?? 'none'}`;
const rows = Object.entries(failures).flatMap(([policy, each]) => each.map((row) => ({ policy, ...row })));

describe('failures of policies', () => {
  it.each(failureCases.map((each) => [keyOf(each.policy, each.reason), each] as const))('%s', async (_what, each) => {
    const { x } = exchangeOf(each);
    const outcome = await runHandler(await handlerOf(each.xml, each.section ?? 'inbound'), x);
    expect(outcome.kind).toBe('failed');
    const { lastError, response } = x.context;
    expect({ source: lastError?.source, reason: lastError?.reason, status: response?.statusCode, section: lastError?.section }).toEqual({
      source: each.policy,
      reason: each.reason,
      status: each.status,
      section: each.section ?? 'inbound',
    });
  });

  it('are all in the table, and all of the table happen', () => {
    const happened = new Set(failureCases.map(({ policy, reason }) => keyOf(policy, reason)));
    expect([...happened].sort()).toEqual([...new Set(rows.map(({ policy, reason }) => keyOf(policy, reason)))].sort());
    for (const { policy, reason, status } of rows) {
      if (typeof status !== 'number') continue;
      expect(failureCases.filter((each) => keyOf(each.policy, each.reason) === keyOf(policy, reason)).map((each) => each.status)).toContain(
        status,
      );
    }
  });

  it('belong to policies that run', () => {
    for (const policy of Object.keys(failures)) expect(catalogue.get(policy)?.definition.form, policy).not.toBe('unsupported');
  });
});

const reference = join(dirname(fileURLToPath(import.meta.url)), '../../../shared/reference/errors.json');

interface ReferenceRow {
  readonly source: string;
  readonly reason: string;
  readonly httpStatus: number | string | null;
}

describe.skipIf(!existsSync(reference))('the reference of errors', () => {
  it('has no row of a policy that runs here and is not in the table', () => {
    const { policyErrors } = JSON.parse(readFileSync(reference, 'utf8')) as { policyErrors: readonly ReferenceRow[] };
    const missing = policyErrors
      .filter(({ source }) => catalogue.has(source) && catalogue.get(source)?.definition.form !== 'unsupported')
      .filter(({ source, reason, httpStatus }) => {
        const own = failures[source] ?? [];
        const wanted = reason === 'unknown' || reason.startsWith('as ') ? undefined : reason;
        return !own.some(
          (row) => (wanted === undefined || row.reason === wanted) && (typeof httpStatus !== 'number' || row.status === httpStatus),
        );
      });
    expect(missing).toEqual([]);
  });
});
