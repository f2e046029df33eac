/** A place in a trace, as W3C Trace Context has it. */
export interface SpanContext {
  /** 32 hexadecimal digits in lower case, not all of them 0. */
  readonly traceId: string;
  /** 16 hexadecimal digits in lower case, not all of them 0. */
  readonly spanId: string;
  /** Whether whoever began it writes it down. */
  readonly sampled: boolean;
}

/** W3C Trace Context §3.2.2. Later versions may have more behind a dash; `ff` is none. */
const form = /^(?!ff)([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

/** Reads `traceparent`. Undefined when it is none: then a trace begins anew (§4.3). */
export function parseTraceparent(text: string | undefined): SpanContext | undefined {
  const match = text === undefined || text.length > 256 ? null : form.exec(text.trim());
  if (match === null) return undefined;
  const [, version = '', traceId = '', spanId = '', flags = '', rest] = match;
  if (version === '00' && rest !== undefined) return undefined;
  if (/^0+$/.test(traceId) || /^0+$/.test(spanId)) return undefined;
  return { traceId, spanId, sampled: (Number.parseInt(flags, 16) & 1) === 1 };
}

/** Writes `traceparent`. */
export const traceparent = ({ traceId, spanId, sampled }: SpanContext): string => `00-${traceId}-${spanId}-${sampled ? '01' : '00'}`;
