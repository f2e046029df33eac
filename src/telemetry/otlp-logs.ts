import type { TraceEntry } from '../runtime/ports/trace.ts';
import { otlpAttribute, otlpResource, otlpTime } from './otlp-metrics.ts';
import { redactText } from './redact.ts';

/** What a policy traced, with the time of it in milliseconds since 1970. */
export interface TracedAt {
  readonly entry: TraceEntry;
  readonly at: number;
}

/** Severity numbers of OpenTelemetry's log data model. */
const severities = { verbose: [5, 'DEBUG'], information: [9, 'INFO'], error: [17, 'ERROR'] } as const;

/** Traces of policies as the body of `POST /v1/logs` (OpenTelemetry Protocol 1.x, JSON encoding: ExportLogsServiceRequest). */
export function otlpLogs(entries: readonly TracedAt[]) {
  const logRecords = entries.map(({ entry, at }) => {
    const [severityNumber, severityText] = severities[entry.severity];
    return {
      timeUnixNano: otlpTime(at),
      severityNumber,
      severityText,
      body: { stringValue: redactText(entry.message) },
      attributes: [
        otlpAttribute('fedpass.trace.source', entry.source),
        otlpAttribute('code.location', entry.at),
        ...entry.metadata.map(([name, value]) => otlpAttribute(name, redactText(value))),
      ],
    };
  });
  return { resourceLogs: [{ resource: otlpResource, scopeLogs: [{ scope: { name: 'fedpass' }, logRecords }] }] };
}
