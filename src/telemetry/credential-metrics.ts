import type { Sight } from '../credentials/sight.ts';
import type { Clock } from '../runtime/ports/clock.ts';
import { breakerLevel } from './breaker-metrics.ts';
import type { MetricFacts, Reading } from './metric-registry.ts';

const facts = {
  unsaved: { name: 'fedpass_unsaved_tokens', kind: 'gauge', help: 'Tokens that the credential store does not have yet.' },
  breaker: {
    name: 'fedpass_provider_breaker',
    kind: 'gauge',
    help: 'Whether calls to the token endpoint of a provider are held back: 0 no, 1 one finds out, 2 yes.',
  },
  calls: { name: 'fedpass_token_calls_total', kind: 'counter', help: 'Calls to token endpoints, by how they ended.' },
  age: { name: 'fedpass_token_age_seconds', kind: 'gauge', help: 'Age of the token in memory.' },
  end: {
    name: 'fedpass_consent_end_timestamp_seconds',
    kind: 'gauge',
    help: 'When a connection will have to be connected anew, seconds since 1970.',
  },
} as const satisfies Record<string, MetricFacts>;

/** What the credential manager knows of itself, read when somebody looks. Labels come from the configuration. */
export function* credentialMetrics(sight: Sight, clock: Clock): Iterable<Reading> {
  yield { facts: facts.unsaved, labels: [], value: sight.unsaved };
  // A provider may have several token endpoints: the worst of them counts.
  const worst = new Map<string, number>();
  for (const { provider, state } of sight.breakers) worst.set(provider, Math.max(worst.get(provider) ?? 0, breakerLevel[state]));
  for (const [provider, value] of worst) yield { facts: facts.breaker, labels: [['provider', provider]], value };
  for (const { provider, connection, outcome, count } of sight.calls) {
    const labels = [
      ['connection', connection],
      ['outcome', outcome],
      ['provider', provider],
    ] as const;
    yield { facts: facts.calls, labels, value: count };
  }
  for (const { provider, connection, issuedAt, endsAt } of sight.connections) {
    const labels = [
      ['connection', connection],
      ['provider', provider],
    ] as const;
    if (issuedAt !== undefined) yield { facts: facts.age, labels, value: Math.max(0, clock.now() - issuedAt) / 1_000 };
    if (endsAt !== undefined) yield { facts: facts.end, labels, value: endsAt / 1_000 };
  }
}
