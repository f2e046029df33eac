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
import { openRest, type RestAnswer } from './support/rest-service.ts';
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

it('counts policies that fail beside the graph, and in resolvers, but no answers of backends', async () => {
  const registry = new MetricRegistry({ series: 100, families: 100 });
  const answers: RestAnswer[] = [{ status: 200, body: {} }, { status: 500 }];
  const rest = await openRest(() => answers.shift() ?? {});
  const shop = {
    name: 'shop',
    kind: 'rest' as const,
    url: rest.url,
    sdl: 'type Query { well: Thing ill: Thing broken: Thing }\ntype Thing { name: String }',
  };
  const gateway = await openGateway([people, shop], {
    handlers: handlers({
      'apis/files': handler({ inbound: failing }),
      'resolvers/shop/Query.well': handler({}),
      'resolvers/shop/Query.ill': handler({}),
      'resolvers/shop/Query.broken': handler({ inbound: failing }),
    }),
    apis: [{ name: 'files', path: '/files', url: rest.url, forwardHeaders: { kind: 'all', names: [] }, timeoutMs: 5_000 }],
    meter: gatewayMeter(registry, () => true),
    metrics: metricsPage(registry, undefined),
  });
  try {
    await fetch(`${gateway.url}/files`);
    for (const field of ['well', 'ill', 'broken']) await ask(gateway, `{ ${field} { name } }`);
    const text = await (await fetch(`${gateway.url}/metrics`)).text();
    expect(text.split('\n').filter((line) => line.startsWith('fedpass_policy_failures_total{'))).toEqual([
      'fedpass_policy_failures_total{document="",policy="",scope="api"} 1',
      'fedpass_policy_failures_total{document="",policy="",scope="resolver"} 1',
    ]);
  } finally {
    await gateway.close();
    await rest.close();
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
