import type { Measurement, Metrics } from '../runtime/ports/metrics.ts';
import type { Label, MetricRegistry } from './metric-registry.ts';
import { redactText } from './redact.ts';

/** A longer text is no value of a label. */
const longest = 128;
/** Names that Prometheus keeps for itself. */
const kept: ReadonlySet<string> = new Set(['le', 'quantile']);

/**
 * What `emit-metric` measures, as a summary: how often, and how much in all, which may be negative. Names become those of Prometheus;
 * values of dimensions lose what looks like a credential.
 */
export const customMetrics =
  (registry: MetricRegistry): Metrics =>
  ({ name, namespace, value, dimensions }) =>
    registry.record({ name: metricName(namespace, name), kind: 'summary', help: `${name} of ${namespace}` }, labels(dimensions), value);

const metricName = (namespace: string, name: string): string => {
  const whole = plain(`${namespace}_${name}`);
  // The gateway's own metrics begin so.
  return whole.startsWith('fedpass_') ? `custom_${whole}` : whole;
};

function labels(dimensions: Measurement['dimensions']): readonly Label[] {
  const found = new Map<string, string>();
  for (const [name, value] of dimensions) found.set(labelName(name), redactText(value).slice(0, longest));
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1));
}

function labelName(name: string): string {
  const whole = plain(name.slice(0, longest));
  return kept.has(whole) || whole.startsWith('__') ? `dimension_${whole}` : whole;
}

/** `API ID` → `API_ID`. */
function plain(text: string): string {
  const whole = text.replaceAll(/[^A-Za-z0-9_]/g, '_');
  return /^[A-Za-z_]/.test(whole) ? whole : `_${whole}`;
}
