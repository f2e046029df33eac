import type { Label, MetricFamily, MetricRegistry, Series } from './metric-registry.ts';

/** The media type of {@link prometheusText}. */
export const prometheusType = 'text/plain; version=0.0.4; charset=utf-8';

/** A registry in the text format of Prometheus, version 0.0.4. */
export function prometheusText(registry: MetricRegistry): string {
  const lines = [...registry.families].flatMap((family) => [
    `# HELP ${family.name} ${escaped(family.help)}`,
    `# TYPE ${family.name} ${family.kind}`,
    ...[...family.series.values()].flatMap((series) => seriesLines(family, series)),
  ]);
  const dropped = 'fedpass_metric_values_dropped_total';
  const own = [
    `# HELP ${dropped} Values that would have made a series or a metric too many.`,
    `# TYPE ${dropped} counter`,
    `${dropped} ${registry.dropped}`,
  ];
  return `${[...lines, ...own].join('\n')}\n`;
}

function seriesLines({ name, kind, bounds }: MetricFamily, { labels, count, sum, buckets }: Series): readonly string[] {
  if (kind === 'counter' || kind === 'gauge') return [`${name}${braced(labels)} ${sum}`];
  const below = bounds.map((bound, index) => `${name}_bucket${braced([...labels, ['le', String(bound)]])} ${buckets[index] ?? 0}`);
  const all = kind === 'histogram' ? [...below, `${name}_bucket${braced([...labels, ['le', '+Inf']])} ${count}`] : [];
  return [...all, `${name}_sum${braced(labels)} ${sum}`, `${name}_count${braced(labels)} ${count}`];
}

const braced = (labels: readonly Label[]): string =>
  labels.length === 0 ? '' : `{${labels.map(([name, value]) => `${name}="${escaped(value).replaceAll('"', '\\"')}"`).join(',')}}`;

const escaped = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
