import type { Config } from '../../config/config.ts';
import type { SecretReader } from '../../config/secret-reader.ts';
import type { SecretText } from '../../config/secret-text.ts';
import type { Clock } from '../../runtime/ports/clock.ts';
import type { Log } from '../../runtime/ports/log.ts';
import type { Metrics } from '../../runtime/ports/metrics.ts';
import type { HeaderList, Send } from '../../runtime/ports/send.ts';
import type { Trace } from '../../runtime/ports/trace.ts';
import { customMetrics } from '../../telemetry/custom-metrics.ts';
import { type GatewayMeter, gatewayMeter } from '../../telemetry/gateway-meter.ts';
import { MetricRegistry } from '../../telemetry/metric-registry.ts';
import { type MetricsPage, metricsPage } from '../../telemetry/metrics-page.ts';
import { otlpExporter } from '../../telemetry/otlp-exporter.ts';
import { traceToLog } from '../../telemetry/trace-to-log.ts';

export interface TelemetryTools {
  readonly secrets: SecretReader;
  readonly clock: Clock;
  readonly log: Log;
  /** To where the configuration says. */
  readonly send: Send;
}

/** What observes the gateway. */
export interface OpenTelemetry {
  /** Undefined where nothing is configured that would show it. */
  readonly meter: GatewayMeter | undefined;
  readonly metrics: Metrics;
  readonly page: MetricsPage | undefined;
  /** To the log, and where else the configuration says. */
  readonly trace: Trace;
  /** Sends what is left. */
  close(): Promise<void>;
}

/** Metrics of one gateway; more are the work of a document that makes up names. */
const mostFamilies = 200;

/** Opens what `telemetry` of the configuration asks for. Without any of it nothing is counted. */
export function openTelemetry({ telemetry, providers }: Config, { secrets, clock, log, send }: TelemetryTools): OpenTelemetry {
  const { prometheus, otlp, series } = telemetry;
  const toLog = traceToLog(log);
  if (!prometheus.enabled && otlp === undefined)
    return { meter: undefined, metrics: () => undefined, page: undefined, trace: toLog, close: async () => undefined };
  const registry = new MetricRegistry({ series, families: mostFamilies });
  const meter = gatewayMeter(registry, (provider, connection) => providers[provider]?.connections[connection] !== undefined);
  const { token } = prometheus;
  const page = prometheus.enabled ? metricsPage(registry, token === undefined ? undefined : () => reveal(secrets, token)) : undefined;
  const metrics = customMetrics(registry);
  const counted: Trace = (entry) => {
    meter.trace(entry.severity);
    toLog(entry);
  };
  if (otlp === undefined) return { meter, metrics, page, trace: counted, close: async () => undefined };

  const headers = (): HeaderList => Object.entries(otlp.headers).map(([name, text]) => [name, reveal(secrets, text)] as const);
  const exporter = otlpExporter(registry, { endpoint: otlp.endpoint, headers }, { send, clock, log });
  const timer = setInterval(() => void exporter.flush(), otlp.interval).unref();
  return {
    meter,
    metrics,
    page,
    trace(entry) {
      counted(entry);
      exporter.trace(entry);
    },
    async close() {
      clearInterval(timer);
      await exporter.flush();
    },
  };
}

/** Throws when a secret is not there any more. */
function reveal(secrets: SecretReader, text: SecretText): string {
  const answer = secrets.read(text);
  if (answer.kind !== 'found') throw new Error('a secret of the telemetry cannot be read');
  return answer.secret.reveal();
}
