import type { Random } from '../runtime/ports/random.ts';
import type { Span } from './span.ts';
import { parseTraceparent, type SpanContext } from './trace-context.ts';

/** The trace that a request belongs to: its own span in it, and the caller's, if there is one. */
export interface TraceLink extends SpanContext {
  readonly parentId: string | undefined;
}

/** Where spans go. Nothing here waits, throws, or can fail a request. */
export interface SpanWriter {
  /** Joins the trace of a caller's `traceparent`, or begins one, and decides whether it is written down. */
  begin(header: string | undefined): TraceLink;
  /** An id for one more span. */
  newSpanId(): string;
  /** Whether a backend is told of the trace. */
  tells(backend: string): boolean;
  write(spans: readonly Span[]): void;
}

export interface SpanWriterOptions {
  readonly random: Random;
  /** From 0 to 1: how many traces that begin here are written down. */
  readonly ratio: number;
  /** Whether a caller's decision about its own trace holds here. */
  readonly followCallers: boolean;
  /** Backends that are told. */
  readonly tell: ReadonlySet<string>;
  /** Takes spans, or drops them. */
  readonly take: (spans: readonly Span[]) => void;
}

export function spanWriter({ random, ratio, followCallers, tell, take }: SpanWriterOptions): SpanWriter {
  const threshold = Math.round(ratio * 2 ** 32);
  /** By the trace's id, so that gateways that meet the same trace decide alike (TraceIdRatioBased). */
  const chosen = (traceId: string): boolean => Number.parseInt(traceId.slice(-8), 16) < threshold;
  return {
    begin(header) {
      const caller = parseTraceparent(header);
      const traceId = caller?.traceId ?? id(random, 16);
      const sampled = caller !== undefined && followCallers ? caller.sampled : chosen(traceId);
      return { traceId, spanId: id(random, 8), parentId: caller?.spanId, sampled };
    },
    newSpanId: () => id(random, 8),
    tells: (backend) => tell.has(backend),
    write: take,
  };
}

/** Random, in hexadecimal. All zeros would be no id; then it is another. */
function id(random: Random, length: number): string {
  for (;;) {
    const text = [...random.bytes(length)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    if (/[^0]/.test(text)) return text;
  }
}
