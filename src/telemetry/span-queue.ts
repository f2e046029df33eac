import type { Span } from './span.ts';

/** Spans that wait for the next export at the most. */
const mostSpans = 8_192;

/** Spans on their way to a collector. Bounded: what does not fit is dropped and counted, and nobody waits. */
export class SpanQueue {
  #waiting: Span[] = [];
  #dropped = 0;
  readonly #most: number;

  constructor(most = mostSpans) {
    this.#most = most;
  }

  /** How many were dropped so far. */
  get dropped(): number {
    return this.#dropped;
  }

  /** Whether it is time to export, though nobody asked. */
  get isFilling(): boolean {
    return this.#waiting.length >= this.#most / 2;
  }

  /** Takes the spans of a request: all of them, or none, since a part of a trace misleads. */
  take(spans: readonly Span[]): void {
    if (this.#waiting.length + spans.length > this.#most) this.#dropped += spans.length;
    else for (const span of spans) this.#waiting.push(span);
  }

  /** Empties it. */
  drain(): readonly Span[] {
    const spans = this.#waiting;
    this.#waiting = [];
    return spans;
  }
}
