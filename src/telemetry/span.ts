/** What a span stands for (OpenTelemetry, trace API, SpanKind). */
export type SpanKind = 'internal' | 'server' | 'client';

export type Attribute = readonly [name: string, value: string | number | boolean];

/** Something that took time, for a collector. Times in milliseconds since 1970, with fractions. */
export interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentId: string | undefined;
  readonly name: string;
  readonly kind: SpanKind;
  readonly start: number;
  readonly end: number;
  readonly attributes: readonly Attribute[];
  /** Present when it failed; the text says nothing secret. */
  readonly error?: string;
}
