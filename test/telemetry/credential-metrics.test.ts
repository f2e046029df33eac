import { afterAll, expect, test } from 'vitest';
import { credentialMetrics } from '../../src/telemetry/credential-metrics.ts';
import { MetricRegistry } from '../../src/telemetry/metric-registry.ts';
import { otlpMetrics } from '../../src/telemetry/otlp-metrics.ts';
import { prometheusText } from '../../src/telemetry/prometheus-text.ts';
import { asGateway, bench, consentTo } from '../credentials/support/manager.ts';
import { straightBack } from '../credentials/support/rotating-provider.ts';
import { codeProvider, connectionSettings } from '../credentials/support/settings.ts';
import { json, startTokenEndpoint, text } from '../credentials/support/token-endpoint.ts';

const endpoint = await startTokenEndpoint();
afterAll(() => endpoint.close());
const answer = {
  access_token: 'canary',
  token_type: 'Bearer',
  expires_in: 600,
  refresh_token: 'canary-r',
  refresh_token_expires_in: 86_400,
};

const values = (registry: MetricRegistry): readonly string[] =>
  prometheusText(registry)
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#') && !line.startsWith('fedpass_metric_values'));

test('metrics of the credential manager: calls, ages, ends, breakers and what is unsaved, read when somebody looks', async () => {
  endpoint.answer(json(answer));
  const desk = await bench();
  const own = connectionSettings({ id: 'canary-of-a-user', incarnation: 'i' });
  const files = codeProvider(endpoint.origin, { connections: [connectionSettings(), own] });
  const manager = await desk.manager([files], { staleAfterMs: Number.MAX_SAFE_INTEGER });
  const registry = new MetricRegistry({ series: 100, families: 100 });
  registry.observe('credentials', () => credentialMetrics(manager.sight(), desk.clock));
  expect(values(registry)).toEqual(['fedpass_unsaved_tokens 0']);
  const issued = desk.clock.now();
  await consentTo(manager, 'files', straightBack);
  await consentTo(manager, 'files', straightBack, 'canary-of-a-user');
  for (const connection of ['org', 'canary-of-a-user']) await manager.get(asGateway('files', connection));
  desk.clock.advance(5_000);
  const end = `fedpass_consent_end_timestamp_seconds{connection="org",provider="files"} ${(issued + 86_400_000) / 1_000}`;
  expect(values(registry)).toEqual(['fedpass_unsaved_tokens 0', 'fedpass_token_age_seconds{connection="org",provider="files"} 5', end]);
  desk.clock.advance(495_000);
  endpoint.answer(text('', 500));
  for (const connection of ['org', 'canary-of-a-user']) await manager.get(asGateway('files', connection));
  expect(values(registry)).toEqual([
    'fedpass_unsaved_tokens 0',
    'fedpass_provider_breaker{provider="files"} 0',
    'fedpass_token_calls_total{connection="org",outcome="overloaded",provider="files"} 1',
    'fedpass_token_calls_total{connection="other",outcome="overloaded",provider="files"} 1',
    'fedpass_token_age_seconds{connection="org",provider="files"} 500',
    end,
  ]);
  const sent = JSON.stringify(otlpMetrics(registry, { start: 0, now: 1 }));
  expect(sent).toContain(
    '"name":"fedpass_unsaved_tokens","description":"Tokens that the credential store does not have yet.","unit":"1","gauge":',
  );
  expect(sent).not.toContain('canary');
});
