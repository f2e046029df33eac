import type { Clock } from '../runtime/ports/clock.ts';
import type { Log } from '../runtime/ports/log.ts';
import { type HeaderList, type Send, SendFailure } from '../runtime/ports/send.ts';
import type { Trace } from '../runtime/ports/trace.ts';
import type { MetricRegistry } from './metric-registry.ts';
import { otlpLogs, type TracedAt } from './otlp-logs.ts';
import { otlpMetrics } from './otlp-metrics.ts';

export interface OtlpSettings {
  /** Without a slash at the end; `/v1/metrics` and `/v1/logs` are below it. */
  readonly endpoint: string;
  /** Asked for before each export, since secrets may be rotated. */
  readonly headers: () => HeaderList;
}

export interface OtlpTools {
  readonly send: Send;
  readonly clock: Clock;
  readonly log: Log;
}

/** Sends metrics and traces to a collector, as JSON over HTTP. */
export interface OtlpExporter {
  /** Keeps a trace until the next export. Beyond {@link mostEntries} the oldest are dropped. */
  readonly trace: Trace;
  /** Sends what there is. Never rejects: what could not be sent is told to the operator once, until it works again. */
  flush(): Promise<void>;
}

/** Traces that wait for the next export. */
const mostEntries = 2_048;
const timeoutMs = 10_000;

export function otlpExporter(registry: MetricRegistry, { endpoint, headers }: OtlpSettings, { send, clock, log }: OtlpTools): OtlpExporter {
  const start = clock.now();
  const failing = new Set<string>();
  let entries: TracedAt[] = [];

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
    async flush() {
      const sending = entries;
      entries = [];
      await post('/v1/metrics', otlpMetrics(registry, { start, now: clock.now() }));
      if (sending.length > 0) await post('/v1/logs', otlpLogs(sending));
    },
  };
}
