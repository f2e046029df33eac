import { describe, expect, it } from 'vitest';
import { openTelemetry } from '../../../src/cli/project/open-telemetry.ts';
import { readConfig } from '../../../src/config/read.ts';
import { SecretReader, type SecretSources } from '../../../src/config/secret-reader.ts';
import { Source } from '../../../src/diagnostics/source.ts';
import { systemRandom } from '../../../src/gateway/platform/random.ts';
import type { Log } from '../../../src/runtime/ports/log.ts';
import type { OutgoingRequest } from '../../../src/runtime/ports/send.ts';

const sources: SecretSources = {
  folder: '/project',
  env: { METRICS_TOKEN: 'open sesame', OTLP_KEY: 'not a real key' },
  files: { read: () => undefined } as never,
};

function opened(telemetry: string) {
  const text = `subgraphs: { crm: { url: https://crm.example/graphql } }\n${telemetry}\n`;
  const { config, findings } = readConfig(new Source('fedpass.yaml', text), sources);
  if (config === undefined) throw new Error(findings.map(({ code }) => code).join());
  const sent: OutgoingRequest[] = [];
  const logged: string[] = [];
  const at = (_fields: unknown, message: string) => void logged.push(message);
  const log: Log = { debug: at, info: at, warn: at, error: at };
  const open = openTelemetry(config, {
    secrets: new SecretReader(sources),
    clock: { now: () => 0, elapsed: () => 0 },
    random: systemRandom,
    log,
    send: async (request) => {
      sent.push(request);
      return { status: 200, reason: '', headers: [], body: new Uint8Array() };
    },
  });
  return { ...open, sent, logged };
}

const entry = { source: 's', severity: 'error', message: 'hello', metadata: [], at: '' } as const;
const asker = { address: '10.0.0.1', authorization: 'Bearer open', forwarded: false };

describe('telemetry of the configuration', () => {
  it('is off unless asked for; traces still go to the log', () => {
    const { meter, page, trace, logged } = opened('');
    trace(entry);
    expect([meter, page, logged]).toEqual([undefined, undefined, ['hello']]);
  });

  it('shows metrics to who has the token', () => {
    const { page, metrics, meter, trace } = opened(`telemetry: { prometheus: { enabled: true, token: "\${env.METRICS_TOKEN}" } }`);
    metrics({ name: 'n', namespace: 's', value: 1, dimensions: [] });
    meter?.credential('nobody', 'none', 'cached');
    trace(entry);
    expect(page?.text()).toMatch(/^s_n_count 1$/m);
    expect(page?.text()).toContain('fedpass_credentials_total{connection="unknown",outcome="cached",provider="unknown"} 1');
    expect(page?.text()).toContain('fedpass_traces_total{severity="error"} 1');
    expect(page?.mayRead(asker)).toBe(false);
  });

  it('sends what is left when it closes', async () => {
    const { trace, close, sent, page, logged } = opened(
      `telemetry: { otlp: { endpoint: https://otel.example, headers: { api-key: "\${env.OTLP_KEY}" } } }`,
    );
    trace(entry);
    await close();
    expect(page).toBe(undefined);
    expect(sent.map(({ url }) => url)).toEqual(['https://otel.example/v1/metrics', 'https://otel.example/v1/logs']);
    expect(sent[0]?.headers).toContainEqual(['api-key', 'not a real key']);
    expect(logged).toEqual(['hello']);
  });

  it.each([
    ['telemetry: { otlp: { endpoint: http://otel.example, headers: { a: b } } }', 'config/telemetry-tls'],
    ['telemetry: { otlp: { endpoint: https://otel.example, headers: { "a b": b } } }', 'config/telemetry-header'],
    ['telemetry: { series: 0 }', 'config/'],
  ])('refuses %s', (text, code) => expect(() => opened(text)).toThrow(code));

  it('takes a collector on this machine without TLS', () => {
    expect(() => opened('telemetry: { otlp: { endpoint: http://127.0.0.1:4318, headers: { a: b } } }').close()).not.toThrow();
  });
});
