import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock } from '../../src/gateway/platform/clock.ts';
import { bareServices } from '../../src/gateway/services/bare-services.ts';
import { run as emitMetric } from '../../src/policies/logging/emit-metric.ts';
import { PolicyFailure } from '../../src/runtime/failure.ts';
import { next, type Section } from '../../src/runtime/handler.ts';
import { customMetrics } from '../../src/telemetry/custom-metrics.ts';
import { gatewayMeter } from '../../src/telemetry/gateway-meter.ts';
import { MetricRegistry } from '../../src/telemetry/metric-registry.ts';
import { metricsPage } from '../../src/telemetry/metrics-page.ts';
import { canary, testCredentials, withToken } from './support/credentials.ts';
import { ask, handler, handlers, openGateway } from './support/gateway.ts';
import { openBooks, openPeople, type TestSubgraph } from './support/subgraph.ts';

let people: TestSubgraph;
let books: TestSubgraph;

beforeAll(async () => {
  [people, books] = await Promise.all([openPeople(), openBooks()]);
});
afterAll(() => Promise.all([people.close(), books.close()]));

/** Measures something with a token as a dimension, as no document should. */
const tellingTokens: Section = (x) => {
  const dimension = [{ name: 'token', value: x.context.request.headers.sent.get('Authorization')?.[0] }];
  emitMetric(x, { name: 'calls', namespace: 'books', value: 1, defaultDimensions: undefined, dimension });
  return next;
};
const failing: Section = () => {
  throw new PolicyFailure('check-header', 'HeaderNotFound', 401, 'the header is missing');
};

it('shows what the gateway did, without any token', async () => {
  const registry = new MetricRegistry({ series: 100, families: 100 });
  const gateway = await openGateway([people, books], {
    handlers: handlers({
      books: handler({ inbound: withToken(), outbound: tellingTokens }),
      people: handler({ inbound: failing }),
    }),
    credentials: testCredentials(),
    services: { ...bareServices(systemClock), metrics: customMetrics(registry) },
    meter: gatewayMeter(registry, () => true),
    metrics: metricsPage(registry, undefined),
  });
  try {
    await ask(gateway, '{ newest { title } }');
    await ask(gateway, '{ me { name } }');
    await ask(gateway, '{ nothing }');
    const page = await fetch(`${gateway.url}/metrics`);
    const text = await page.text();
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
    for (const line of [
      'fedpass_request_duration_seconds_count{status="200"} 2',
      'fedpass_request_duration_seconds_count{status="400"} 1',
      'fedpass_subgraph_call_duration_seconds_count{outcome="ok",subgraph="books"} 1',
      'fedpass_subgraph_call_duration_seconds_count{outcome="POLICY_ERROR",subgraph="people"} 1',
      'fedpass_credentials_total{connection="org",outcome="obtained",provider="demo"} 1',
      'books_calls_count{token="Bearer [secret]"} 1',
    ])
      expect(text.split('\n')).toContain(line);
    expect(text).toMatch(/^fedpass_policy_failures_total\{document="",policy="",scope="subgraph"\} 1$/m);
    expect(text).not.toContain(canary);
    const forwarded = await fetch(`${gateway.url}/metrics`, { headers: { 'x-forwarded-for': '10.0.0.1' } });
    expect([forwarded.status, forwarded.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
  } finally {
    await gateway.close();
  }
});

it('has no page where none is asked for', async () => {
  const gateway = await openGateway([people, books]);
  try {
    expect((await fetch(`${gateway.url}/metrics`)).status).toBe(404);
  } finally {
    await gateway.close();
  }
});
