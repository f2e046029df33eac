import type { MetricFacts, MetricRegistry } from './metric-registry.ts';

/** What is read again while it runs. */
export type Reloaded = 'config' | 'documents' | 'schemas' | 'safelist';

/** `served`: it is in force. `refused`: what was there before stays. */
export type ReloadOutcome = 'served' | 'refused';

/** Counts what became of changes on disk. */
export type ReloadMeter = (what: Reloaded, outcome: ReloadOutcome) => void;

const total: MetricFacts = {
  name: 'fedpass_reloads_total',
  kind: 'counter',
  help: 'Changes on disk that were read, by what became of them.',
};

const last: MetricFacts = {
  name: 'fedpass_last_reload_timestamp_seconds',
  kind: 'gauge',
  help: 'When a change on disk was last put in force, in seconds since 1970.',
};

/** The times of the last reloads, by what was read. They belong to the registry and live as long. */
export type ReloadTimes = Map<Reloaded, number>;

export function reloadMeter(registry: MetricRegistry, times: ReloadTimes, clock: { now(): number }): ReloadMeter {
  registry.observe('reloads', () => [...times].map(([what, at]) => ({ facts: last, labels: [['what', what]], value: at / 1_000 })));
  return (what, outcome) => {
    registry.record(
      total,
      [
        ['outcome', outcome],
        ['what', what],
      ],
      1,
    );
    if (outcome === 'served') times.set(what, clock.now());
  };
}
