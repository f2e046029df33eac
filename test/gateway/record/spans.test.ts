import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Span } from '../../../src/telemetry/span.ts';
import { canary, testCredentials } from '../support/credentials.ts';
import { ask, openGateway, type TestGateway } from '../support/gateway.ts';
import { handlersOf, keepingSpans } from '../support/observed.ts';
import { openBooks, openPeople, type TestSubgraph } from '../support/subgraph.ts';

const documents = {
  global: '<policies><inbound /><backend><forward-request /></backend></policies>',
  'subgraphs/people': `<policies><inbound>
  <get-authorization-context provider-id="demo" authorization-id="org" context-variable-name="auth" />
  <set-header name="Authorization"><value>@("Bearer " + ((Authorization)context.Variables["auth"]).AccessToken)</value></set-header>
</inbound><backend><forward-request /></backend></policies>`,
};
const caller = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331';
const query = 'query Me { me { name } }';

let people: TestSubgraph;
let books: TestSubgraph;
const gateways: TestGateway[] = [];

beforeAll(async () => {
  [people, books] = await Promise.all([openPeople(), openBooks()]);
});
afterAll(() => Promise.all([...gateways, people, books].map((each) => each.close())));

async function open(options: Parameters<typeof keepingSpans>[0] = {}) {
  const observers = keepingSpans(options);
  const gateway = await openGateway([people, books], { handlers: await handlersOf(documents), credentials: testCredentials(), observers });
  gateways.push(gateway);
  return { gateway, kept: observers.kept };
}

const named = (spans: readonly Span[], name: string): Span => {
  const found = spans.find((span) => span.name === name);
  if (found === undefined) throw new Error(`no span ${name} among ${spans.map((span) => span.name).join()}`);
  return found;
};

describe('spans', () => {
  it('tell of the request, its plan, policies, tokens and calls, each below the other', async () => {
    const { gateway, kept } = await open();
    await ask(gateway, query);
    const server = named(kept, 'POST /graphql');
    const subgraph = named(kept, 'subgraph people');
    expect(kept.every(({ traceId }) => traceId === server.traceId)).toBe(true);
    expect(new Set(kept.map(({ spanId }) => spanId)).size).toBe(kept.length);
    expect([server.kind, server.parentId]).toEqual(['server', undefined]);
    expect(Object.fromEntries(server.attributes)).toMatchObject({
      'http.request.method': 'POST',
      'http.route': '/graphql',
      'http.response.status_code': 200,
      'graphql.operation.type': 'query',
      'graphql.operation.name': 'Me',
    });
    for (const name of ['plan', 'policies', 'subgraph people']) expect(named(kept, name).parentId).toBe(server.spanId);
    for (const name of ['get-authorization-context', 'set-header', 'credential', 'POST'])
      expect(named(kept, name).parentId).toBe(subgraph.spanId);
    expect(Object.fromEntries(named(kept, 'set-header').attributes)).toEqual({
      'code.file.path': 'policies/subgraphs/people.xml',
      'code.line.number': 3,
      'code.column.number': 3,
      'fedpass.section': 'inbound',
    });
    expect(Object.fromEntries(named(kept, 'credential').attributes)).toEqual({
      'fedpass.credential.provider': 'demo',
      'fedpass.credential.connection': 'org',
      'fedpass.credential.outcome': 'obtained',
    });
    expect(named(kept, 'POST').kind).toBe('client');
    expect(Object.fromEntries(named(kept, 'POST').attributes)).toMatchObject({
      'url.full': people.url,
      'server.address': '127.0.0.1',
      'server.port': Number(new URL(people.url).port),
      'http.response.status_code': 200,
    });
    for (const { start, end } of kept) expect(start).toBeLessThanOrEqual(end);
    expect(JSON.stringify(kept)).not.toContain(canary);
  });

  it('say which call failed', async () => {
    const { gateway, kept } = await open();
    people.misbehave((response) => response.writeHead(503).end());
    await ask(gateway, query);
    people.misbehave(undefined);
    const call = named(kept, 'POST');
    expect(call.error).toBe('status 503');
    expect(Object.fromEntries(call.attributes)['error.type']).toBe('503');
  });

  it.each([
    ['sampled', `${caller}-01`, 0, true],
    ['not sampled', `${caller}-00`, 1, false],
  ])('follow a caller whose trace is %s', async (_what, traceparent, ratio, written) => {
    const { gateway, kept } = await open({ ratio });
    await ask(gateway, query, { headers: { traceparent } });
    expect(kept.length > 0).toBe(written);
    if (written) expect(named(kept, 'POST /graphql')).toMatchObject({ traceId: caller.slice(3, 35), parentId: caller.slice(36) });
  });

  it('are decided here alone where callers are not followed', async () => {
    const { gateway, kept } = await open({ ratio: 0, followCallers: false });
    await ask(gateway, query, { headers: { traceparent: `${caller}-01` } });
    expect(kept).toEqual([]);
  });

  it.each([
    '',
    'nonsense',
    '00-00000000000000000000000000000000-b7ad6b7169203331-01',
    'ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  ])('begin a trace of their own for traceparent `%s`', async (traceparent) => {
    const { gateway, kept } = await open();
    await ask(gateway, query, { headers: { traceparent } });
    expect(named(kept, 'POST /graphql').parentId).toBe(undefined);
  });

  it('are not told to backends, nor is what the client sent', async () => {
    const { gateway } = await open();
    people.received.splice(0);
    await ask(gateway, query, { headers: { traceparent: `${caller}-01`, tracestate: 'a=b', baggage: 'user=1' } });
    for (const name of ['traceparent', 'tracestate', 'baggage']) expect(people.received[0]?.headers[name]).toBe(undefined);
  });

  it('go on at the backends that are named', async () => {
    const { gateway, kept } = await open({ tell: new Set(['people']) });
    people.received.splice(0);
    await ask(gateway, query, { headers: { traceparent: `${caller}-01` } });
    expect(people.received[0]?.headers['traceparent']).toBe(`00-${caller.slice(3, 35)}-${named(kept, 'POST').spanId}-01`);
    people.received.splice(0);
    await ask(gateway, query, { headers: { traceparent: `${caller}-00` } });
    expect(people.received[0]?.headers['traceparent']).toMatch(new RegExp(`^00-${caller.slice(3, 35)}-[0-9a-f]{16}-00$`));
  });

  it('whose taking fails do not touch the answer', async () => {
    const { gateway } = await open({
      take: () => {
        throw new Error('the queue is broken');
      },
    });
    expect((await ask(gateway, query)).data).toEqual({ me: { name: 'Ada' } });
    expect(gateway.logText()).toContain('spans could not be written');
  });
});
