import type { MetricFamily, MetricRegistry, Series } from './metric-registry.ts';

/** The time of a registry's first value and of now, in milliseconds since 1970. */
export interface OtlpTimes {
  readonly start: number;
  readonly now: number;
}

/** An attribute as OTLP has it. */
export const otlpAttribute = (key: string, value: string) => ({ key, value: { stringValue: value } });

/** Nanoseconds since 1970; 64-bit integers are text in JSON. */
export const otlpTime = (ms: number): string => `${Math.round(ms)}000000`;

/** Who speaks. */
export const otlpResource = { attributes: [otlpAttribute('service.name', 'fedpass')] };

/** Cumulative: what is exported is what there is since the start. */
const cumulative = 2;

/** A registry as the body of `POST /v1/metrics` (OpenTelemetry Protocol 1.x, JSON encoding: ExportMetricsServiceRequest). */
export function otlpMetrics(registry: MetricRegistry, times: OtlpTimes) {
  const metrics = [...registry.families].map((family) => metric(family, times));
  return { resourceMetrics: [{ resource: otlpResource, scopeMetrics: [{ scope: { name: 'fedpass' }, metrics }] }] };
}

function metric({ name, kind, help, bounds, series }: MetricFamily, times: OtlpTimes) {
  const facts = { name, description: help, unit: kind === 'histogram' ? 's' : '1' };
  const points = [...series.values()].map((each) => ({ ...point(each, times), ...values(kind, bounds, each) }));
  switch (kind) {
    case 'counter':
      return { ...facts, sum: { aggregationTemporality: cumulative, isMonotonic: true, dataPoints: points } };
    case 'gauge':
      return { ...facts, gauge: { dataPoints: points } };
    case 'histogram':
      return { ...facts, histogram: { aggregationTemporality: cumulative, dataPoints: points } };
    case 'summary':
      return { ...facts, summary: { dataPoints: points } };
  }
}

const point = ({ labels }: Series, { start, now }: OtlpTimes) => ({
  attributes: labels.map(([name, value]) => otlpAttribute(name, value)),
  startTimeUnixNano: otlpTime(start),
  timeUnixNano: otlpTime(now),
});

function values(kind: MetricFamily['kind'], bounds: readonly number[], { count, sum, buckets }: Series) {
  if (kind === 'counter' || kind === 'gauge') return { asDouble: sum };
  if (kind === 'summary') return { count: String(count), sum };
  // Here each bucket has what lies between its bound and the one before.
  const between = [...buckets, count].map((below, index, all) => String(below - (all[index - 1] ?? 0)));
  return { count: String(count), sum, explicitBounds: bounds, bucketCounts: between };
}
