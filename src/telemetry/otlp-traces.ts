import { otlpResource } from './otlp-metrics.ts';
import { redactText } from './redact.ts';
import type { Attribute, Span, SpanKind } from './span.ts';

/** Numbers of `Span.SpanKind` and of `Status.StatusCode` in the protocol. */
const kinds: Readonly<Record<SpanKind, number>> = { internal: 1, server: 2, client: 3 };
const failed = 2;

/** Nanoseconds since 1970. What a double can tell of the time is microseconds. */
const time = (ms: number): string => `${Math.round(ms * 1_000)}000`;

/** Spans as the body of `POST /v1/traces` (OpenTelemetry Protocol 1.x, JSON encoding: ExportTraceServiceRequest). */
export function otlpTraces(spans: readonly Span[]) {
  const written = spans.map(({ traceId, spanId, parentId, name, kind, start, end, attributes, error }) => ({
    traceId,
    spanId,
    ...(parentId === undefined ? {} : { parentSpanId: parentId }),
    name: redactText(name),
    kind: kinds[kind],
    startTimeUnixNano: time(start),
    endTimeUnixNano: time(end),
    attributes: attributes.map(attribute),
    status: error === undefined ? {} : { code: failed, message: redactText(error) },
  }));
  return { resourceSpans: [{ resource: otlpResource, scopeSpans: [{ scope: { name: 'fedpass' }, spans: written }] }] };
}

function attribute([key, value]: Attribute) {
  switch (typeof value) {
    case 'boolean':
      return { key, value: { boolValue: value } };
    case 'number':
      return { key, value: Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value } };
    default:
      return { key, value: { stringValue: redactText(value) } };
  }
}
