import type { MetricFacts, MetricRegistry } from './metric-registry.ts';

/** What the gateway counts of itself. Labels come from the configuration and from closed lists, never from a request. */
export interface GatewayMeter {
  /** A request to the GraphQL endpoint was answered. */
  request(status: number, ms: number): void;
  /** A call to a subgraph, with its policies, came to an end: `ok`, or the code of its error. */
  subgraphCall(subgraph: string, outcome: string, ms: number): void;
  /** A call was not made, since the same was on its way. */
  sharedCall(subgraph: string): void;
  /** A call is made again: `not-sent`, or the status that it was put off with. */
  retry(subgraph: string, why: string): void;
  /** A subgraph is left alone (`open`), tried again (`half-open`) or well again (`closed`). */
  breaker(subgraph: string, to: 'open' | 'half-open' | 'closed'): void;
  /** A token was asked for: `cached`, `obtained`, or the code of the error. */
  credential(provider: string, connection: string, outcome: string): void;
  /** A token was fetched ahead of a call, or was not to be had: `obtained`, or the code of the error. */
  warmUp(subgraph: string, outcome: string): void;
  /** A handler failed. */
  policyFailure(scope: 'global' | 'subgraph' | 'resolver' | 'api', document: string, policy: string): void;
  /** A policy traced something. */
  trace(severity: string): void;
}

/** Where nothing is configured. */
export const noMeter: GatewayMeter = {
  request: () => undefined,
  subgraphCall: () => undefined,
  sharedCall: () => undefined,
  retry: () => undefined,
  breaker: () => undefined,
  credential: () => undefined,
  warmUp: () => undefined,
  policyFailure: () => undefined,
  trace: () => undefined,
};

/** Seconds: from what memory answers to what times out. */
const bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const;

const facts = {
  request: { name: 'fedpass_request_duration_seconds', kind: 'histogram', help: 'Requests to the GraphQL endpoint.', bounds },
  call: { name: 'fedpass_subgraph_call_duration_seconds', kind: 'histogram', help: 'Calls to subgraphs, with their policies.', bounds },
  shared: { name: 'fedpass_subgraph_shared_calls_total', kind: 'counter', help: 'Calls that had the answer of one on its way.' },
  retry: { name: 'fedpass_subgraph_retries_total', kind: 'counter', help: 'Calls that were made again, by the reason.' },
  breaker: {
    name: 'fedpass_subgraph_breaker_changes_total',
    kind: 'counter',
    help: 'Subgraphs that were left alone, tried again, or well again.',
  },
  credential: { name: 'fedpass_credentials_total', kind: 'counter', help: 'Tokens that policies asked for.' },
  warmUp: { name: 'fedpass_warm_ups_total', kind: 'counter', help: 'Tokens that were fetched ahead of calls.' },
  failure: { name: 'fedpass_policy_failures_total', kind: 'counter', help: 'Handlers that failed, by the policy that did.' },
  trace: { name: 'fedpass_traces_total', kind: 'counter', help: 'What policies traced.' },
} as const satisfies Record<string, MetricFacts>;

/**
 * Writes into a registry. Expressions may make up names of connections; those that are not configured are `unknown` all together.
 */
export const gatewayMeter = (registry: MetricRegistry, isConnection: (provider: string, connection: string) => boolean): GatewayMeter => ({
  request: (status, ms) => registry.record(facts.request, [['status', String(status)]], ms / 1000),
  subgraphCall(subgraph, outcome, ms) {
    registry.record(
      facts.call,
      [
        ['outcome', outcome],
        ['subgraph', subgraph],
      ],
      ms / 1000,
    );
  },
  sharedCall: (subgraph) => registry.record(facts.shared, [['subgraph', subgraph]], 1),
  retry(subgraph, why) {
    registry.record(
      facts.retry,
      [
        ['reason', why],
        ['subgraph', subgraph],
      ],
      1,
    );
  },
  breaker(subgraph, to) {
    registry.record(
      facts.breaker,
      [
        ['subgraph', subgraph],
        ['to', to],
      ],
      1,
    );
  },
  credential(provider, connection, outcome) {
    const isKnown = isConnection(provider, connection);
    registry.record(
      facts.credential,
      [
        ['connection', isKnown ? connection : 'unknown'],
        ['outcome', outcome],
        ['provider', isKnown ? provider : 'unknown'],
      ],
      1,
    );
  },
  warmUp(subgraph, outcome) {
    registry.record(
      facts.warmUp,
      [
        ['outcome', outcome],
        ['subgraph', subgraph],
      ],
      1,
    );
  },
  policyFailure(scope, document, policy) {
    registry.record(
      facts.failure,
      [
        ['document', document],
        ['policy', policy],
        ['scope', scope],
      ],
      1,
    );
  },
  trace: (severity) => registry.record(facts.trace, [['severity', severity]], 1),
});
