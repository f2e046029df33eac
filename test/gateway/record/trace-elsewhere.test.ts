import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { traceByClaim, traceByKey } from '../../../src/gateway/1-accept/trace-right.ts';
import { systemClock } from '../../../src/gateway/platform/clock.ts';
import { nobodyLooks } from '../../../src/gateway/record/observers.ts';
import { bareServices } from '../../../src/gateway/services/bare-services.ts';
import { memoryCache } from '../../../src/gateway/services/memory-cache.ts';
import type { Cache } from '../../../src/runtime/ports/cache.ts';
import type { Clock } from '../../../src/runtime/ports/clock.ts';
import { canary, testCredentials } from '../support/credentials.ts';
import { openGateway, type TestGateway } from '../support/gateway.ts';
import { handlersOf } from '../support/observed.ts';
import { openRest, type RestService } from '../support/rest-service.ts';
import { openBooks, openPeople, type TestSubgraph } from '../support/subgraph.ts';

const key = 'let me see what happens';
const secretName = 'named-value-canary-7d1e';

/** The API uses what it is given in every place where a trace might tell of it. */
const documents = {
  global: `<policies><inbound>
  <set-variable name="tenant" value="@(context.Request.Headers.GetValueOrDefault(&quot;X-Tenant&quot;, &quot;none&quot;))" />
</inbound><backend><forward-request /></backend></policies>`,
  'subgraphs/people': `<policies><inbound><set-header name="X-People"><value>1</value></set-header></inbound><backend><forward-request /></backend></policies>`,
  'apis/files': `<policies>
  <inbound>
    <get-authorization-context provider-id="demo" authorization-id="org" context-variable-name="auth" />
    <set-header name="Authorization" exists-action="override"><value>@("Bearer " + ((Authorization)context.Variables["auth"]).AccessToken)</value></set-header>
    <set-header name="X-Named"><value>{{partner-key}}</value></set-header>
    <set-query-parameter name="token"><value>hidden-in-the-query</value></set-query-parameter>
    <trace source="files"><message>@("got " + ((Authorization)context.Variables["auth"]).AccessToken)</message></trace>
  </inbound>
  <backend><forward-request /></backend>
  <outbound><set-header name="Cache-Control" exists-action="override"><value>public, max-age=60</value></set-header></outbound>
</policies>`,
};

let people: TestSubgraph;
let books: TestSubgraph;
let service: RestService;
const open: TestGateway[] = [];

beforeAll(async () => {
  [people, books] = await Promise.all([openPeople(), openBooks()]);
  service = await openRest(({ url }) => ({
    headers: { 'content-type': 'text/plain' },
    body: url.includes('long') ? 'x'.repeat(200_000) : 'plain',
  }));
});
afterAll(() => Promise.all([people.close(), books.close(), service.close()]));
afterEach(async () => {
  for (const gateway of open.splice(0)) await gateway.close();
});

async function serving(settings: Parameters<typeof openGateway>[1] = {}): Promise<TestGateway> {
  const gateway = await openGateway([people, books], {
    handlers: await handlersOf(documents, new Map([['partner-key', { kind: 'secret' as const }]])),
    credentials: testCredentials(),
    namedValue: () => secretName,
    observers: { ...nobodyLooks, mayTrace: traceByKey(() => key) },
    apis: [{ name: 'files', path: '/files', url: `${service.url}/v2`, forwardHeaders: { kind: 'named', names: [] }, timeoutMs: 5_000 }],
    limits: { batch: 5 },
    ...settings,
  });
  open.push(gateway);
  return gateway;
}

const mine = { 'fedpass-trace': key };
const place = 'fedpass-trace-location';

/** The path at which the trace of a request of the API can be fetched. */
async function traced({ url }: TestGateway, path = '/files/a', headers: Record<string, string> = mine): Promise<string> {
  const answer = await fetch(`${url}${path}`, { headers });
  await answer.text();
  return answer.headers.get(place) ?? '';
}

const fetched = ({ url }: TestGateway, path: string, headers: Record<string, string> = mine): Promise<Response> =>
  fetch(`${url}${path}`, { headers });

describe('the trace of a request to a plain API', () => {
  it('is at the place that its answer names; the body is the one of the backend', async () => {
    const gateway = await serving();
    const answer = await fetched(gateway, '/files/a');
    expect([answer.status, await answer.text()]).toEqual([200, 'plain']);
    const path = answer.headers.get(place) ?? '';
    expect(path).toMatch(/^\/traces\/[0-9a-f]{32}$/);
    const trace = await fetched(gateway, path);
    expect([trace.status, trace.headers.get('content-type')]).toEqual([200, expect.stringContaining('application/json')]);
    expect(await trace.json()).toMatchObject({
      requestId: answer.headers.get('x-request-id'),
      status: 200,
      exchanges: [
        {
          scope: 'api',
          api: 'files',
          policies: expect.arrayContaining([expect.objectContaining({ policy: 'set-header', at: 'policies/apis/files.xml:4:5' })]),
          credentials: [{ provider: 'demo', connection: 'org', outcome: 'obtained' }],
          requests: [{ kind: 'forward', method: 'GET', url: `${service.url}/v2/a`, status: 200 }],
          ended: 'completed',
        },
      ],
    });
  });

  it('is there for an answer that goes out as a stream, and for one without a body', async () => {
    const gateway = await serving();
    expect(await traced(gateway, '/files/long')).toMatch(/^\/traces\//);
    const head = await fetch(`${gateway.url}/files/a`, { method: 'HEAD', headers: mine });
    expect(head.headers.get(place)).toMatch(/^\/traces\//);
  });

  it('holds no token, no named value, no header and no query, and neither answer is cached by anybody', async () => {
    const gateway = await serving();
    const answer = await fetched(gateway, '/files/a?q=query-canary', { ...mine, 'x-own': 'header-canary' });
    const trace = await fetched(gateway, answer.headers.get(place) ?? '');
    const text = await trace.text();
    for (const secret of [canary, secretName, 'hidden-in-the-query', 'query-canary', 'header-canary', key]) {
      expect(text).not.toContain(secret);
      expect(JSON.stringify([...answer.headers])).not.toContain(secret);
    }
    expect(text).toContain('"Authorization"');
    expect([answer.headers.get('cache-control'), trace.headers.get('cache-control')]).toEqual(['no-store', 'no-store']);
    expect(gateway.logText()).not.toContain(key);
  });

  it.each<[who: string, headers: Record<string, string>]>([
    ['no key', {}],
    ['another key', { 'fedpass-trace': `${key}!` }],
    ['an empty one', { 'fedpass-trace': '' }],
  ])('is not there for who has %s, neither made nor fetched', async (_who, headers) => {
    const gateway = await serving();
    const plain = await fetched(gateway, '/files/a', headers);
    expect([plain.headers.get(place), plain.headers.get('cache-control')]).toEqual([null, 'public, max-age=60']);
    const path = await traced(gateway);
    const refused = await fetched(gateway, path, headers);
    const nothing = await fetched(gateway, '/nothing', headers);
    expect([refused.status, await refused.text()]).toEqual([404, await nothing.text()]);
  });

  it('is there for who has the claim, in the request and when it is fetched', async () => {
    const user = { id: 'u', email: null, firstName: null, lastName: null, note: null, registrationDate: 0, groups: [], identities: [] };
    const gateway = await serving({
      observers: { ...nobodyLooks, mayTrace: traceByClaim({ claim: 'roles', anyOf: ['graph-developer'] }) },
      callers: {
        userOf: async (bearer) => ({ user, claims: { roles: [bearer.reveal()] } }),
        subscriptionOf: () => null,
      },
    });
    const developer = { 'fedpass-trace': '1', authorization: 'Bearer graph-developer' };
    const path = await traced(gateway, '/files/a', developer);
    expect((await fetched(gateway, path, developer)).status).toBe(200);
    expect((await fetched(gateway, path, { ...developer, authorization: 'Bearer other' })).status).toBe(404);
    expect(await traced(gateway, '/files/a', { ...developer, authorization: 'Bearer other' })).toBe('');
  });

  it('is fetched from any gateway that shares the cache, and from no other', async () => {
    const shared = memoryCache(systemClock);
    const services = { ...bareServices(systemClock), caches: { internal: memoryCache(systemClock), external: shared } };
    const [one, two, alone] = [await serving({ services }), await serving({ services }), await serving()];
    const path = await traced(one);
    expect((await fetched(two, path)).status).toBe(200);
    expect((await fetched(alone, path)).status).toBe(404);
  });

  it('is gone after ten minutes, and others are not guessed', async () => {
    let elapsed = 0;
    const clock: Clock = { ...systemClock, elapsed: () => elapsed };
    const gateway = await serving({ clock });
    const path = await traced(gateway);
    elapsed = 9 * 60_000;
    expect((await fetched(gateway, path)).status).toBe(200);
    elapsed = 11 * 60_000;
    expect((await fetched(gateway, path)).status).toBe(404);
    for (const id of ['', 'x', '0'.repeat(32), '../health/live', '%00'])
      expect((await fetched(gateway, `/traces/${id}`)).status).toBe(id === '../health/live' ? 200 : 404);
  });

  it('never fails a request: what cannot be kept is told to the operator', async () => {
    const broken: Cache = {
      get: () => Promise.reject(new Error('the cache is away')),
      set: () => Promise.reject(new Error('the cache is away')),
      delete: () => Promise.reject(new Error('the cache is away')),
    };
    const gateway = await serving({ services: { ...bareServices(systemClock), caches: { internal: broken, external: broken } } });
    const answer = await fetched(gateway, '/files/a');
    expect([answer.status, answer.headers.get(place), await answer.text()]).toEqual([200, null, 'plain']);
    expect(gateway.log.filter(({ level }) => level === 'warn').map(({ message }) => message)).toEqual(['a trace could not be kept']);
    expect((await fetched(gateway, `/traces/${'0'.repeat(32)}`)).status).toBe(503);
  });
});

it('of an answer that policies made something else of, is at a place, too', async () => {
  const page =
    '<policies><inbound><return-response><set-status code="200" reason="OK" /><set-body>a page</set-body></return-response></inbound></policies>';
  const gateway = await serving({ handlers: await handlersOf({ global: page }) });
  const answer = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { ...mine, 'content-type': 'application/json' },
    body: '{"query":"{ me { name } }"}',
  });
  expect(await answer.text()).toBe('a page');
  const trace = await fetched(gateway, answer.headers.get(place) ?? '');
  expect(await trace.json()).toMatchObject({ exchanges: [{ scope: 'global', ended: 'returned' }] });
});

describe('an array of operations', () => {
  interface Traced {
    readonly data?: unknown;
    readonly extensions?: {
      readonly trace: {
        readonly operation: { readonly name: string };
        readonly plan: object;
        readonly status: number;
        readonly exchanges: readonly { readonly scope: string; readonly subgraph?: string }[];
      };
    };
  }

  async function batch(gateway: TestGateway, operations: readonly unknown[], headers: Record<string, string> = mine) {
    const answer = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(operations),
    });
    const text = await answer.text();
    return { text, place: answer.headers.get(place), answers: JSON.parse(text) as readonly Traced[] };
  }

  const operations = [
    { query: 'query One { me { name } }' },
    { query: 'query Two { newest { title } }' },
    7,
    { query: 'query Wrong { nothing }' },
  ];

  it('has the trace of each in its own answer, with what ran around all of them', async () => {
    const { answers, place: elsewhere } = await batch(await serving(), operations);
    const of = answers.map(({ extensions }) => extensions?.trace);
    expect(of.map((trace) => trace?.operation?.name)).toEqual(['One', 'Two', undefined, undefined]);
    expect(of.map((trace) => trace?.exchanges.map(({ scope, subgraph }) => subgraph ?? scope))).toEqual([
      ['global', 'people'],
      ['global', 'books'],
      ['global'],
      ['global'],
    ]);
    expect(of.map((trace) => trace?.status)).toEqual([200, 200, 400, 400]);
    expect(of[0]?.plan).toMatchObject({ kind: 'call', subgraph: 'people' });
    expect(of[1]?.plan).toMatchObject({ kind: 'call', subgraph: 'books' });
    expect(elsewhere).toBeNull();
  });

  it('is what everybody gets for who may not see traces', async () => {
    const gateway = await serving();
    const { text } = await batch(gateway, operations, {});
    expect((await batch(gateway, operations, { 'fedpass-trace': 'x' })).text).toBe(text);
    expect(text).not.toContain('trace');
  });
});
