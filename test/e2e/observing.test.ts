import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Collector, openCollector } from '../support/collector.ts';
import { type Run, run } from '../support/program.ts';
import { makeFolder } from '../support/project-folder.ts';
import { type Answer, ask } from './support/ask.ts';
import { type OwnParts, startOwnParts } from './support/own-parts.ts';

const key = 'a key for traces that is long enough';
const query = 'query Order { order(id: "7") { total tokenId } }';

let parts: OwnParts;
let collector: Collector;
let folder: string;
let gateway: Run;
let url: string;
let answer: Answer & { readonly text: string };

const telemetry = (endpoint: string): string => `
telemetry:
  otlp: { endpoint: "${endpoint}", headers: { api-key: "\${env.COLLECTOR_KEY}" }, spans: { sampleRatio: 1, propagateTo: [orders] } }
  trace: { key: "\${env.TRACE_KEY}" }
  requests: true
`;

/** One request with its trace, then the end of the gateway, which sends what is left. */
beforeAll(async () => {
  [parts, collector] = await Promise.all([startOwnParts(), openCollector()]);
  const files = parts.files('file:state/credentials.db');
  folder = makeFolder({ ...files, 'fedpass.yaml': `${files['fedpass.yaml']}${telemetry(collector.endpoint)}` });
  gateway = run(['start'], { cwd: folder, env: { ...parts.env, TRACE_KEY: key, COLLECTOR_KEY: 'collector-canary-31' } });
  url = (await gateway.line((line) => line.startsWith('fedpass serves '))).replace('fedpass serves ', '');
  answer = await ask(url, query, { 'fedpass-trace': key, authorization: 'Bearer caller-canary' });
  await gateway.stop();
});
afterAll(async () => {
  await gateway.stop();
  await Promise.all([parts.close(), collector.close()]);
  rmSync(folder, { recursive: true, force: true });
});

it('exports how the subgraphs are doing', () => {
  expect(collector.bodies.join('\n')).toMatch(/"fedpass_subgraph_breaker"[^\n]*?"stringValue":"orders"[^\n]*?"asDouble":0/);
});

it('exports spans that a collector takes, all of one trace', () => {
  expect(collector.refused).toEqual([]);
  expect(collector.spans.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['POST /graphql', 'plan', 'subgraph orders', 'get-authorization-context', 'set-header', 'credential', 'POST']),
  );
  expect(new Set(collector.spans.map(({ traceId }) => traceId)).size).toBe(1);
  const ids = new Set(collector.spans.map(({ spanId }) => spanId));
  const parents = collector.spans.flatMap(({ parentSpanId }) => parentSpanId ?? []);
  expect(parents.filter((id) => !ids.has(id))).toEqual([]);
});

it('answers with the trace, whose lines are those of the document', () => {
  const { extensions } = JSON.parse(answer.text) as { readonly extensions: { readonly trace: object } };
  expect(extensions.trace).toMatchObject({
    status: 200,
    exchanges: [{ subgraph: 'orders', credentials: [{ provider: 'shop', connection: 'main', outcome: 'obtained' }], ended: 'completed' }],
  });
  expect(answer.text).toContain('rules/subgraphs/orders.xml:4:5');
});

it('writes one line about it, with the id that the trace has', () => {
  const lines = gateway
    .err()
    .split('\n')
    .filter((line) => line.includes('"msg":"request"'));
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? '{}')).toMatchObject({ status: 200, operation: 'Order', route: '/graphql' });
});

it('tells nobody a token, a secret or a key', () => {
  const tokens = parts.orders.authorizations.flatMap((value) => value?.replace('Bearer ', '') ?? []);
  expect(tokens.length).toBeGreaterThan(0);
  expect(collector.bodies.length).toBeGreaterThan(0);
  const seen = [...collector.bodies, answer.text, gateway.out(), gateway.err()].join('\n');
  for (const secret of [...tokens, ...Object.values(parts.env), key, 'caller-canary', 'collector-canary-31'])
    expect(seen).not.toContain(secret);
});
