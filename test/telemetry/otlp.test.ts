import { describe, expect, it } from 'vitest';
import type { Clock } from '../../src/runtime/ports/clock.ts';
import type { Log } from '../../src/runtime/ports/log.ts';
import { type OutgoingRequest, SendFailure } from '../../src/runtime/ports/send.ts';
import { MetricRegistry } from '../../src/telemetry/metric-registry.ts';
import { otlpExporter } from '../../src/telemetry/otlp-exporter.ts';

/** An exporter whose collector answers with these statuses, one after the other; 0: it cannot be reached. */
function exporting(statuses: readonly number[] = []) {
  const sent: OutgoingRequest[] = [];
  const lines: string[] = [];
  const left = [...statuses];
  let now = 1_000;
  const clock: Clock = { now: () => now++, elapsed: () => 0 };
  const at = (level: string) => (_fields: unknown, message: string) => void lines.push(`${level} ${message}`);
  const log: Log = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
  const registry = new MetricRegistry({ series: 10, families: 10 });
  const exporter = otlpExporter(
    registry,
    { endpoint: 'https://otel.example:4318', headers: () => [['api-key', 'k']] },
    {
      send: async (request) => {
        sent.push(request);
        const status = left.shift() ?? 200;
        if (status === 0) throw new SendFailure('unreachable', 'the connection was refused');
        return { status, reason: '', headers: [], body: new Uint8Array() };
      },
      clock,
      log,
    },
  );
  return { registry, exporter, sent, lines };
}
const bodyOf = (request: OutgoingRequest | undefined): unknown => JSON.parse(String(request?.body));
const resource = { attributes: [{ key: 'service.name', value: { stringValue: 'fedpass' } }] };

describe('OTLP over HTTP', () => {
  it('sends metrics as the protocol has them', async () => {
    const { registry, exporter, sent } = exporting();
    registry.record({ name: 'c', kind: 'counter', help: 'C' }, [['x', 'y']], 2);
    registry.record({ name: 's', kind: 'summary', help: 'S' }, [], -1);
    for (const value of [0.5, 1.5, 9]) registry.record({ name: 'h', kind: 'histogram', help: 'H', bounds: [1, 2] }, [], value);
    await exporter.flush();
    expect(sent.map(({ method, url, headers }) => ({ method, url, headers }))).toEqual([
      {
        method: 'POST',
        url: 'https://otel.example:4318/v1/metrics',
        headers: [
          ['Content-Type', 'application/json'],
          ['api-key', 'k'],
        ],
      },
    ]);
    const times = { startTimeUnixNano: '1000000000', timeUnixNano: '1001000000' };
    expect(bodyOf(sent[0])).toEqual({
      resourceMetrics: [
        {
          resource,
          scopeMetrics: [
            {
              scope: { name: 'fedpass' },
              metrics: [
                {
                  name: 'c',
                  description: 'C',
                  unit: '1',
                  sum: {
                    aggregationTemporality: 2,
                    isMonotonic: true,
                    dataPoints: [{ attributes: [{ key: 'x', value: { stringValue: 'y' } }], ...times, asDouble: 2 }],
                  },
                },
                { name: 's', description: 'S', unit: '1', summary: { dataPoints: [{ attributes: [], ...times, count: '1', sum: -1 }] } },
                {
                  name: 'h',
                  description: 'H',
                  unit: 's',
                  histogram: {
                    aggregationTemporality: 2,
                    dataPoints: [{ attributes: [], ...times, count: '3', sum: 11, explicitBounds: [1, 2], bucketCounts: ['1', '1', '1'] }],
                  },
                },
              ],
            },
          ],
        },
      ],
    });
  });

  it('sends traces of policies once, without what looks like a credential', async () => {
    const { exporter, sent } = exporting();
    exporter.trace({
      source: 'crm',
      severity: 'information',
      message: 'Bearer abc.DEF-123',
      metadata: [['k', 'Bearer abc.DEF-456']],
      at: 'crm.xml:1:2',
    });
    await exporter.flush();
    await exporter.flush();
    expect(sent.map(({ url }) => url.slice(-11))).toEqual(['/v1/metrics', '318/v1/logs', '/v1/metrics']);
    expect(bodyOf(sent[1])).toEqual({
      resourceLogs: [
        {
          resource,
          scopeLogs: [
            {
              scope: { name: 'fedpass' },
              logRecords: [
                {
                  timeUnixNano: '1001000000',
                  severityNumber: 9,
                  severityText: 'INFO',
                  body: { stringValue: 'Bearer [secret]' },
                  attributes: [
                    { key: 'fedpass.trace.source', value: { stringValue: 'crm' } },
                    { key: 'code.location', value: { stringValue: 'crm.xml:1:2' } },
                    { key: 'k', value: { stringValue: 'Bearer [secret]' } },
                  ],
                },
              ],
            },
          ],
        },
      ],
    });
  });

  it('keeps the newest traces', async () => {
    const { exporter, sent } = exporting();
    for (let i = 0; i < 2_050; i++) exporter.trace({ source: 's', severity: 'error', message: `n${i}`, metadata: [], at: '' });
    await exporter.flush();
    const text = String(sent[1]?.body);
    expect(text).not.toContain('"n1"');
    expect(text).toContain('"n2"');
    expect(text).toContain('"n2049"');
  });

  it('tells once that it fails, and once that it works again', async () => {
    const { exporter, lines } = exporting([500, 0, 200, 503]);
    for (let i = 0; i < 4; i++) await exporter.flush();
    expect(lines).toEqual([
      'warn telemetry could not be exported; further failures are not told',
      'info telemetry is exported again',
      'warn telemetry could not be exported; further failures are not told',
    ]);
  });
});
