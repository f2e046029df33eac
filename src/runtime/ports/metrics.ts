/** One measurement of `emit-metric`. */
export interface Measurement {
  readonly name: string;
  readonly namespace: string;
  readonly value: number;
  readonly dimensions: readonly (readonly [name: string, value: string])[];
}

/** Where measurements go. Never fails and never waits. */
export type Metrics = (measurement: Measurement) => void;
