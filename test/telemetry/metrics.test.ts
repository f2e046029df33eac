import { describe, expect, it } from 'vitest';
import { customMetrics } from '../../src/telemetry/custom-metrics.ts';
import { gatewayMeter } from '../../src/telemetry/gateway-meter.ts';
import { MetricRegistry } from '../../src/telemetry/metric-registry.ts';
import { metricsPage } from '../../src/telemetry/metrics-page.ts';
import { prometheusText } from '../../src/telemetry/prometheus-text.ts';

const registryOf = (series = 10, families = 10): MetricRegistry => new MetricRegistry({ series, families });
const dropped = (count: number): readonly string[] => [
  '# HELP fedpass_metric_values_dropped_total Values that would have made a series or a metric too many.',
  '# TYPE fedpass_metric_values_dropped_total counter',
  `fedpass_metric_values_dropped_total ${count}`,
];
const linesOf = (registry: MetricRegistry): readonly string[] => prometheusText(registry).trimEnd().split('\n');

describe('the text format of Prometheus', () => {
  it('shows counters, summaries and histograms', () => {
    const registry = registryOf();
    registry.record({ name: 'a_total', kind: 'counter', help: 'A\nB \\' }, [['x', 'q"\\\n']], 1);
    registry.record({ name: 'a_total', kind: 'counter', help: '' }, [['x', 'q"\\\n']], 2);
    registry.record({ name: 's', kind: 'summary', help: 'S' }, [], -1.5);
    for (const seconds of [0.1, 0.5, 3])
      registry.record({ name: 'h', kind: 'histogram', help: 'H', bounds: [0.1, 1] }, [['x', 'y']], seconds);
    expect(linesOf(registry)).toEqual([
      '# HELP a_total A\\nB \\\\',
      '# TYPE a_total counter',
      'a_total{x="q\\"\\\\\\n"} 3',
      '# HELP s S',
      '# TYPE s summary',
      's_sum -1.5',
      's_count 1',
      '# HELP h H',
      '# TYPE h histogram',
      'h_bucket{x="y",le="0.1"} 1',
      'h_bucket{x="y",le="1"} 2',
      'h_bucket{x="y",le="+Inf"} 3',
      'h_sum{x="y"} 3.6',
      'h_count{x="y"} 3',
      ...dropped(0),
    ]);
  });

  it('drops what would be too much, and counts it', () => {
    const registry = registryOf(2, 2);
    const a = { name: 'a', kind: 'counter', help: '' } as const;
    for (const value of ['1', '2', '3', '1', '4']) registry.record(a, [['x', value]], 1);
    registry.record({ ...a, name: 'b' }, [], 1);
    registry.record({ ...a, name: 'c' }, [], 1);
    registry.record({ ...a, kind: 'summary' }, [], 1);
    registry.record(a, [['x', '1']], Number.NaN);
    expect(linesOf(registry)).toEqual(expect.arrayContaining(['a{x="1"} 2', 'a{x="2"} 1', 'b 1', ...dropped(5).slice(-1)]));
    expect(linesOf(registry)).toHaveLength(5 + 2 + 3);
  });
});

describe('what emit-metric measures', () => {
  const emitted = (name: string, namespace: string, dimensions: readonly (readonly [string, string])[]): readonly string[] => {
    const registry = registryOf();
    customMetrics(registry)({ name, namespace, value: 2, dimensions });
    return linesOf(registry).slice(1, 3);
  };
  it.each([
    [
      'names',
      'calls',
      'API Management',
      [['API ID', 'crm']],
      ['# TYPE API_Management_calls summary', 'API_Management_calls_sum{API_ID="crm"} 2'],
    ],
    ['names that begin with a digit', '1', '2', [['3', 'a']], ['# TYPE _2_1 summary', '_2_1_sum{_3="a"} 2']],
    [
      'names of the gateway’s own',
      'request_duration_seconds',
      'fedpass',
      [],
      ['# TYPE custom_fedpass_request_duration_seconds summary', 'custom_fedpass_request_duration_seconds_sum 2'],
    ],
    [
      'names that Prometheus keeps',
      'n',
      's',
      [
        ['le', 'a'],
        ['__name__', 'b'],
      ],
      ['# TYPE s_n summary', 's_n_sum{dimension___name__="b",dimension_le="a"} 2'],
    ],
    [
      'one label for two names',
      'n',
      's',
      [
        ['a b', '1'],
        ['a-b', '2'],
      ],
      ['# TYPE s_n summary', 's_n_sum{a_b="2"} 2'],
    ],
    ['credentials', 'n', 's', [['a', 'Bearer abc.DEF-123']], ['# TYPE s_n summary', 's_n_sum{a="Bearer [secret]"} 2']],
    ['long values', 'n', 's', [['a', 'x'.repeat(500)]], ['# TYPE s_n summary', `s_n_sum{a="${'x'.repeat(128)}"} 2`]],
  ] as const)('%s', (_what, name, namespace, dimensions, wanted) => expect(emitted(name, namespace, dimensions)).toEqual(wanted));
});

it('the gateway counts itself', () => {
  const registry = registryOf();
  const meter = gatewayMeter(registry, (provider, connection) => provider === 'github' && connection === 'org');
  meter.request(200, 20);
  meter.subgraphCall('crm', 'SUBGRAPH_TIMEOUT', 5_000);
  meter.credential('github', 'org', 'cached');
  meter.credential('github', 'made up by an expression', 'CONNECTION_UNAVAILABLE');
  meter.policyFailure('subgraph', 'policies/subgraphs/crm.xml', 'check-header');
  meter.trace('error');
  expect(linesOf(registry)).toEqual(
    expect.arrayContaining([
      'fedpass_request_duration_seconds_bucket{status="200",le="0.01"} 0',
      'fedpass_request_duration_seconds_bucket{status="200",le="0.025"} 1',
      'fedpass_subgraph_call_duration_seconds_count{outcome="SUBGRAPH_TIMEOUT",subgraph="crm"} 1',
      'fedpass_credentials_total{connection="org",outcome="cached",provider="github"} 1',
      'fedpass_credentials_total{connection="unknown",outcome="CONNECTION_UNAVAILABLE",provider="unknown"} 1',
      'fedpass_policy_failures_total{document="policies/subgraphs/crm.xml",policy="check-header",scope="subgraph"} 1',
      'fedpass_traces_total{severity="error"} 1',
    ]),
  );
});

describe('who may read metrics', () => {
  const asker = { address: '127.0.0.1', authorization: undefined, forwarded: false };
  it.each([
    ['this machine', undefined, asker, true],
    ['this machine by IPv6', undefined, { ...asker, address: '::1' }, true],
    ['this machine by a mapped address', undefined, { ...asker, address: '::ffff:127.0.0.1' }, true],
    ['this machine for another', undefined, { ...asker, forwarded: true }, false],
    ['another machine', undefined, { ...asker, address: '10.0.0.1' }, false],
    ['an address that only begins so', undefined, { ...asker, address: '127.0.0.1.evil' }, false],
    ['nobody known', undefined, { ...asker, address: '' }, false],
    ['who has the token', 'open', { ...asker, address: '10.0.0.1', authorization: 'Bearer open', forwarded: true }, true],
    ['this machine without the token', 'open', asker, false],
    ['another token', 'open', { ...asker, authorization: 'Bearer opem' }, false],
    ['another scheme', 'open', { ...asker, authorization: 'Basic open' }, false],
    ['an empty token', '', { ...asker, authorization: 'Bearer ' }, false],
  ])('%s', (_who, token, who, may) => {
    expect(metricsPage(registryOf(), token === undefined ? undefined : () => token).mayRead(who)).toBe(may);
  });
});
