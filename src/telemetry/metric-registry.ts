/** A label with its value. */
export type Label = readonly [name: string, value: string];

/** One series as it stands. Times are in seconds. */
export interface Series {
  readonly labels: readonly Label[];
  count: number;
  sum: number;
  /** Of a histogram: how many values lie at or below each bound. */
  readonly buckets: number[];
}

/** `counter`, `gauge`: `sum` is its value. `summary`: `count` and `sum` of values of any sign. `histogram`: the same, with buckets. */
export type MetricKind = 'counter' | 'gauge' | 'summary' | 'histogram';

export interface MetricFamily {
  readonly name: string;
  readonly kind: MetricKind;
  readonly help: string;
  /** Of a histogram: the upper bounds, ascending. */
  readonly bounds: readonly number[];
  readonly series: ReadonlyMap<string, Series>;
}

interface WritableFamily extends MetricFamily {
  readonly series: Map<string, Series>;
}

/** What a metric is called and is, beside its values. */
export interface MetricFacts {
  readonly name: string;
  readonly kind: MetricKind;
  readonly help: string;
  readonly bounds?: readonly number[];
}

/** A value as it is at the moment. */
export interface Reading {
  readonly facts: MetricFacts;
  readonly labels: readonly Label[];
  readonly value: number;
}

export interface RegistryBounds {
  /** Series of one metric; values of others are dropped. */
  readonly series: number;
  /** Metrics. */
  readonly families: number;
}

/**
 * Counts and sums in the memory of the process. What grows without end where labels are badly chosen is bounded: values that would
 * make a series too many are dropped, and counted as such.
 */
export class MetricRegistry {
  readonly #families = new Map<string, WritableFamily>();
  readonly #bounds: RegistryBounds;
  readonly #sources = new Map<string, () => Iterable<Reading>>();
  #dropped = 0;

  constructor(bounds: RegistryBounds) {
    this.#bounds = bounds;
  }

  /** Values that were dropped, since their series or metric would have been too many, or since the name is another metric's. */
  get dropped(): number {
    return this.#dropped;
  }

  get families(): Iterable<MetricFamily> {
    return [...this.#families.values(), ...this.#read()];
  }

  /** What is not recorded, but read each time somebody looks. Its names are nobody else's. A later source of the same place is read in its stead. */
  observe(place: string, source: () => Iterable<Reading>): void {
    this.#sources.set(place, source);
  }

  /** In a registry of its own, so that what is no longer there does not stay, with the same bounds. */
  #read(): Iterable<MetricFamily> {
    if (this.#sources.size === 0) return [];
    const now = new MetricRegistry(this.#bounds);
    for (const source of this.#sources.values()) for (const { facts, labels, value } of source()) now.record(facts, labels, value);
    this.#dropped += now.dropped;
    return now.families;
  }

  /** Adds a value: to a counter, or to what a summary or histogram has seen. */
  record(facts: MetricFacts, labels: readonly Label[], value: number): void {
    const series = Number.isFinite(value) ? this.#seriesOf(facts, labels) : undefined;
    if (series === undefined) {
      this.#dropped++;
      return;
    }
    series.count++;
    series.sum += value;
    for (const [index, bound] of (facts.bounds ?? []).entries())
      if (value <= bound) series.buckets[index] = (series.buckets[index] ?? 0) + 1;
  }

  #seriesOf(facts: MetricFacts, labels: readonly Label[]): Series | undefined {
    const family = this.#familyOf(facts);
    if (family?.kind !== facts.kind) return undefined;
    const key = JSON.stringify(labels);
    const known = family.series.get(key);
    if (known !== undefined || family.series.size >= this.#bounds.series) return known;
    const series: Series = { labels, count: 0, sum: 0, buckets: family.bounds.map(() => 0) };
    family.series.set(key, series);
    return series;
  }

  #familyOf({ name, kind, help, bounds = [] }: MetricFacts): WritableFamily | undefined {
    const known = this.#families.get(name);
    if (known !== undefined || this.#families.size >= this.#bounds.families) return known;
    const family: WritableFamily = { name, kind, help, bounds, series: new Map() };
    this.#families.set(name, family);
    return family;
  }
}
