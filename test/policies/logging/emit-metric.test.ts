import { describe, expect, it } from 'vitest';
import type { Measurement } from '../../../src/runtime/ports/metrics.ts';
import { findingsIn } from '../findings.ts';
import { ran } from '../running.ts';

async function emitted(xml: string) {
  const measurements: Measurement[] = [];
  const { outcome } = await ran({ inbound: xml }, { services: { metrics: (one) => void measurements.push(one) } });
  return { measurements, outcome: outcome.kind };
}

describe('emit-metric', () => {
  it.each([
    [
      'a literal',
      '<emit-metric name="n" value="2.5"><dimension name="d" value="v" /></emit-metric>',
      { name: 'n', namespace: 'API Management', value: 2.5, dimensions: [['d', 'v']] },
    ],
    [
      'a count of one',
      '<emit-metric name="n" namespace="s"><dimension name="d" value="v" /></emit-metric>',
      { name: 'n', namespace: 's', value: 1, dimensions: [['d', 'v']] },
    ],
    [
      'a computed value',
      '<emit-metric name="n" value="@(context.Request.Method.Length * 1.5)"><dimension name="@(&quot;d&quot; + 1)" value="@(2)" /></emit-metric>',
      { value: 6, dimensions: [['d1', '2']] },
    ],
    [
      'default dimensions',
      '<emit-metric name="n"><dimension name="API ID" /><dimension name="client ip address" /><dimension name="Subscription ID" /></emit-metric>',
      {
        dimensions: [
          ['API ID', 'crm'],
          ['client ip address', '203.0.113.7'],
          ['Subscription ID', ''],
        ],
      },
    ],
  ])('%s', async (_what, xml, wanted) => {
    expect(await emitted(xml)).toMatchObject({ outcome: 'completed', measurements: [wanted] });
  });

  it('fails where an expression gives no number', async () => {
    expect(await emitted('<emit-metric name="n" value="@(context.Request.Method)"><dimension name="d" value="v" /></emit-metric>')).toEqual(
      { outcome: 'failed', measurements: [] },
    );
  });

  it.each([
    ['<emit-metric name="n"><dimension name="mine" /></emit-metric>', ['warning emit-metric/dimension-without-value dimension']],
    ['<emit-metric name="n" />', ['error element/missing emit-metric']],
    ['<emit-metric name="n" value="much"><dimension name="d" value="v" /></emit-metric>', ['error value/type much']],
    [
      `<emit-metric name="n">${'<dimension name="d" value="v" />'.repeat(11)}</emit-metric>`,
      ['error emit-metric/too-many-dimensions dimension'],
    ],
  ])('%s', (xml, found) => expect(findingsIn(xml)).toEqual(found));
});
