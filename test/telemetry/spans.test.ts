import { describe, expect, it } from 'vitest';
import { SendFailure } from '../../src/runtime/ports/send.ts';
import { MetricRegistry } from '../../src/telemetry/metric-registry.ts';
import { otlpExporter } from '../../src/telemetry/otlp-exporter.ts';
import { otlpTraces } from '../../src/telemetry/otlp-traces.ts';
import { prometheusText } from '../../src/telemetry/prometheus-text.ts';
import type { Span } from '../../src/telemetry/span.ts';
import { SpanQueue } from '../../src/telemetry/span-queue.ts';
import { parseTraceparent, traceparent } from '../../src/telemetry/trace-context.ts';

const traceId = '0af7651916cd43dd8448eb211c80319c';
const spanId = 'b7ad6b7169203331';
const span = (name: string): Span => ({
  traceId,
  spanId,
  parentId: undefined,
  name,
  kind: 'internal',
  start: 1.5,
  end: 2.25,
  attributes: [],
});

describe('traceparent', () => {
  it.each([
    [`00-${traceId}-${spanId}-01`, true],
    [`00-${traceId}-${spanId}-00`, false],
    [`00-${traceId}-${spanId}-03`, true],
    [`cc-${traceId}-${spanId}-01-what-comes-later`, true],
  ])('%s is read', (text, sampled) => expect(parseTraceparent(text)).toEqual({ traceId, spanId, sampled }));

  it.each([
    undefined,
    '',
    `00-${traceId.toUpperCase()}-${spanId}-01`,
    `00-${'0'.repeat(32)}-${spanId}-01`,
    `00-${traceId}-${'0'.repeat(16)}-01`,
    `ff-${traceId}-${spanId}-01`,
    `00-${traceId}-${spanId}-01-more`,
    `00-${traceId}-${spanId}`,
    `${traceId}-${spanId}-01`,
    `cc-${traceId}-${spanId}-01-${'x'.repeat(300)}`,
  ])('%s is none', (text) => expect(parseTraceparent(text)).toBe(undefined));

  it('is written as it was read', () => {
    const text = `00-${traceId}-${spanId}-01`;
    expect(traceparent(parseTraceparent(text) ?? { traceId: '', spanId: '', sampled: false })).toBe(text);
  });
});

it('loses what looks like a credential before it is sent', () => {
  const text = JSON.stringify(
    otlpTraces([{ ...span('Bearer abc.DEF-123'), attributes: [['a', 'Bearer abc.DEF-456']], error: 'Bearer abc.DEF-789' }]),
  );
  expect(text).not.toContain('DEF');
});

describe('the queue of spans', () => {
  it('takes the spans of a request whole or not at all, and counts what it drops', () => {
    const queue = new SpanQueue(3);
    queue.take([span('a'), span('b')]);
    queue.take([span('c'), span('d')]);
    queue.take([span('e')]);
    expect([queue.drain().map(({ name }) => name), queue.dropped]).toEqual([['a', 'b', 'e'], 2]);
    expect(queue.drain()).toEqual([]);
  });
});

/** An exporter whose collector answers when it is told to. */
function exporting() {
  const sent: string[] = [];
  const lines: string[] = [];
  let answer: (() => Promise<number>) | undefined;
  const answerWith = (how: typeof answer): void => {
    answer = how;
  };
  const at = (_fields: unknown, message: string): void => void lines.push(message);
  const registry = new MetricRegistry({ series: 10, families: 10 });
  const exporter = otlpExporter(
    registry,
    { endpoint: 'https://otel.example', headers: () => [] },
    {
      clock: { now: () => 0, elapsed: () => 0 },
      log: { debug: at, info: at, warn: at, error: at },
      send: async ({ url, body }) => {
        sent.push(`${new URL(url).pathname} ${String(body).split('"name":"s').length - 1}`);
        return { status: (await answer?.()) ?? 200, reason: '', headers: [], body: new Uint8Array() };
      },
    },
  );
  return { registry, exporter, sent, lines, answerWith };
}

const many = (count: number): readonly Span[] => Array.from({ length: count }, (_, index) => span(`s${index}`));

describe('the export of spans', () => {
  it('sends them in parts, once', async () => {
    const { exporter, sent } = exporting();
    exporter.spans(many(600));
    await exporter.flushSpans();
    await exporter.flushSpans();
    expect(sent).toEqual(['/v1/traces 512', '/v1/traces 88']);
  });

  it('does not begin again while the collector is slow, and drops what is too much, counted', async () => {
    const { exporter, registry, sent, answerWith } = exporting();
    let release: (status: number) => void = () => undefined;
    answerWith(() => new Promise((resolve) => (release = resolve)));
    exporter.spans(many(1));
    const first = exporter.flushSpans();
    for (let i = 0; i < 9; i++) exporter.spans(many(1_000));
    expect(sent).toHaveLength(1);
    expect(prometheusText(registry)).toContain('fedpass_spans_dropped_total 1000');
    answerWith(undefined);
    release(200);
    await first;
  });

  it('tells a failure once, and never throws', async () => {
    const { exporter, lines, answerWith } = exporting();
    answerWith(async () => {
      throw new SendFailure('unreachable', 'the connection was refused');
    });
    exporter.spans(many(1_100));
    await exporter.flushSpans();
    expect(lines).toEqual(['telemetry could not be exported; further failures are not told']);
  });
});
