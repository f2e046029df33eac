/** The time. `now` is wall time, `elapsed` never goes backwards. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z, with fractions where the platform has them. */
  now(): number;
  /** Milliseconds of a monotonic clock with an arbitrary start. */
  elapsed(): number;
}
