import { createServer, request as httpRequest, type Server } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { apiFacts, backendUrl } from '../../src/gateway/3-fetch/api.ts';
import { Url } from '../../src/runtime/context/url.ts';
import type { HandlerSource } from '../../src/runtime/handler.ts';
import { compiled, type Documents } from '../support/compiled.ts';
import { canary, testCredentials } from './support/credentials.ts';
import { handler, openGateway, type TestGateway } from './support/gateway.ts';
import { openRest, type RestAnswer, type RestService } from './support/rest-service.ts';
import { openPeople, type TestSubgraph } from './support/subgraph.ts';

let people: TestSubgraph;
let service: RestService;
let next: RestAnswer | undefined;
let gateway: TestGateway | undefined;

beforeAll(async () => {
  people = await openPeople();
  service = await openRest(({ method, url, body }) => next ?? { body: { method, url, body } });
});
afterAll(() => Promise.all([people.close(), service.close()]));
beforeEach(() => {
  next = undefined;
  service.received.length = 0;
});
afterEach(async () => {
  await gateway?.close();
  gateway = undefined;
});

/** A gateway with one API, `/files`, and these documents. */
async function serving(documents: Documents, settings: object = {}, api: object = {}): Promise<TestGateway> {
  const { handlers, findings } = await compiled(documents);
  expect(findings.filter(({ severity }) => severity === 'error').map(({ message }) => message)).toEqual([]);
  const bare = handler({});
  const global = handlers.get('global');
  const source: HandlerSource = {
    current: () => ({
      global,
      subgraph: () => bare,
      resolver: () => undefined,
      api: (name) => handlers.get(`apis/${name}`) ?? global ?? bare,
    }),
  };
  const apis = [
    {
      name: 'files',
      path: '/files',
      url: `${service.url}/v2`,
      forwardHeaders: { kind: 'all' as const, names: [] },
      timeoutMs: 5_000,
      ...api,
    },
  ];
  gateway = await openGateway([people], { handlers: source, apis, ...settings });
  return gateway;
}

const api = (inbound = '', outbound = '', backend = '<forward-request />'): Documents => ({
  'apis/files': `<policies><inbound>${inbound}</inbound><backend>${backend}</backend><outbound>${outbound}</outbound></policies>`,
});

const call = (path: string, init: RequestInit = {}) => fetch(`${gateway?.url}${path}`, { redirect: 'manual', ...init });

describe('a plain HTTP API', () => {
  it('is called below its base, with method, query and body as they are', async () => {
    await serving({});
    const answer = await call('/files/a%20b/c?x=1&y=%C3%A4&x=2', {
      method: 'PUT',
      body: 'text',
      headers: { 'content-type': 'text/plain' },
    });
    expect(await answer.json()).toEqual({ method: 'PUT', url: '/v2/a%20b/c?x=1&x=2&y=%C3%A4', body: 'text' });
    expect(service.received[0]?.headers['content-type']).toBe('text/plain');
    expect((await (await call('/files')).json()) as object).toMatchObject({ url: '/v2' });
    expect((await call('/filesystem')).status).toBe(404);
  });

  it('gets the headers of the client, but for credentials and those of the connection', async () => {
    await serving({});
    const headers = {
      authorization: 'Bearer mine',
      cookie: 'a=b',
      'x-own': '1',
      range: 'bytes=0-3',
      'if-none-match': '"1"',
      accept: 'image/png',
    };
    await call('/files/x', { headers });
    const [received] = service.received;
    expect(received?.headers).toMatchObject({ 'x-own': '1', range: 'bytes=0-3', 'if-none-match': '"1"', accept: 'image/png' });
    expect([received?.headers.authorization, received?.headers.cookie]).toEqual([undefined, undefined]);
    expect(received?.headers.host).toBe(new URL(service.url).host);
  });

  it('gets the credentials of the client where they are named', async () => {
    await serving({}, {}, { forwardHeaders: { kind: 'all', names: ['Authorization'] } });
    await call('/files/x', { headers: { authorization: 'Bearer mine', cookie: 'a=b' } });
    expect([service.received[0]?.headers.authorization, service.received[0]?.headers.cookie]).toEqual(['Bearer mine', undefined]);
  });

  it('answers with status, headers, several cookies and the bytes of the backend', async () => {
    await serving({});
    next = {
      status: 404,
      headers: { 'content-type': 'text/plain', 'set-cookie': ['a=1', 'b=2'], vary: 'Accept', 'cache-control': 'max-age=5' },
      body: 'gone',
    };
    const answer = await call('/files/x');
    expect([
      answer.status,
      answer.headers.getSetCookie(),
      answer.headers.get('vary'),
      answer.headers.get('cache-control'),
      await answer.text(),
    ]).toEqual([404, ['a=1', 'b=2'], 'Accept', 'max-age=5', 'gone']);
  });

  it('gets the token of its connection, and once another when that is refused', async () => {
    const credentials = testCredentials();
    await serving(
      api(
        '<get-authorization-context provider-id="demo" authorization-id="org" context-variable-name="auth" /><set-header name="Authorization" exists-action="override"><value>@("Bearer " + ((Authorization)context.Variables["auth"]).AccessToken)</value></set-header>',
      ),
      { credentials },
    );
    next = { status: 401 };
    const answer = await call('/files/x', { method: 'POST', body: 'once' });
    expect(answer.status).toBe(401);
    expect(service.received.map(({ headers, body }) => [headers.authorization, body])).toEqual([
      [`Bearer ${canary}-1`, 'once'],
      [`Bearer ${canary}-2`, 'once'],
    ]);
  });

  it('runs policies on request and answer with their plain meaning', async () => {
    await serving(
      api(
        '<rewrite-uri template="/other?q=1" /><set-method>POST</set-method><set-body>@(context.Request.Body.As<string>() + "!")</set-body>',
        '<set-status code="202" reason="Later" /><set-header name="X-Out"><value>@(context.Api.Id + " " + context.Operation.Method)</value></set-header><set-body>@(context.Response.Body.As<JObject>()["body"].ToString())</set-body>',
      ),
    );
    const answer = await call('/files/x', { method: 'PUT', body: 'text' });
    expect([answer.status, answer.statusText, answer.headers.get('x-out'), await answer.text()]).toEqual([
      202,
      'Later',
      'files PUT',
      'text!',
    ]);
    expect(service.received[0]).toMatchObject({ method: 'POST', url: '/v2/other?q=1' });
  });

  it('runs the published recipe that only retrieves a token', async () => {
    const recipe = `<policies>
      <inbound>
        <base />
        <get-authorization-context provider-id="demo" authorization-id="org" context-variable-name="auth-context" identity-type="managed" ignore-error="false" />
        <return-response>
          <set-body>@(((Authorization)context.Variables.GetValueOrDefault("auth-context"))?.AccessToken)</set-body>
        </return-response>
      </inbound>
      <backend><base /></backend>
      <outbound><base /></outbound>
      <on-error><base /></on-error>
    </policies>`;
    await serving({ 'apis/files': recipe }, { credentials: testCredentials() });
    const answer = await call('/files/token');
    expect([answer.status, await answer.text()]).toEqual([200, `${canary}-1`]);
    expect(service.received).toEqual([]);
  });

  it('has global.xml as its base, and as its document where it has none', async () => {
    const global =
      '<policies><inbound><set-header name="X-Global"><value>1</value></set-header></inbound><backend><forward-request /></backend></policies>';
    await serving({
      global,
      'apis/files':
        '<policies><inbound><base /><set-header name="X-Own"><value>2</value></set-header></inbound><backend><base /></backend></policies>',
    });
    await call('/files/x');
    expect(service.received[0]?.headers).toMatchObject({ 'x-global': '1', 'x-own': '2' });
    await gateway?.close();
    await serving({ global });
    await call('/files/y');
    expect(service.received[1]?.headers).toMatchObject({ 'x-global': '1' });
  });

  it('ends with the default answer of API Management where a policy or the backend fails, and tells nothing', async () => {
    await serving(api('<set-header name="X"><value>@((string)null + context.Variables["gone"].ToString())</value></set-header>'));
    const answer = await call('/files/x');
    expect([answer.status, await answer.json()]).toEqual([500, { statusCode: 500, message: 'Internal server error' }]);
    await gateway?.close();
    await serving(api('', '', '<forward-request />'), {}, { url: 'http://127.0.0.1:1' });
    expect((await call('/files/x')).status).toBe(500);
  });

  it.each(['/files/../admin', '/files/a/..', '/files/%2e%2e/admin', '/files/a%2f..%2fb', '/files/..%5cadmin', '/files/%2E'])(
    'does not lead out of its base: %s',
    async (path) => {
      await serving({});
      const status = await new Promise<number>((resolve, reject) => {
        const { hostname, port } = new URL(gateway?.url ?? '');
        httpRequest({ hostname, port, path }, (response) => resolve(response.resume().statusCode ?? 0))
          .on('error', reject)
          .end();
      });
      expect(status).toBe(400);
      expect(service.received).toEqual([]);
    },
  );

  it('takes no form from a page of another site, unless a <cors> policy judges', async () => {
    await serving({});
    const form = {
      method: 'POST',
      body: 'a=1',
      headers: { origin: 'https://evil.example', 'content-type': 'application/x-www-form-urlencoded' },
    };
    expect((await call('/files/x', form)).status).toBe(403);
    expect((await call('/files/x', { method: 'POST', body: 'a', headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(403);
    expect((await call('/files/x', { method: 'POST', body: 'a', headers: { origin: gateway?.url ?? '' } })).status).toBe(200);
    expect((await call('/files/x', { headers: { origin: 'https://evil.example' } })).status).toBe(200);
    await gateway?.close();
    await serving(
      api(
        '<cors><allowed-origins><origin>https://app.example</origin></allowed-origins><allowed-methods><method>POST</method></allowed-methods></cors>',
      ),
    );
    const asking = await call('/files/x', {
      method: 'OPTIONS',
      headers: { origin: 'https://app.example', 'access-control-request-method': 'POST' },
    });
    expect(asking.headers.get('access-control-allow-origin')).toBe('https://app.example');
    const sent = await call('/files/x', { method: 'POST', body: 'a', headers: { origin: 'https://app.example' } });
    expect([sent.status, sent.headers.get('access-control-allow-origin')]).toEqual([200, 'https://app.example']);
  });

  it('does not hold bodies that policies read beyond the limit', async () => {
    await serving(api('<set-body>@(context.Request.Body.As<string>())</set-body>'), { limits: { requestBody: 1_000 } });
    expect((await call('/files/x', { method: 'POST', body: 'x'.repeat(1_001) })).status).toBe(413);
    expect(service.received).toEqual([]);
  });
});

describe('bodies that no policy reads', () => {
  let server: Server;
  let url: string;
  let respond: (request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) => void;
  beforeAll(async () => {
    server = createServer((request, response) => respond(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it('are passed on while they come, both ways, whatever their size', async () => {
    const total = 3 * 1024 * 1024;
    let upstream = 0;
    respond = (request, response) => {
      request.on('data', (chunk: Buffer) => {
        upstream += chunk.length;
      });
      request.on('end', () =>
        response
          .writeHead(200, { 'content-length': String(total), 'content-type': 'application/octet-stream' })
          .end(Buffer.alloc(total, 1)),
      );
    };
    await serving(api(), { limits: { requestBody: 1_000, responseBody: 1_000 } }, { url });
    const answer = await call('/files/x', {
      method: 'POST',
      body: Buffer.alloc(total),
      headers: { 'content-type': 'application/octet-stream' },
    });
    expect([answer.status, answer.headers.get('content-length'), (await answer.arrayBuffer()).byteLength, upstream]).toEqual([
      200,
      String(total),
      total,
      total,
    ]);
  });

  it('reach the client before the backend has ended', async () => {
    let end: (() => void) | undefined;
    respond = (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: 1\n\n');
      end = () => response.end('data: 2\n\n');
    };
    await serving(
      api('<set-header name="X-A"><value>1</value></set-header>', '<set-header name="X-B"><value>2</value></set-header>'),
      {},
      { url },
    );
    const answer = await call('/files/events');
    const reader = answer.body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('data: 1\n\n');
    expect(answer.headers.get('x-b')).toBe('2');
    end?.();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('data: 2\n\n');
  });

  it('end at the backend when the client goes away', async () => {
    const closed = new Promise<void>((resolve) => {
      respond = (_request, response) => {
        response.writeHead(200).write('x');
        response.on('close', () => resolve());
      };
    });
    await serving(api(), {}, { url });
    const controller = new AbortController();
    const answer = await call('/files/x', { signal: controller.signal });
    await answer.body?.getReader().read();
    controller.abort();
    await closed;
  });

  it('are not kept when a policy answers in their place', async () => {
    const closed = new Promise<void>((resolve) => {
      respond = (_request, response) => {
        response.writeHead(200).write('x');
        response.on('close', () => resolve());
      };
    });
    await serving(api('', '<return-response><set-status code="204" /></return-response>'), {}, { url });
    expect((await call('/files/x')).status).toBe(204);
    await closed;
  });

  it('cannot be sent twice, unless they are held', async () => {
    let calls = 0;
    respond = (request, response) => {
      calls++;
      request.resume().on('end', () => response.writeHead(503).end());
    };
    const twice = (attributes: string) => api('', '', `<forward-request ${attributes} /><forward-request />`);
    const body = Buffer.alloc(200_000);
    await serving(twice(''), { limits: { requestBody: 500_000 } }, { url });
    expect((await call('/files/x', { method: 'POST', body })).status).toBe(500);
    expect([calls, gateway?.logText().includes('buffer-request-body')]).toEqual([1, true]);
    await gateway?.close();
    await serving(twice('buffer-request-body="true"'), { limits: { requestBody: 500_000 } }, { url });
    expect((await call('/files/x', { method: 'POST', body })).status).toBe(503);
    expect(calls).toBe(3);
  });
});

it.each([
  ['/files', 'https://b.example/v2'],
  ['/files/', 'https://b.example/v2/'],
  ['/files/a?x=1', 'https://b.example/v2/a?x=1'],
  ['/files/..a/b..', 'https://b.example/v2/..a/b..'],
  ['/other', undefined],
  ['/files/./a', undefined],
])('the address of %s at the backend', (path, expected) => {
  const { url } = apiFacts({
    name: 'f',
    path: '/files',
    url: 'https://b.example/v2',
    forwardHeaders: { kind: 'all', names: [] },
    timeoutMs: 1,
  });
  const called = Url.parse(`http://localhost${path}`);
  expect(called && backendUrl({ path: '/files', url }, called)?.toString()).toBe(expected);
});
