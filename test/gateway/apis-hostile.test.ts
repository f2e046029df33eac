import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { apolloEngine } from '../../src/gateway/2-plan/apollo-engine.ts';
import type { OpenEngine } from '../../src/gateway/2-plan/engine.ts';
import { apiFacts, backendUrl } from '../../src/gateway/3-fetch/api.ts';
import { Url } from '../../src/runtime/context/url.ts';
import type { Exchange } from '../../src/runtime/exchange.ts';
import { type Flow, type HandlerModule, type HandlerSource, next } from '../../src/runtime/handler.ts';
import type { Log } from '../../src/runtime/ports/log.ts';
import { compiled } from '../support/compiled.ts';
import { handler, handlers, openGateway, schemaOf, type TestGateway } from './support/gateway.ts';
import { openRest, type RestService } from './support/rest-service.ts';
import { openPeople, type TestSubgraph } from './support/subgraph.ts';

let people: TestSubgraph;
let service: RestService;
let gateway: TestGateway | undefined;

beforeAll(async () => {
  people = await openPeople();
  // Says back what it was sent, as some servers do to TRACE (RFC 9110 §9.3.8).
  service = await openRest(({ method, url, headers }) => ({ body: { method, url, headers } }));
});
afterAll(() => Promise.all([people.close(), service.close()]));
beforeEach(() => {
  service.received.length = 0;
});
afterEach(async () => {
  await gateway?.close();
  gateway = undefined;
});

const silent: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

const withToken = '<set-header name="Authorization" exists-action="override"><value>Bearer of-the-gateway</value></set-header>';

async function serving(inbound = withToken, names: readonly string[] = [], settings: object = {}): Promise<TestGateway> {
  const made = await compiled({
    'apis/files': `<policies><inbound>${inbound}</inbound><backend><forward-request /></backend></policies>`,
  });
  const bare = handler({});
  const files: HandlerModule = made.handlers.get('apis/files') ?? bare;
  const source: HandlerSource = {
    current: () => ({ global: undefined, subgraph: () => bare, resolver: () => undefined, api: () => files }),
  };
  const api = {
    name: 'files',
    path: '/files',
    url: `${service.url}/v2`,
    forwardHeaders: { kind: 'all' as const, names },
    timeoutMs: 5_000,
  };
  gateway = await openGateway([people], { handlers: source, apis: [api], ...settings });
  return gateway;
}

/** Sends bytes as they are, and reads what comes until the gateway ends the connection. */
async function raw(text: string): Promise<string> {
  const socket = connect(gateway?.port ?? 0, '127.0.0.1');
  let answer = '';
  socket.on('data', (chunk: Buffer) => {
    answer += chunk.toString('latin1');
  });
  socket.on('error', () => undefined);
  socket.write(text.replaceAll('\n', '\r\n'));
  await once(socket, 'close');
  return answer;
}

it('has no TRACE: a backend would say the token back', async () => {
  await serving();
  const answer = await raw('TRACE /files/x HTTP/1.1\nHost: localhost\nConnection: close\n\n');
  expect(answer).toMatch(/^HTTP\/1\.1 (?:404|405) /);
  expect(answer).not.toContain('of-the-gateway');
  expect(service.received).toEqual([]);
});

it('opens no tunnel and no other protocol', async () => {
  await serving();
  await raw('CONNECT example.com:443 HTTP/1.1\nHost: example.com\n\n');
  expect(service.received).toEqual([]);
  const upgrade = 'Connection: close, Upgrade\nUpgrade: websocket\nSec-WebSocket-Version: 13\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==';
  expect(await raw(`GET /files/x HTTP/1.1\nHost: localhost\n${upgrade}\n\n`)).toMatch(/^HTTP\/1\.1 200 /);
  expect([service.received[0]?.headers.upgrade, service.received[0]?.headers.connection]).not.toContain('websocket');
});

it('tells a backend nothing of the subscription key of the client, unless it is named', async () => {
  await serving('');
  const headers = { 'Ocp-Apim-Subscription-Key': 'key-of-the-client' };
  const path = '/files/x?a=1&subscription-key=key-of-the-client&Subscription-Key=key-of-the-client&b=2';
  await fetch(`${gateway?.url}${path}`, { headers });
  expect(JSON.stringify(service.received)).not.toContain('key-of-the-client');
  expect(service.received[0]?.url).toBe('/v2/x?a=1&b=2');
  await gateway?.close();
  await serving('', ['Ocp-Apim-Subscription-Key']);
  await fetch(`${gateway?.url}/files/x`, { headers });
  expect(service.received[1]?.headers['ocp-apim-subscription-key']).toBe('key-of-the-client');
});

it('lets documents use the names of subscription keys for keys of their own', async () => {
  await serving(
    '<set-header name="Ocp-Apim-Subscription-Key"><value>of-the-backend</value></set-header><set-query-parameter name="subscription-key"><value>of-the-backend</value></set-query-parameter>',
  );
  await fetch(`${gateway?.url}/files/x?subscription-key=key-of-the-client`);
  expect([service.received[0]?.url, service.received[0]?.headers['ocp-apim-subscription-key']]).toEqual([
    '/v2/x?subscription-key=of-the-backend',
    'of-the-backend',
  ]);
});

it('lets no client say by itself who it is, unless the configuration names that', async () => {
  const said = { forwarded: 'for=10.0.0.1', 'x-forwarded-for': '10.0.0.1', 'x-forwarded-host': 'other', 'x-real-ip': '10.0.0.1' };
  await serving('');
  await fetch(`${gateway?.url}/files/x`, { headers: said });
  expect(JSON.stringify(service.received)).not.toMatch(/10\.0\.0\.1|other/);
  await gateway?.close();
  await serving('', Object.keys(said));
  await fetch(`${gateway?.url}/files/x`, { headers: said });
  expect(service.received[1]?.headers).toMatchObject(said);
});

it.each([
  '/files/..;/admin',
  '/files/..;a=b/admin',
  '/files/..%3B/admin',
  '/files/%2e%2e;/admin',
  '/files/.;/x',
  '/files/%252e%252e/admin',
])('takes a segment that some servers shorten to a dot segment for one: %s', (path) => {
  const api = { name: 'f', path: '/files', url: 'https://b.example/v2', forwardHeaders: { kind: 'all', names: [] }, timeoutMs: 1 } as const;
  expect(backendUrl(apiFacts(api), Url.parse(`https://g.example${path}`) as Url)).toBeUndefined();
});

it('says that a body is too large also when its length is not announced', async () => {
  await serving('<set-body>@(context.Request.Body.As<string>())</set-body>', [], { limits: { requestBody: 1_000 } });
  const body = `500\n${'x'.repeat(0x500)}\n`;
  const answer = await raw(`POST /files/x HTTP/1.1\nHost: localhost\nTransfer-Encoding: chunked\nConnection: close\n\n${body}0\n\n`);
  expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  expect(service.received).toEqual([]);
});

it('reads no second request out of one with two lengths', async () => {
  await serving('');
  const smuggled = 'GET /files/smuggled HTTP/1.1\nHost: localhost\n\n';
  const answer = await raw(`POST /files/x HTTP/1.1\nHost: localhost\nContent-Length: 4\nTransfer-Encoding: chunked\n\n0\n\n${smuggled}`);
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  expect(service.received).toEqual([]);
});

it('keeps nothing of a client that leaves while policies look at the answer', async () => {
  let stopped = 0;
  let closed: (() => void) | undefined;
  const over = new Promise<void>((resolve) => {
    closed = resolve;
  });
  const openEngine: OpenEngine = async (...given) => {
    const engine = await apolloEngine(silent, 10_000)(...given);
    const stop = async (): Promise<void> => {
      if (stopped++ === 0) closed?.();
      await engine.stop();
    };
    return { ...engine, stop };
  };
  const leaving = new AbortController();
  const outbound = (x: Exchange): Promise<Flow> =>
    new Promise((resolve) => {
      x.signal?.addEventListener('abort', () => resolve(next), { once: true });
      leaving.abort();
    });
  const files = handler({ outbound });
  const api = { name: 'files', path: '/files', url: service.url, forwardHeaders: { kind: 'all' as const, names: [] }, timeoutMs: 5_000 };
  gateway = await openGateway([people], { handlers: handlers({ 'apis/files': files }), apis: [api], openEngine });
  await expect(fetch(`${gateway.url}/files/x`, { signal: leaving.signal })).rejects.toThrow();
  // The schema that the request was under ends with the last request that uses it.
  await gateway.reload(schemaOf([{ ...people, sdl: `${people.sdl}# changed` }]));
  await over;
});
