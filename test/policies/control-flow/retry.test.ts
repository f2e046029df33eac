import { describe, expect, it } from 'vitest';
import { waitOf } from '../../../src/policies/control-flow/retry.ts';
import type { Given } from '../../support/exchange.ts';
import { findingsIn } from '../findings.ts';
import { ran } from '../running.ts';

const attempts = '<set-variable name="n" value="@(context.Variables.GetValueOrDefault&lt;int&gt;(&quot;n&quot;, 0) + 1)" />';
const until = (count: number): string => `@((int)context.Variables["n"] &lt; ${count})`;

/** Runs a retry around a counter and gives how often it ran, and the waits in milliseconds. */
async function retried(attributes: string, inside = attempts, given: Given = {}) {
  const waits: number[] = [];
  const { x, outcome } = await ran(
    { inbound: `<retry ${attributes}>${inside}</retry>` },
    { ...given, services: { sleep: async (ms) => void waits.push(ms) } },
  );
  return { runs: x.context.variables.get('n'), waits, outcome: outcome.kind, x };
}

describe('retry', () => {
  it.each([
    ['once when the condition is false at once', `condition="false" count="5" interval="1"`, 1, []],
    ['as long as the condition is true', `condition='${until(3)}' count="5" interval="2"`, 3, [2000, 2000]],
    ['at most count times again', `condition="true" count="2" interval="1"`, 3, [1000, 1000]],
    ['without waiting for an interval of 0', `condition="true" count="2" interval="0"`, 3, []],
    ['the first time at once, where that is asked for', `condition="true" count="3" interval="4" first-fast-retry="true"`, 4, [4000, 4000]],
    ['with waits that grow by delta', `condition="true" count="3" interval="2" delta="3"`, 4, [2000, 5000, 8000]],
    [
      'with waits that double up to max-interval',
      `condition="true" count="4" interval="1" delta="1" max-interval="6"`,
      5,
      [2000, 3000, 5000, 6000],
    ],
    ['with a computed count', `condition="true" count="@(1 + 1)" interval="0"`, 3, []],
    ['not at all for a computed count of 0', `condition="true" count="@(1 - 1)" interval="0"`, 1, []],
    ['50 times at most', `condition="true" count="@(25 * 4)" interval="0"`, 51, []],
  ])('runs %s', async (_how, attributes, runs, waits) => {
    expect(await retried(attributes)).toMatchObject({ runs, waits, outcome: 'completed' });
  });

  it('passes an error on without a repetition', async () => {
    const failing = `${attempts}<set-method>@(((string)null).Trim())</set-method>`;
    const { runs, outcome, x } = await retried('condition="true" count="3" interval="0"', failing);
    expect([runs, outcome, x.context.lastError?.source, x.context.lastError?.path]).toEqual([
      1,
      'failed',
      'set-method',
      'retry/set-method',
    ]);
  });

  it('ends with what ends the exchange', async () => {
    const { runs, outcome } = await retried('condition="true" count="3" interval="0"', `${attempts}<return-response />`);
    expect([runs, outcome]).toEqual([1, 'returned']);
  });

  it('names its own place when the condition fails', async () => {
    const { x, outcome } = await retried('condition="@(((string)null).Length == 0)" count="3" interval="0"');
    expect([outcome, x.context.lastError?.source, x.context.lastError?.reason]).toEqual([
      'failed',
      'retry',
      'ExpressionValueEvaluationFailure',
    ]);
  });

  it.each([
    [{ interval: 1, delta: 2, maxInterval: 100 }, 1, 0, 1 + 1.6],
    [{ interval: 1, delta: 2, maxInterval: 100 }, 3, 0.5, 1 + 8],
    [{ interval: 10, delta: undefined, maxInterval: 5 }, 2, 0.5, 10],
  ])('%j waits before repetition %d', (args, n, chance, seconds) => expect(waitOf(args, n, chance)).toBeCloseTo(seconds));

  it.each([
    ['<retry condition="true" count="51" interval="1" />', ['error value/type 51']],
    ['<retry condition="true" count="x" interval="1" />', ['error value/type x']],
    ['<retry count="1" interval="1" />', ['error attribute/missing retry']],
    ['<retry condition="true" count="1" interval="1" max-interval="5" />', ['info retry/max-interval-alone max-interval']],
    [
      '<retry condition="true" count="1" interval="1"><choose><when condition="true"><wait /></when></choose></retry>',
      ['error retry/wait wait'],
    ],
  ])('%s', (xml, found) => expect(findingsIn(xml)).toEqual(found));
});
