import type { Clock } from '../runtime/ports/clock.ts';
import type { Log } from '../runtime/ports/log.ts';
import { type HeaderList, type Send, SendFailure } from '../runtime/ports/send.ts';
import type { Trace } from '../runtime/ports/trace.ts';
import type { MetricFacts, MetricRegistry } from './metric-registry.ts';
import { otlpLogs, type TracedAt } from './otlp-logs.ts';
import { otlpMetrics } from './otlp-metrics.ts';
import { otlpTraces } from './otlp-traces.ts';
import type { Span } from './span.ts';
import { SpanQueue } from './span-queue.ts';

export interface OtlpSettings {
  /** Without a slash at the end; `/v1/metrics`, `/v1/logs` and `/v1/traces` are below it. */
  readonly endpoint: string;
  /** Asked for before each export, since secrets may be rotated. */
  readonly headers: () => HeaderList;
  /** When the registry began to count, in milliseconds since 1970; undefined: now. */
  readonly since?: number;
}

export interface OtlpTools {
  readonly send: Send;
  readonly clock: Clock;
  readonly log: Log;
}

/** Sends metrics, spans and what policies trace to a collector, as JSON over HTTP. */
export interface OtlpExporter {
  /** Keeps a trace until the next export. Beyond {@link mostEntries} the oldest are dropped. */
  readonly trace: Trace;
  /** Keeps the spans of a request until the next export, unless too many wait already. */
  spans(spans: readonly Span[]): void;
  /** Sends the spans that there are; those that cannot be sent are lost. Never rejects. */
  flushSpans(): Promise<void>;
  /** Sends the rest. Never rejects: what could not be sent is told to the operator once, until it works again. */
  flush(): Promise<void>;
}

const droppedSpans = {
  name: 'fedpass_spans_dropped_total',
  kind: 'counter',
  help: 'Spans that were not exported, because too many waited.',
} as const satisfies MetricFacts;

/** Traces that wait for the next export. */
const mostEntries = 2_048;
const timeoutMs = 10_000;
/** Spans of one request to the collector. */
const mostInOne = 512;

export function otlpExporter(
  registry: MetricRegistry,
  { endpoint, headers, since }: OtlpSettings,
  { send, clock, log }: OtlpTools,
): OtlpExporter {
  const start = since ?? clock.now();
  const failing = new Set<string>();
  let entries: TracedAt[] = [];
  const queue = new SpanQueue();
  let sendingSpans: Promise<void> | undefined;

  const sendSpans = async (): Promise<void> => {
    const spans = queue.drain();
    for (let from = 0; from < spans.length; from += mostInOne) await post('/v1/traces', otlpTraces(spans.slice(from, from + mostInOne)));
  };
  const flushSpans = (): Promise<void> => {
    sendingSpans ??= sendSpans().finally(() => {
      sendingSpans = undefined;
    });
    return sendingSpans;
  };

  const post = async (path: string, body: unknown): Promise<void> => {
    const why = await attempt(path, body);
    if (why !== undefined && !failing.has(path))
      log.warn({ endpoint, path, why }, 'telemetry could not be exported; further failures are not told');
    if (why === undefined && failing.has(path)) log.info({ endpoint, path }, 'telemetry is exported again');
    if (why === undefined) failing.delete(path);
    else failing.add(path);
  };
  const attempt = async (path: string, body: unknown): Promise<string | undefined> => {
    try {
      const { status } = await send({
        method: 'POST',
        url: `${endpoint}${path}`,
        headers: [['Content-Type', 'application/json'], ...headers()],
        body: JSON.stringify(body),
        timeoutMs,
        followRedirects: false,
        signal: undefined,
      });
      return status >= 200 && status < 300 ? undefined : `the collector answered with status ${status}`;
    } catch (error) {
      return error instanceof SendFailure ? error.message : 'the headers cannot be read';
    }
  };

  return {
    trace(entry) {
      entries.push({ entry, at: clock.now() });
      if (entries.length > mostEntries) entries = entries.slice(-mostEntries);
    },
    spans(spans) {
      const before = queue.dropped;
      queue.take(spans);
      if (queue.dropped > before) registry.record(droppedSpans, [], queue.dropped - before);
      if (queue.isFilling) void flushSpans();
    },
    flushSpans,
    async flush() {
      const sending = entries;
      entries = [];
      await post('/v1/metrics', otlpMetrics(registry, { start, now: clock.now() }));
      if (sending.length > 0) await post('/v1/logs', otlpLogs(sending));
    },
  };
}
