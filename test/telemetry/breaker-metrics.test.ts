import { expect, test } from 'vitest';
import { breakerMetrics } from '../../src/telemetry/breaker-metrics.ts';
import { MetricRegistry } from '../../src/telemetry/metric-registry.ts';
import { otlpMetrics } from '../../src/telemetry/otlp-metrics.ts';
import { prometheusText } from '../../src/telemetry/prometheus-text.ts';

test('breakers of subgraphs are a gauge, as they are when somebody looks', () => {
  const registry = new MetricRegistry({ series: 10, families: 10 });
  let states: Readonly<Record<string, 'closed' | 'open' | 'half-open'>> = { crm: 'closed', billing: 'open' };
  registry.observe('subgraphs', () => breakerMetrics(Object.entries(states).map(([subgraph, state]) => ({ subgraph, state }))));
  const lines = () =>
    prometheusText(registry)
      .split('\n')
      .filter((line) => line.startsWith('fedpass_subgraph_breaker{'));
  expect(prometheusText(registry)).toContain('# TYPE fedpass_subgraph_breaker gauge');
  expect(lines()).toEqual(['fedpass_subgraph_breaker{subgraph="crm"} 0', 'fedpass_subgraph_breaker{subgraph="billing"} 2']);
  states = { crm: 'half-open' };
  expect(lines()).toEqual(['fedpass_subgraph_breaker{subgraph="crm"} 1']);
  const [metric] = otlpMetrics(registry, { start: 0, now: 1 }).resourceMetrics[0]?.scopeMetrics[0]?.metrics ?? [];
  expect(metric).toMatchObject({ name: 'fedpass_subgraph_breaker', gauge: { dataPoints: [{ asDouble: 1 }] } });
});
