import type { MetricFacts, Reading } from './metric-registry.ts';

const facts: MetricFacts = {
  name: 'fedpass_subgraph_breaker',
  kind: 'gauge',
  help: 'Whether a subgraph is left alone, with all connections or with one: 0 no, 1 one call finds out, 2 yes.',
};

/** How bad it is, the worse the higher. */
export const breakerLevel = { closed: 0, 'half-open': 1, open: 2 } as const;

/** Breakers of subgraphs, read when somebody looks. */
export function* breakerMetrics(
  breakers: Iterable<{ readonly subgraph: string; readonly state: keyof typeof breakerLevel }>,
): Iterable<Reading> {
  for (const { subgraph, state } of breakers) yield { facts, labels: [['subgraph', subgraph]], value: breakerLevel[state] };
}
