import type { Config } from '../../config/config.ts';
import type { SecretReader } from '../../config/secret-reader.ts';
import type { SecretText } from '../../config/secret-text.ts';
import type { CredentialManager } from '../../credentials/credential-manager.ts';
import { traceByClaim, traceByKey } from '../../gateway/1-accept/trace-right.ts';
import type { Observers, TraceRight } from '../../gateway/record/observers.ts';
import type { RunningGateway } from '../../gateway/serve.ts';
import type { Clock } from '../../runtime/ports/clock.ts';
import type { Log } from '../../runtime/ports/log.ts';
import type { Metrics } from '../../runtime/ports/metrics.ts';
import type { Random } from '../../runtime/ports/random.ts';
import type { HeaderList, Send } from '../../runtime/ports/send.ts';
import type { Trace } from '../../runtime/ports/trace.ts';
import { breakerMetrics } from '../../telemetry/breaker-metrics.ts';
import { credentialMetrics } from '../../telemetry/credential-metrics.ts';
import { customMetrics } from '../../telemetry/custom-metrics.ts';
import { type GatewayMeter, gatewayMeter } from '../../telemetry/gateway-meter.ts';
import { MetricRegistry, type RegistryBounds } from '../../telemetry/metric-registry.ts';
import { type MetricsPage, metricsPage } from '../../telemetry/metrics-page.ts';
import { otlpExporter } from '../../telemetry/otlp-exporter.ts';
import { type ReloadMeter, type ReloadTimes, reloadMeter } from '../../telemetry/reload-metrics.ts';
import { spanWriter } from '../../telemetry/span-writer.ts';
import { traceToLog } from '../../telemetry/trace-to-log.ts';

export interface TelemetryTools {
  readonly secrets: SecretReader;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** To where the configuration says. */
  readonly send: Send;
  /** What the configuration before it counted goes on being counted. */
  readonly before?: OpenTelemetry | undefined;
}

/** What was counted so far. */
interface Counted {
  readonly registry: MetricRegistry;
  readonly bounds: RegistryBounds;
  /** When counting began, in milliseconds since 1970. */
  readonly since: number;
  readonly reloads: ReloadTimes;
}

/** What observes the gateway. */
export interface OpenTelemetry {
  /** Undefined where nothing is configured that would show it. */
  readonly meter: GatewayMeter | undefined;
  readonly metrics: Metrics;
  readonly page: MetricsPage | undefined;
  /** Undefined where nothing is counted. */
  readonly counted: Counted | undefined;
  /** Counts what became of changes on disk. */
  readonly reloads: ReloadMeter;
  /** Shows how the credential manager is doing. */
  watch(credentials: Pick<CredentialManager, 'sight'>): void;
  /** Shows how the subgraphs are doing. */
  watchSubgraphs(gateway: Pick<RunningGateway, 'breakers'>): void;
  /** To the log, and where else the configuration says. */
  readonly trace: Trace;
  /** Who looks at what happens in a request. */
  readonly observers: Observers;
  /** Sends what is left. */
  close(): Promise<void>;
}

/** Milliseconds at the most that spans wait. */
const spansEvery = 5_000;

/** Metrics of one gateway; more are the work of a document that makes up names. */
const mostFamilies = 200;

/** Opens what `telemetry` of the configuration asks for. Without any of it nothing is counted. */
export function openTelemetry(
  { telemetry, providers }: Config,
  { secrets, clock, random, log, send, before }: TelemetryTools,
): OpenTelemetry {
  const { prometheus, otlp, series } = telemetry;
  const toLog = traceToLog(log);
  const { trace: allowed } = telemetry;
  const looking: Observers = {
    mayTrace: mayTrace(allowed, secrets),
    spans: undefined,
    requestLines: telemetry.requests,
  };
  if (!prometheus.enabled && otlp === undefined)
    return {
      meter: undefined,
      metrics: () => undefined,
      page: undefined,
      counted: undefined,
      reloads: () => undefined,
      watch: () => undefined,
      watchSubgraphs: () => undefined,
      trace: toLog,
      observers: looking,
      close: async () => undefined,
    };
  const counted = countedSince(before?.counted, { series, families: mostFamilies }, clock);
  const { registry } = counted;
  const reloads = reloadMeter(registry, counted.reloads, clock);
  const meter = gatewayMeter(registry, (provider, connection) => providers[provider]?.connections[connection] !== undefined);
  const { token } = prometheus;
  const page = prometheus.enabled ? metricsPage(registry, token === undefined ? undefined : () => reveal(secrets, token)) : undefined;
  const metrics = customMetrics(registry);
  const traced: Trace = (entry) => {
    meter.trace(entry.severity);
    toLog(entry);
  };
  const watch: OpenTelemetry['watch'] = (credentials) =>
    registry.observe('credentials', () => credentialMetrics(credentials.sight(), clock));
  const watchSubgraphs: OpenTelemetry['watchSubgraphs'] = (gateway) =>
    registry.observe('subgraphs', () => breakerMetrics(gateway.breakers()));
  if (otlp === undefined)
    return {
      meter,
      metrics,
      page,
      counted,
      reloads,
      watch,
      watchSubgraphs,
      trace: traced,
      observers: looking,
      close: async () => undefined,
    };

  const headers = (): HeaderList => Object.entries(otlp.headers).map(([name, text]) => [name, reveal(secrets, text)] as const);
  const exporter = otlpExporter(registry, { endpoint: otlp.endpoint, headers, since: counted.since }, { send, clock, log });
  const timer = setInterval(() => void exporter.flush(), otlp.interval).unref();
  const spanTimer = setInterval(() => void exporter.flushSpans(), Math.min(otlp.interval, spansEvery)).unref();
  const spans =
    otlp.spans === undefined
      ? undefined
      : spanWriter({
          random,
          ratio: otlp.spans.sampleRatio,
          followCallers: otlp.spans.followCallers,
          tell: new Set(otlp.spans.propagateTo),
          take: exporter.spans,
        });
  return {
    meter,
    metrics,
    page,
    counted,
    reloads,
    observers: { ...looking, spans },
    watch,
    watchSubgraphs,
    trace(entry) {
      traced(entry);
      exporter.trace(entry);
    },
    async close() {
      clearInterval(timer);
      clearInterval(spanTimer);
      await exporter.flushSpans();
      await exporter.flush();
    },
  };
}

/** The same goes on, unless it may hold another number of series. */
const countedSince = (before: Counted | undefined, bounds: RegistryBounds, clock: Clock): Counted =>
  before?.bounds.series === bounds.series
    ? before
    : { registry: new MetricRegistry(bounds), bounds, since: clock.now(), reloads: new Map() };

/** Each of the ways that are configured is enough. */
function mayTrace(rule: Config['telemetry']['trace'], secrets: SecretReader): TraceRight {
  const { key, allow } = rule ?? {};
  const ways = [
    ...(key === undefined ? [] : [traceByKey(() => reveal(secrets, key))]),
    ...(allow === undefined ? [] : [traceByClaim(allow)]),
  ];
  return (given, caller) => ways.some((way) => way(given, caller));
}

/** Throws when a secret is not there any more. */
function reveal(secrets: SecretReader, text: SecretText): string {
  const answer = secrets.read(text);
  if (answer.kind !== 'found') throw new Error('a secret of the telemetry cannot be read');
  return answer.secret.reveal();
}
