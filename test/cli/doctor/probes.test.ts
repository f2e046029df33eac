import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProbeBench } from '../../../src/cli/doctor/check.ts';
import { prober } from '../../../src/cli/doctor/prober.ts';
import { probes } from '../../../src/cli/doctor/probes/probes.ts';
import { openGateway, type TestGateway } from '../../gateway/support/gateway.ts';
import { openSubgraph, type TestSubgraph } from '../../gateway/support/subgraph.ts';
import { type Management, startManagement } from '../../management/support/management.ts';
import { type Carelessness, carelessProxy, type Passed } from './support/careless-proxy.ts';

const json = { 'content-type': 'application/json' };
const sdl = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])
type Query { shelf: String }
type Mutation { stack: String }`;

let shop: TestSubgraph;
let gateway: TestGateway;
let management: Management;
beforeAll(async () => {
  shop = await openSubgraph('shop', sdl, { Query: { shelf: () => 'full' }, Mutation: { stack: () => 'high' } });
  gateway = await openGateway([shop], {
    introspection: { kind: 'nobody' },
    persistedQueries: { ttlMs: 60_000 },
    limits: { requestBody: 1024 * 1024, queryTokens: 15_000, batch: 0 },
  });
  management = await startManagement();
});
afterAll(async () => {
  await gateway.close();
  await shop.close();
  await management.close();
});

const bench = (url: string, more: Partial<ProbeBench> = {}): ProbeBench => ({
  gateway: prober(url),
  publicName: undefined,
  management: undefined,
  managementPort: undefined,
  ...more,
});

/** The codes of what fails, with what was found. */
async function failures(on: ProbeBench): Promise<Readonly<Record<string, string>>> {
  const found: Record<string, string> = {};
  for (const { code, run } of probes) {
    const verdict = await run(on);
    if (verdict.kind === 'failed') found[code] = verdict.found;
  }
  return found;
}

async function behind<T>(how: Carelessness, look: (url: string) => Promise<T>, from = gateway.url): Promise<T> {
  const proxy = await carelessProxy(from, how);
  try {
    return await look(proxy.url);
  } finally {
    await proxy.close();
  }
}

const onGraph = (url: string): boolean => url.startsWith('/graphql');
const page = (status: number, body: string, headers: Passed['headers'] = {}): Passed => ({ status, headers, body });
const with_ = (headers: Passed['headers'], passed: Passed): Passed => ({ ...passed, headers: { ...passed.headers, ...headers } });

describe('a gateway as it is started', () => {
  it('fails in nothing, by itself and behind a proxy that passes everything on', async () => {
    const all = bench(gateway.url, { management: prober(management.url) });
    expect(await failures(all)).toEqual({});
    expect(await behind({}, (url) => failures(bench(url)))).toEqual({});
  });
});

/** Each is caught by these checks and by no other. */
const careless: readonly (readonly [what: string, codes: readonly string[], how: Carelessness])[] = [
  [
    'makes a POST of a GET',
    ['doctor/csrf', 'doctor/get-mutations'],
    {
      request: (passing) => {
        const query = new URL(passing.url, 'http://x').searchParams.get('query');
        if (passing.method !== 'GET' || query === null) return passing;
        return { ...passing, method: 'POST', url: '/graphql', headers: json, body: Buffer.from(JSON.stringify({ query })) };
      },
    },
  ],
  [
    'says of every body that it is JSON',
    ['doctor/content-types', 'doctor/csrf'],
    {
      request: (passing) =>
        passing.method === 'POST' && onGraph(passing.url) ? { ...passing, headers: { ...passing.headers, ...json } } : passing,
    },
  ],
  [
    'sends a TRACE back',
    ['doctor/methods'],
    { instead: ({ method, headers }) => (method === 'TRACE' ? page(200, JSON.stringify(headers)) : undefined) },
  ],
  [
    'sends a TRACE back with its refusal',
    ['doctor/methods'],
    { instead: ({ method, headers }) => (method === 'TRACE' ? page(405, JSON.stringify(headers)) : undefined) },
  ],
  [
    'makes a POST of a PUT',
    ['doctor/methods'],
    { request: (passing) => (passing.method === 'PUT' && passing.body.length > 1 ? { ...passing, method: 'POST' } : passing) },
  ],
  [
    'repeats the address on its page of what is not there',
    ['doctor/echoes'],
    { answer: (passed, { url }) => (passed.status === 404 ? { ...passed, body: `<p>${url} was not found</p>` } : passed) },
  ],
  [
    'repeats a header of clients',
    ['doctor/echoes'],
    { answer: (passed, { headers }) => with_({ 'x-client': String(headers['user-agent'] ?? '-') }, passed) },
  ],
  [
    'tells strangers of the inside on the page of health',
    ['doctor/health'],
    { answer: (passed, { url }) => (url === '/health/ready' ? { ...passed, body: '{"status":"ready","redis":"10.0.0.7"}' } : passed) },
  ],
  ['answers for health itself', ['doctor/health'], { instead: ({ url }) => (url === '/health/ready' ? page(200, 'ok') : undefined) }],
  [
    'fails at requests that are wrong',
    ['doctor/errors'],
    { answer: (passed, { body }) => (body.toString() === '{"query": ' ? page(502, 'Bad gateway') : passed) },
  ],
  [
    'shows where it failed',
    ['doctor/errors'],
    { answer: (passed, { method }) => (method === 'PUT' ? { ...passed, body: 'Error: x\n    at handle (/srv/app.js:7:1)' } : passed) },
  ],
  ['names its version', ['doctor/headers'], { answer: (passed) => with_({ server: 'nginx/1.29.1' }, passed) }],
  ['lets caches keep answers', ['doctor/headers'], { answer: (passed) => with_({ 'cache-control': 'public, max-age=60' }, passed) }],
  [
    'lets every origin read',
    ['doctor/cors'],
    { answer: (passed) => with_({ 'access-control-allow-origin': '*', 'access-control-allow-credentials': 'true' }, passed) },
  ],
  [
    'lets the origin read that asks',
    ['doctor/cors'],
    {
      answer: (passed, { headers }) => with_(headers.origin === undefined ? {} : { 'access-control-allow-origin': headers.origin }, passed),
    },
  ],
  [
    'takes an origin for listed by its end',
    ['doctor/cors'],
    {
      answer: (passed, { headers }) =>
        with_(headers.origin?.endsWith(`-${headers.host}`) ? { 'access-control-allow-origin': headers.origin } : {}, passed),
    },
  ],
  [
    'lets pages without an origin read',
    ['doctor/cors'],
    { answer: (passed, { headers }) => with_(headers.origin === 'null' ? { 'access-control-allow-origin': 'null' } : {}, passed) },
  ],
  [
    'gives traces to who asks',
    ['doctor/trace'],
    {
      answer: (passed, { headers }) =>
        headers['apollo-federation-include-trace'] === undefined ? passed : { ...passed, body: '{"data":{},"extensions":{"ftv1":"x"}}' },
    },
  ],
  ['shows metrics', ['doctor/metrics'], { instead: ({ url }) => (url === '/metrics' ? page(200, 'requests 1') : undefined) }],
  [
    'leads to the management API',
    ['doctor/management'],
    { instead: ({ url }) => (url.startsWith('/subscriptions/') ? page(401, '{}', json) : undefined) },
  ],
  [
    'hands tokens out',
    ['doctor/token-endpoint'],
    { instead: ({ url }) => (url.startsWith('/token/') ? page(200, '{}', json) : undefined) },
  ],
  [
    'takes bodies of any size',
    ['doctor/limit-body'],
    { instead: ({ headers }) => (Number(headers['content-length']) > 10_000_000 ? page(400, '{}', json) : undefined) },
  ],
];

describe('a careless proxy', () => {
  it.each(careless)('that %s is caught', async (_what, codes, how) => {
    expect(Object.keys(await behind(how, (url) => failures(bench(url)))).sort()).toEqual([...codes].sort());
  });

  it('that takes what everybody sends is told with what it lets through', async () => {
    const open: Carelessness = {
      answer: (passed) => with_({ 'access-control-allow-origin': '*', 'access-control-allow-credentials': 'true' }, passed),
    };
    const found = await behind(open, (url) => failures(bench(url)));
    expect(found).toEqual({ 'doctor/cors': 'every origin is allowed, with cookies' });
  });
});

describe('a management API', () => {
  const check = probes.find(({ code }) => code === 'doctor/management');
  const outside = probes.find(({ code }) => code === 'doctor/management-outside');

  it('that is real refuses strangers, and is caught behind a proxy that adds tokens', async () => {
    expect(await check?.run(bench(gateway.url, { management: prober(management.url) }))).toMatchObject({ kind: 'ok' });
    const { status } = await management.call('GET', '/authorizationProviders');
    const adding: Carelessness = { instead: ({ method }) => (method === 'GET' ? page(status, '{"value":[]}', json) : undefined) };
    const found = await behind(adding, async (url) => check?.run(bench(gateway.url, { management: prober(url) })));
    expect(found).toEqual({ kind: 'failed', found: 'it answers GET with 200 without a token' });
  });

  it('is caught where it is reached as the graph is, and not where it is closed', async () => {
    const port = Number(new URL(management.url).port);
    // An address that does not mean this machine alone, and leads here.
    const far = `http://0.0.0.0:${gateway.port}`;
    expect(await outside?.run(bench(far, { managementPort: port }))).toEqual({
      kind: 'failed',
      found: `port ${port} of 0.0.0.0 is open to whoever reaches the graph`,
    });
    expect(await outside?.run(bench(far, { managementPort: 1 }))).toEqual({
      kind: 'ok',
      found: 'port 1 of 0.0.0.0 is closed (ECONNREFUSED)',
    });
    expect(await outside?.run(bench(gateway.url, { managementPort: port }))).toMatchObject({ kind: 'skipped' });
    expect(await outside?.run(bench(far))).toMatchObject({ kind: 'skipped' });
  });
});
