/** A half-open range of UTF-16 offsets into one source; a byte order mark counts as one unit. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The empty span at `at`. */
export const point = (at: number): Span => ({ start: at, end: at });

/** The smallest span that covers both. */
export const cover = (a: Span, b: Span): Span => ({
  start: Math.min(a.start, b.start),
  end: Math.max(a.end, b.end),
});

/** `span` moved by `by` units. */
export const shift = (span: Span, by: number): Span => ({ start: span.start + by, end: span.end + by });
